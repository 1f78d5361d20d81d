import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockHome } from '../../../src/dev/stack/home-lock.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'meridian-lock-'));
});

afterEach(() => rmSync(home, { recursive: true }));

it('is there while it is held and gone when it is released', () => {
  const lock = lockHome(home);
  expect(readdirSync(home)).toEqual(['start.lock']);
  expect(lock.recovered).toBe(false);
  lock.release();
  expect(readdirSync(home)).toEqual([]);
});

it('is refused while another start runs, and the other keeps it', () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'src/dev/start.ts']);
  writeFileSync(join(home, 'start.lock'), `${other.pid}\n`);
  expect(() => lockHome(home)).toThrow(`Meridian is running already in ${home} (process ${other.pid})`);
  expect(readdirSync(home)).toEqual(['start.lock']);
  other.kill();
});

it('is taken over from a start whose process is gone', () => {
  // Larger than any process id of Linux or macOS.
  writeFileSync(join(home, 'start.lock'), '99999999\n');
  expect(lockHome(home).recovered).toBe(true);
});

it('is taken over when the process id now belongs to another program', () => {
  writeFileSync(join(home, 'start.lock'), `${process.ppid}\n`);
  expect(lockHome(home).recovered).toBe(true);
});

it('says in one line that the folder cannot be written', () => {
  const file = join(home, 'a-file');
  writeFileSync(file, '');
  expect(() => lockHome(join(file, 'home'))).toThrow(`MERIDIAN_HOME: cannot write to ${file}/home (ENOTDIR)`);
  expect(existsSync(join(home, 'start.lock'))).toBe(false);
});
