import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { openAuditTrail } from '../../src/audit/audit-trail.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const record: AuditRecord = {
  time: '2026-11-24T12:00:00.000Z',
  requestId: 'r',
  traceId: 't',
  principal: { subject: 's', tenant: 't', client: 'c' },
  operation: { name: 'N', type: 'query', hash: 'h' },
  variables: { text: 'a\nb' },
  coordinates: ['Query.a'],
  denied: [],
  cost: 1,
  status: 'ok',
  errors: [],
  statements: 1,
  milliseconds: 1,
};

test('each record is one line, all are there after closing, and earlier ones stay', async () => {
  const path = join(folder, 'audit.jsonl');
  for (let round = 0; round < 2; round++) {
    const trail = await openAuditTrail(path, () => expect.unreachable());
    for (let count = 0; count < 500; count++) trail.write(record);
    await trail.close();
  }
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines.length).toBe(1_000);
  for (const line of lines) expect(JSON.parse(line)).toEqual(record);
});

test('nobody else on the machine can read it', async () => {
  const path = join(folder, 'private.jsonl');
  await (await openAuditTrail(path, () => expect.unreachable())).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a file that cannot be written stops the start', async () => {
  await expect(openAuditTrail(join(folder, 'none', 'audit.jsonl'), () => {})).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});

test('a record after closing is reported as lost, not thrown away in silence', async () => {
  const losses: unknown[] = [];
  const trail = await openAuditTrail(join(folder, 'closed.jsonl'), (reason) => void losses.push(reason));
  await trail.close();
  trail.write(record);
  expect(losses.length).toBe(1);
});
