import type { Value } from '../value.ts';

/** A type as written. `T?` is `Nullable<T>`, `T[]` is `[]<T>`, `var` stays `var`. */
export interface TypeNode {
  readonly name: string;
  readonly args: readonly TypeNode[];
  /** Of the items of a tuple, where they have one. */
  readonly itemNames?: readonly (string | null)[];
  readonly offset: number;
}

export interface Argument {
  readonly name: string | null;
  readonly mode: 'value' | 'out' | 'ref';
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeNode | null;
  readonly defaultValue: Expression | null;
  /** Of a local function; absent: by value. */
  readonly mode?: 'out' | 'ref' | 'params';
  /** The range variables of a query that the argument, an anonymous object, is taken apart into. */
  readonly parts?: readonly string[];
}

/** What stands between braces after `new T(…)`. */
export type Initializer =
  | {
      readonly kind: 'members';
      readonly members: readonly {
        readonly name: string;
        readonly offset: number;
        readonly value: Expression | Initializer;
      }[];
    }
  | { readonly kind: 'items'; readonly items: readonly (readonly Expression[])[] }
  | {
      readonly kind: 'indexed';
      readonly entries: readonly {
        readonly args: readonly Expression[];
        readonly value: Expression | Initializer;
      }[];
    };

interface At {
  readonly offset: number;
}

export type Expression = At &
  (
    | { readonly kind: 'literal'; readonly value: Value }
    | {
        readonly kind: 'interpolated';
        readonly parts: readonly (
          | string
          | { readonly value: Expression; readonly alignment: number | null; readonly format: string | null }
        )[];
      }
    | { readonly kind: 'name'; readonly name: string; readonly typeArgs: readonly TypeNode[] | null }
    | { readonly kind: 'type'; readonly type: TypeNode }
    | {
        readonly kind: 'member';
        readonly target: Expression;
        readonly name: string;
        readonly typeArgs: readonly TypeNode[] | null;
      }
    | { readonly kind: 'index'; readonly target: Expression; readonly args: readonly Argument[] }
    | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
    | { readonly kind: 'conditionalAccess'; readonly target: Expression; readonly chain: Expression }
    | { readonly kind: 'receiver' }
    | {
        readonly kind: 'new';
        readonly type: TypeNode;
        readonly args: readonly Argument[];
        readonly initializer: Initializer | null;
      }
    | {
        readonly kind: 'newArray';
        readonly elementType: TypeNode | null;
        readonly sizes: readonly Expression[];
        readonly items: readonly Expression[] | null;
      }
    | {
        readonly kind: 'anonymous';
        readonly members: readonly { readonly name: string; readonly value: Expression }[];
      }
    | {
        readonly kind: 'tuple';
        readonly items: readonly { readonly name: string | null; readonly value: Expression }[];
      }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: 'step';
        readonly operator: '++' | '--';
        readonly prefix: boolean;
        readonly target: Expression;
      }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'assign';
        readonly operator: string;
        readonly target: Expression;
        readonly value: Expression;
      }
    | {
        readonly kind: 'conditional';
        readonly test: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    | { readonly kind: 'cast'; readonly type: TypeNode; readonly value: Expression }
    | { readonly kind: 'is'; readonly value: Expression; readonly pattern: Pattern }
    | { readonly kind: 'as'; readonly value: Expression; readonly type: TypeNode }
    | { readonly kind: 'typeof'; readonly type: TypeNode }
    | { readonly kind: 'default'; readonly type: TypeNode | null }
    | { readonly kind: 'nameof'; readonly text: string }
    | { readonly kind: 'checked'; readonly checked: boolean; readonly value: Expression }
    | {
        readonly kind: 'lambda';
        readonly parameters: readonly Parameter[];
        readonly body: Expression | Block;
      }
    | { readonly kind: 'throw'; readonly value: Expression }
    | { readonly kind: 'outVariable'; readonly type: TypeNode; readonly name: string | null }
  );

export type Pattern =
  | { readonly kind: 'type'; readonly type: TypeNode; readonly name: string | null; readonly offset: number }
  | { readonly kind: 'constant'; readonly value: Expression }
  | { readonly kind: 'var'; readonly name: string };

export type Block = At & { readonly kind: 'block'; readonly statements: readonly Statement[] };

/** What one component of a deconstruction goes to; a name of null is a discard. */
export type DeconstructTarget =
  | { readonly kind: 'declare'; readonly type: TypeNode; readonly name: string | null }
  | { readonly kind: 'assign'; readonly place: Expression };

export interface SwitchSection {
  /** null is `default`. */
  readonly labels: readonly ({ readonly pattern: Pattern; readonly when: Expression | null } | null)[];
  readonly statements: readonly Statement[];
}

export interface CatchClause {
  readonly type: TypeNode | null;
  readonly name: string | null;
  readonly when: Expression | null;
  readonly body: Block;
}

export type Statement =
  | Block
  | (At &
      (
        | {
            readonly kind: 'declare';
            readonly type: TypeNode;
            readonly constant: boolean;
            readonly using: boolean;
            readonly variables: readonly {
              readonly name: string;
              readonly offset: number;
              readonly value: Expression | null;
            }[];
          }
        | {
            readonly kind: 'function';
            readonly name: string;
            readonly returns: TypeNode;
            readonly parameters: readonly Parameter[];
            readonly body: Expression | Block;
          }
        | { readonly kind: 'expression'; readonly value: Expression }
        | {
            readonly kind: 'deconstruct';
            readonly targets: readonly DeconstructTarget[];
            readonly value: Expression;
          }
        | { readonly kind: 'checkedBlock'; readonly checked: boolean; readonly body: Block }
        | {
            readonly kind: 'if';
            readonly test: Expression;
            readonly yes: Statement;
            readonly no: Statement | null;
          }
        | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement }
        | { readonly kind: 'do'; readonly test: Expression; readonly body: Statement }
        | {
            readonly kind: 'for';
            readonly start: readonly Statement[];
            readonly test: Expression | null;
            readonly next: readonly Expression[];
            readonly body: Statement;
          }
        | {
            readonly kind: 'foreach';
            readonly type: TypeNode;
            readonly name: string;
            /** `foreach (var (k, v) in …)`: what each element is taken apart into. */
            readonly targets: readonly DeconstructTarget[] | null;
            readonly items: Expression;
            readonly body: Statement;
          }
        | { readonly kind: 'switch'; readonly value: Expression; readonly sections: readonly SwitchSection[] }
        | {
            readonly kind: 'try';
            readonly body: Block;
            readonly catches: readonly CatchClause[];
            readonly finally: Block | null;
          }
        | { readonly kind: 'using'; readonly resource: Statement; readonly body: Statement }
        | { readonly kind: 'return'; readonly value: Expression | null }
        | { readonly kind: 'throw'; readonly value: Expression | null }
        | { readonly kind: 'break' }
        | { readonly kind: 'continue' }
        | { readonly kind: 'goto'; readonly label: Expression | null }
      ));
