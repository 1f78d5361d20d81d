import type { PolicyContext } from './context.ts';
import { ExpressionLimitError } from './errors.ts';

/** Remembers what tokens say: a caller sends the same one many times. Whoever makes it bounds it. */
export interface TokenMemory {
  /** What `set` was given; nobody else reads it. */
  get(token: string): object | undefined;
  /** `weight` is the length of the token. */
  set(token: string, parts: object, weight: number): void;
}

/** The world as an expression sees it. */
export interface ExpressionSeams {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** A GUID of 36 characters. */
  readonly guid: () => string;
  /** Tokens that were read before; without it each is read anew. */
  readonly tokens?: TokenMemory;
}

/** What one evaluation may take at most. */
export interface ExpressionLimits {
  /** Statements, calls, iterations and elements of sequences. */
  readonly steps: number;
  /** Calls of lambdas and local functions inside each other. */
  readonly depth: number;
  /** UTF-16 units of one string, elements of one array. */
  readonly text: number;
  /** UTF-16 units, bytes and elements that may be allocated in all. */
  readonly allocation: number;
  readonly milliseconds: number;
  /** Steps of the regular expression matcher, over all matches. */
  readonly regexSteps: number;
}

export const defaultLimits: ExpressionLimits = Object.freeze({
  steps: 2_000_000,
  depth: 200,
  text: 4 * 1024 * 1024,
  allocation: 64 * 1024 * 1024,
  milliseconds: 500,
  regexSteps: 2_000_000,
});

/** How many elements or units of an operand cost a step. */
const unitsPerStep = 1024;

/** How many steps pass between two looks at the clock. */
const stepsPerClock = 32;

/** One evaluation: what is left of its limits, its seams, its context. */
export class Run {
  readonly context: PolicyContext;
  readonly seams: ExpressionSeams;
  readonly limits: ExpressionLimits;
  private steps: number;
  private clock = stepsPerClock;
  private allocation: number;
  private regexSteps: number;
  private depth = 0;
  /** Set by the first look at the clock: most expressions end before it. */
  private deadline: number | undefined;

  constructor(context: PolicyContext, seams: ExpressionSeams, limits: ExpressionLimits) {
    this.context = context;
    this.seams = seams;
    this.limits = limits;
    this.steps = limits.steps;
    this.allocation = limits.allocation;
    this.regexSteps = limits.regexSteps;
  }

  /** Charges one step. @throws ExpressionLimitError */
  step(): void {
    if (--this.steps < 0)
      throw new ExpressionLimitError('steps', `expression took more than ${this.limits.steps} steps`);
    if (--this.clock < 0) {
      this.clock = stepsPerClock;
      this.checkClock();
    }
  }

  /** Charges many steps at once, for work that is linear in `count`. */
  steppedBy(count: number): void {
    this.steps -= count;
    this.clock -= count;
    this.step();
  }

  /** Charges a call for the size of an operand: long texts and lists take time that is linear in it. */
  operand(value: unknown): void {
    const size = typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
    if (size > unitsPerStep) this.steppedBy(Math.floor(size / unitsPerStep));
  }

  checkClock(): void {
    // the real clock, never the seam: a frozen clock must not switch the limit off
    const now = performance.now();
    this.deadline ??= now + this.limits.milliseconds;
    if (now > this.deadline) {
      throw new ExpressionLimitError('time', `expression took longer than ${this.limits.milliseconds} ms`);
    }
  }

  /** Charges an allocation of which `fresh` units are new and that is `size` long. */
  allocate(size: number, fresh = size): void {
    if (size > this.limits.text)
      throw new ExpressionLimitError('text', `a string or array is longer than ${this.limits.text}`);
    this.allocation -= fresh;
    if (this.allocation < 0)
      throw new ExpressionLimitError(
        'text',
        `expression allocated more than ${this.limits.allocation} units`,
      );
  }

  /** The same string, charged. */
  text(made: string): string {
    this.allocate(made.length);
    if (made.length > unitsPerStep) this.steppedBy(Math.floor(made.length / unitsPerStep));
    return made;
  }

  regexStep(count: number): void {
    this.regexSteps -= count;
    if (this.regexSteps < 0) {
      throw new ExpressionLimitError(
        'regex',
        `regular expression took more than ${this.limits.regexSteps} steps`,
      );
    }
    this.checkClock();
  }

  /** Runs `body` one call deeper. */
  nested<T>(body: () => T): T {
    this.step();
    if (++this.depth > this.limits.depth)
      throw new ExpressionLimitError('depth', `calls are nested deeper than ${this.limits.depth}`);
    try {
      return body();
    } finally {
      this.depth -= 1;
    }
  }
}
