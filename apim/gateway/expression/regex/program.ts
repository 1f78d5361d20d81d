import type { Assertion, RegexNode } from './node.ts';

/** An instruction of the backtracking machine. */
export type Instruction =
  | { readonly op: 'set'; readonly test: (code: number) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'open'; readonly group: number }
  | { readonly op: 'close'; readonly group: number }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'reference'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly op: 'look'; readonly program: Program; readonly ahead: boolean; readonly negative: boolean }
  | { readonly op: 'atomic'; readonly program: Program }
  /** Sets a loop counter to zero. */
  | { readonly op: 'reset'; readonly counter: number }
  /** Counts a finished iteration; leaves or repeats by the bounds, an empty iteration ends the loop. */
  | {
      readonly op: 'loop';
      readonly counter: number;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
      readonly body: number;
    }
  /** A run of one set, taken greedily without a stack entry for each character. */
  | {
      readonly op: 'run';
      readonly test: (code: number) => boolean;
      readonly least: number;
      readonly most: number;
    }
  | { readonly op: 'ifGroup'; readonly group: number; readonly no: number }
  | { readonly op: 'match' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly counters: number;
}

/** A regular expression as instructions. */
export function compileRegex(root: RegexNode): Program {
  const compiler = new RegexCompiler();
  compiler.node(root);
  compiler.code.push({ op: 'match' });
  return { code: compiler.code, counters: compiler.counters };
}

class RegexCompiler {
  readonly code: Instruction[] = [];
  counters = 0;

  node(node: RegexNode): void {
    switch (node.kind) {
      case 'set':
        this.code.push({ op: 'set', test: node.test });
        return;
      case 'sequence':
        for (const item of node.items) this.node(item);
        return;
      case 'either':
        this.either(node.options);
        return;
      case 'repeat':
        this.repeat(node);
        return;
      case 'group':
        this.code.push({ op: 'open', group: node.index });
        this.node(node.item);
        this.code.push({ op: 'close', group: node.index });
        return;
      case 'atomic':
        this.code.push({ op: 'atomic', program: compileRegex(node.item) });
        return;
      case 'look':
        this.code.push({
          op: 'look',
          program: compileRegex(node.item),
          ahead: node.ahead,
          negative: node.negative,
        });
        return;
      case 'assert':
        this.code.push({ op: 'assert', what: node.what });
        return;
      case 'reference':
        this.code.push({ op: 'reference', group: node.index, ignoreCase: node.ignoreCase });
        return;
      case 'condition': {
        const test = this.hole();
        this.node(node.yes);
        const leave = this.hole();
        this.code[test] = { op: 'ifGroup', group: node.index, no: this.code.length };
        this.node(node.no);
        this.code[leave] = { op: 'jump', to: this.code.length };
      }
    }
  }

  private hole(): number {
    return this.code.push({ op: 'match' }) - 1;
  }

  private either(options: readonly RegexNode[]): void {
    const leaves: number[] = [];
    options.forEach((option, i) => {
      if (i === options.length - 1) {
        this.node(option);
        return;
      }
      const split = this.hole();
      this.node(option);
      leaves.push(this.hole());
      this.code[split] = { op: 'split', first: split + 1, second: this.code.length };
    });
    for (const leave of leaves) this.code[leave] = { op: 'jump', to: this.code.length };
  }

  private repeat(node: Extract<RegexNode, { kind: 'repeat' }>): void {
    const { item, least, most, lazy } = node;
    if (item.kind === 'set' && !lazy) {
      this.code.push({ op: 'run', test: item.test, least, most });
      return;
    }
    if (least === 0 && most === 1) {
      const split = this.hole();
      this.node(item);
      const end = this.code.length;
      this.code[split] = lazy
        ? { op: 'split', first: end, second: split + 1 }
        : { op: 'split', first: split + 1, second: end };
      return;
    }
    const counter = this.counters++;
    this.code.push({ op: 'reset', counter });
    const enter = this.hole();
    const body = this.code.length;
    this.node(item);
    this.code[enter] = { op: 'jump', to: this.code.length };
    this.code.push({ op: 'loop', counter, least, most, lazy, body });
  }
}
