import type { Run } from '../run.ts';
import { fold, isWord } from './characters.ts';
import type { Assertion } from './node.ts';
import type { Instruction, Program } from './program.ts';

/** Start and end of each group, -1 when it took no part; group 0 is the match. */
export interface Found {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Every capture of every group, in the order in which they closed. */
  readonly captures: readonly Captured[];
}

export interface Captured {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/** How many steps pass between two charges. */
const batch = 256;
/** Entries of the backtrack stack; each is a few words. */
const maximumStack = 2_000_000;

/**
 * A backtracking matcher with an explicit stack whose steps are charged to the run: a pattern that backtracks without end
 * hits the limit instead of hanging the process, and a long text cannot exhaust the JavaScript stack. Longer than 300 lines:
 * one loop over one stack, which its instructions push to and pop from.
 */
export class Matcher {
  private readonly text: string;
  private readonly run: Run;
  private readonly groups: number;
  private readonly origin: number;
  private pending = 0;

  constructor(text: string, groups: number, run: Run, origin = 0) {
    this.text = text;
    this.groups = groups;
    this.run = run;
    this.origin = origin;
  }

  /** The leftmost match from `from` on, or null. */
  search(program: Program, from: number): Found | null {
    for (let at = from; at <= this.text.length; at++) {
      const starts = new Array<number>(this.groups).fill(-1);
      const ends = new Array<number>(this.groups).fill(-1);
      this.history.length = 0;
      const end = this.match(program, at, starts, ends);
      if (end >= 0) {
        starts[0] = at;
        ends[0] = end;
        this.charge(batch);
        return { starts, ends, captures: this.history.slice() };
      }
    }
    this.charge(batch);
    return null;
  }

  private charge(count: number): void {
    this.pending += count;
    if (this.pending >= batch) {
      this.run.regexStep(this.pending);
      this.pending = 0;
    }
  }

  /** Matches at `at`; gives the end or -1, groups in `starts` and `ends`. `stopAt`: the match must end there (lookbehind). */
  private match(program: Program, at: number, starts: number[], ends: number[], stopAt = -1): number {
    const { code } = program;
    const { text } = this;
    const counts = new Array<number>(program.counters).fill(0);
    const marks = new Array<number>(program.counters).fill(-1);
    // a backtrack entry: what to undo or where to go on
    const stack: Entry[] = [];
    let pc = 0;
    let position = at;
    for (;;) {
      this.charge(1);
      const instruction = code[pc];
      if (instruction === undefined) return -1;
      let fails = false;
      switch (instruction.op) {
        case 'set':
          if (position < text.length && instruction.test(text.charCodeAt(position))) {
            position += 1;
            pc += 1;
          } else fails = true;
          break;
        case 'run': {
          const longest = this.runLength(instruction, position);
          if (longest < instruction.least) fails = true;
          else {
            if (longest > instruction.least)
              stack.push({
                kind: 'shrink',
                pc: pc + 1,
                from: position + instruction.least,
                to: position + longest - 1,
              });
            position += longest;
            pc += 1;
          }
          break;
        }
        case 'split':
          stack.push({ kind: 'branch', pc: instruction.second, position });
          pc = instruction.first;
          break;
        case 'jump':
          pc = instruction.to;
          break;
        case 'open':
          // the start is remembered beside the counters until the group closes
          stack.push({ kind: 'open', group: instruction.group, start: this.openAt[instruction.group] ?? -1 });
          this.openAt[instruction.group] = position;
          pc += 1;
          break;
        case 'close': {
          const { group } = instruction;
          stack.push({
            kind: 'group',
            group,
            start: starts[group] ?? -1,
            end: ends[group] ?? -1,
            history: this.history.length,
          });
          starts[group] = this.openAt[group] ?? position;
          ends[group] = position;
          this.history.push({ group, start: starts[group] ?? position, end: position });
          pc += 1;
          break;
        }
        case 'assert':
          if (this.holds(instruction.what, position)) pc += 1;
          else fails = true;
          break;
        case 'reference': {
          const end = this.sameAs(instruction, position, starts, ends);
          if (end < 0) fails = true;
          else {
            position = end;
            pc += 1;
          }
          break;
        }
        case 'look':
        case 'atomic': {
          const end =
            instruction.op === 'atomic'
              ? this.inner(instruction.program, position, starts, ends, stack)
              : this.look(instruction, position, starts, ends, stack);
          if (end < 0) fails = true;
          else {
            if (instruction.op === 'atomic') position = end;
            pc += 1;
          }
          break;
        }
        case 'reset':
          stack.push({
            kind: 'counter',
            counter: instruction.counter,
            count: counts[instruction.counter] ?? 0,
            mark: marks[instruction.counter] ?? -1,
          });
          counts[instruction.counter] = -1;
          marks[instruction.counter] = -1;
          pc += 1;
          break;
        case 'loop': {
          const { counter } = instruction;
          const done = (counts[counter] ?? 0) + 1;
          const empty = done > 0 && marks[counter] === position;
          stack.push({ kind: 'counter', counter, count: counts[counter] ?? 0, mark: marks[counter] ?? -1 });
          counts[counter] = done;
          marks[counter] = position;
          if (done < instruction.least && !empty) pc = instruction.body;
          else if (done >= instruction.most || empty) pc += 1;
          else if (instruction.lazy) {
            stack.push({
              kind: 'again',
              pc: instruction.body,
              position,
              counter,
              count: done,
              mark: position,
            });
            pc += 1;
          } else {
            stack.push({ kind: 'again', pc: pc + 1, position, counter, count: done, mark: position });
            pc = instruction.body;
          }
          break;
        }
        case 'ifGroup':
          pc = (ends[instruction.group] ?? -1) >= 0 ? pc + 1 : instruction.no;
          break;
        case 'match':
          if (stopAt < 0 || position === stopAt) return position;
          fails = true;
      }
      if (stack.length > maximumStack) this.run.regexStep(Number.MAX_SAFE_INTEGER);
      if (!fails) continue;
      // undo until there is another way to go
      for (;;) {
        const entry = stack.pop();
        if (entry === undefined) return -1;
        if (entry.kind === 'open') this.openAt[entry.group] = entry.start;
        else if (entry.kind === 'group') {
          starts[entry.group] = entry.start;
          ends[entry.group] = entry.end;
          this.history.length = entry.history;
        } else if (entry.kind === 'counter') {
          counts[entry.counter] = entry.count;
          marks[entry.counter] = entry.mark;
        } else {
          pc = entry.pc;
          if (entry.kind === 'shrink') {
            position = entry.to;
            if (entry.to > entry.from) stack.push({ ...entry, to: entry.to - 1 });
          } else {
            position = entry.position;
            if (entry.kind === 'again') {
              counts[entry.counter] = entry.count;
              marks[entry.counter] = entry.mark;
            }
          }
          break;
        }
      }
    }
  }

  private readonly history: Captured[] = [];
  /** Where each group was opened last. */
  private readonly openAt: number[] = [];

  private runLength(instruction: Extract<Instruction, { op: 'run' }>, from: number): number {
    const { text } = this;
    const end = Math.min(text.length, from + instruction.most);
    let at = from;
    while (at < end && instruction.test(text.charCodeAt(at))) at += 1;
    this.charge((at - from) >> 2);
    return at - from;
  }

  /** A sub-program that is not entered again; its groups can be undone. */
  private inner(
    program: Program,
    position: number,
    starts: number[],
    ends: number[],
    stack: Entry[],
    stopAt = -1,
  ): number {
    const beforeStarts = starts.slice();
    const beforeEnds = ends.slice();
    const history = this.history.length;
    const end = this.match(program, position, starts, ends, stopAt);
    for (let group = 0; group < beforeStarts.length; group++) {
      const start = beforeStarts[group] ?? -1;
      const stop = beforeEnds[group] ?? -1;
      if (end < 0) {
        starts[group] = start;
        ends[group] = stop;
      } else if (starts[group] !== start || ends[group] !== stop)
        stack.push({ kind: 'group', group, start, end: stop, history });
    }
    if (end < 0) this.history.length = history;
    return end;
  }

  private look(
    instruction: Extract<Instruction, { op: 'look' }>,
    position: number,
    starts: number[],
    ends: number[],
    stack: Entry[],
  ): number {
    const scratch: Entry[] = [];
    let found = -1;
    if (instruction.ahead) found = this.inner(instruction.program, position, starts, ends, scratch);
    else
      for (let from = position; from >= 0 && found < 0; from--)
        found = this.inner(instruction.program, from, starts, ends, scratch, position);
    if (instruction.negative) {
      for (const entry of scratch) {
        if (entry.kind !== 'group') continue;
        starts[entry.group] = entry.start;
        ends[entry.group] = entry.end;
        this.history.length = entry.history;
      }
      return found < 0 ? position : -1;
    }
    stack.push(...scratch);
    return found;
  }

  private sameAs(
    instruction: Extract<Instruction, { op: 'reference' }>,
    position: number,
    starts: readonly number[],
    ends: readonly number[],
  ): number {
    const start = starts[instruction.group] ?? -1;
    const end = ends[instruction.group] ?? -1;
    if (start < 0) return -1;
    const length = end - start;
    this.charge(length);
    if (position + length > this.text.length) return -1;
    for (let i = 0; i < length; i++) {
      const a = this.text.charCodeAt(start + i);
      const b = this.text.charCodeAt(position + i);
      if (a !== b && !(instruction.ignoreCase && fold(a) === fold(b))) return -1;
    }
    return position + length;
  }

  private holds(what: Assertion, at: number): boolean {
    const { text } = this;
    switch (what) {
      case 'textStart':
        return at === 0;
      case 'textEnd':
        return at === text.length;
      case 'textEndOrNewLine':
        return at === text.length || (at === text.length - 1 && text.charCodeAt(at) === 10);
      case 'lineStart':
        return at === 0 || text.charCodeAt(at - 1) === 10;
      case 'lineEnd':
        return at === text.length || text.charCodeAt(at) === 10;
      case 'continue':
        return at === this.origin;
      default: {
        const before = at > 0 && isWord(text.charCodeAt(at - 1));
        const after = at < text.length && isWord(text.charCodeAt(at));
        return (before !== after) === (what === 'boundary');
      }
    }
  }
}

type Entry =
  | { readonly kind: 'branch'; readonly pc: number; readonly position: number }
  | {
      readonly kind: 'again';
      readonly pc: number;
      readonly position: number;
      readonly counter: number;
      readonly count: number;
      readonly mark: number;
    }
  | { readonly kind: 'shrink'; readonly pc: number; readonly from: number; readonly to: number }
  | { readonly kind: 'open'; readonly group: number; readonly start: number }
  | {
      readonly kind: 'group';
      readonly group: number;
      readonly start: number;
      readonly end: number;
      readonly history: number;
    }
  | { readonly kind: 'counter'; readonly counter: number; readonly count: number; readonly mark: number };
