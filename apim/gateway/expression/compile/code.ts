import type { ExpressionSyntaxError } from '../errors.ts';
import type { Run } from '../run.ts';
import type { Block, Expression, Parameter, Statement, TypeNode } from '../syntax/ast.ts';
import type { Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';

/** A variable; lambdas share the cell they captured. */
export interface Cell {
  value: Value;
}

/** One activation of the expression, a lambda or a local function. */
export interface Frame {
  readonly run: Run;
  readonly slots: (Cell | undefined)[];
  /** What `return` gave. */
  result: Value;
  /** The receiver of the innermost `?.`. */
  receiver: Value;
}

export type Evaluate = (frame: Frame) => Value;

/** A compiled expression. */
export interface Code {
  /** Static type; null: known at run time only. */
  readonly type: TypeRef | null;
  readonly run: Evaluate;
  /** The value of a constant expression. */
  readonly constant?: Value;
}

/** Something that can be assigned to; `at` evaluates receiver and index once. */
export interface Place {
  readonly type: TypeRef | null;
  readonly at: (frame: Frame) => readonly Value[];
  readonly read: (frame: Frame, at: readonly Value[]) => Value;
  readonly write: (frame: Frame, at: readonly Value[], value: Value) => void;
}

/** How a statement ended. */
export type Signal = 'end' | 'break' | 'continue' | 'return' | { readonly goto: Value | undefined };

export type Execute = (frame: Frame) => Signal;

export interface Variable {
  readonly slot: number;
  readonly type: TypeRef | null;
  readonly constant?: Code;
  /** Set for a local function. */
  readonly parameters?: readonly Parameter[];
  readonly writable: boolean;
}

/** Return types seen in the body that is being compiled, to infer the type of a lambda. */
export interface Body {
  readonly returns: { type: TypeRef | null; isNull: boolean }[];
  /** What `return` must convert to; undefined: infer. */
  readonly expected: TypeRef | undefined;
}

/** Names in a block. */
export interface Scope {
  readonly parent: Scope | null;
  readonly names: Map<string, Variable>;
  readonly body: Body;
}

/** What the parts of the compiler call each other through. */
export interface Compiler {
  readonly registry: Registry;
  /** Inside `checked(…)`. */
  checked: boolean;
  /** Inside `unchecked(…)`: constants may overflow. */
  unchecked: boolean;
  /** Loops and switches around the statement that is being compiled: what `break` and `continue` can leave. */
  breakable: number;
  continuable: number;
  expression(node: Expression, scope: Scope, expected?: TypeRef): Code;
  place(node: Expression, scope: Scope): Place;
  statement(node: Statement, scope: Scope): Execute;
  statements(nodes: readonly Statement[], scope: Scope): Execute;
  block(node: Block, scope: Scope): Execute;
  /** A method named without being called, as a delegate; null for every other expression. */
  methodGroup(node: Expression, scope: Scope): Code | null;
  typeOf(node: TypeNode): TypeRef;
  declare(
    scope: Scope,
    name: string,
    type: TypeRef | null,
    offset: number,
    more?: Partial<Variable>,
  ): Variable;
  error(message: string, offset: number, nearest?: string): ExpressionSyntaxError;
}

export function child(scope: Scope): Scope {
  return { parent: scope, names: new Map(), body: scope.body };
}

export function lookup(scope: Scope | null, name: string): Variable | undefined {
  for (let at = scope; at !== null; at = at.parent) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function constantCode(type: TypeRef | null, value: Value): Code {
  return { type, constant: value, run: () => value };
}
