import { ExpressionSyntaxError } from '../errors.ts';
import type { Block, Expression, Parameter, Pattern, Statement, TypeNode } from './ast.ts';
import type { Token } from './token.ts';

/** Words that cannot be names. */
const keywords: ReadonlySet<string> = new Set(
  `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event
  explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null
  object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string
  struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while`.split(
    /\s+/,
  ),
);

/** Type names that are keywords. */
export const keywordTypes: ReadonlySet<string> = new Set(
  'bool byte char decimal double float int long object sbyte short string uint ulong ushort void'.split(' '),
);

/** Nesting of brackets, statements, lambdas: deeper text is refused before it can exhaust the stack. */
const maximumDepth = 120;

/** Tokens that may follow type arguments for `a<b>` to be a generic name (C# 7 specification, 6.2.5). */
const afterTypeArguments: ReadonlySet<string> = new Set(
  '( ) ] } : ; , . ? == != | ^ && || & [ ?. ?? =>'.split(' '),
);

/** The rules that call each other through the cursor. */
export interface Grammar {
  expression(p: Parser): Expression;
  statements(p: Parser): Statement[];
  /** A cursor over a part of the source: the hole of an interpolated string. */
  part(source: string, start: number, end: number, depth: number): Parser;
}

/** Tokens that cannot begin an expression: `x as int?` followed by one of them is a nullable type. */
const afterNullable: ReadonlySet<string> = new Set('[ ) ] } : ; , . ? == != | ^ && || & ?. ??'.split(' '));

/** A cursor over the tokens, with what expressions and statements share: types, names, speculation. */
export class Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  at = 0;
  private depth: number;
  private readonly grammar: Grammar;

  constructor(source: string, tokens: readonly Token[], grammar: Grammar, depth = 0) {
    this.source = source;
    this.tokens = tokens;
    this.grammar = grammar;
    this.depth = depth;
  }

  get token(): Token {
    return this.tokens[this.at] ?? this.last();
  }

  peek(ahead = 1): Token {
    return this.tokens[this.at + ahead] ?? this.last();
  }

  private last(): Token {
    const last = this.tokens.at(-1);
    if (last === undefined) throw new ExpressionSyntaxError('expression is empty', 0);
    return last;
  }

  advance(): Token {
    const token = this.token;
    this.at += 1;
    return token;
  }

  /** Whether the token at `ahead` is this operator or this (unescaped) word. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (
      token.text === text && (token.kind === 'operator' || (token.kind === 'identifier' && !token.escaped))
    );
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  expect(text: string): Token {
    if (!this.is(text)) throw this.error(`${text} expected${this.found()}`);
    return this.advance();
  }

  found(): string {
    if (this.token.kind === 'end') return ', found the end';
    return `, found ${this.source.slice(this.token.offset, Math.min(this.token.end, this.token.offset + 20))}`;
  }

  error(message: string, offset = this.token.offset): ExpressionSyntaxError {
    return new ExpressionSyntaxError(message, offset);
  }

  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'identifier' && (token.escaped || !keywords.has(token.text));
  }

  name(what = 'name'): string {
    if (!this.isName()) throw this.error(`${what} expected${this.found()}`);
    return this.advance().text;
  }

  /** Runs `parse` one level deeper. */
  nested<T>(parse: () => T): T {
    if (++this.depth > maximumDepth) throw this.error(`nested deeper than ${maximumDepth} levels`);
    try {
      return parse();
    } finally {
      this.depth -= 1;
    }
  }

  /** Tries `parse`; goes back and gives null when it fails or gives null. */
  attempt<T>(parse: () => T | null): T | null {
    const from = this.at;
    try {
      const result = parse();
      if (result !== null) return result;
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
    }
    this.at = from;
    return null;
  }

  /** `System.Collections.Generic.List<string>[]?` → the last name of the path with its arguments. */
  type(allowNullable = true): TypeNode {
    return this.nested(() => this.typeUnnested(allowNullable));
  }

  private typeUnnested(allowNullable: boolean): TypeNode {
    const offset = this.token.offset;
    if (this.is('(')) return this.suffixes(this.tupleType(), allowNullable);
    let name: string;
    let args: readonly TypeNode[] = [];
    if (this.token.kind === 'identifier' && keywordTypes.has(this.token.text)) name = this.advance().text;
    else {
      name = this.name('type');
      if (name === 'global' && this.take('::')) name = this.name('type');
      args = this.is('<') ? this.typeArguments() : [];
      while (this.is('.') && this.isName(1)) {
        this.advance();
        name = `${args.length === 0 ? `${name}.` : ''}${this.name('type')}`;
        args = this.is('<') ? this.typeArguments() : [];
      }
    }
    return this.suffixes({ name, args, offset }, allowNullable);
  }

  private tupleType(): TypeNode {
    const offset = this.expect('(').offset;
    const args: TypeNode[] = [];
    const itemNames: (string | null)[] = [];
    do {
      args.push(this.type());
      itemNames.push(this.isName() ? this.name() : null);
    } while (this.take(','));
    this.expect(')');
    if (args.length < 2) throw this.error('a tuple has two items or more', offset);
    return { name: 'ValueTuple', args, itemNames, offset };
  }

  private suffixes(inner: TypeNode, allowNullable: boolean): TypeNode {
    let type = inner;
    const offset = inner.offset;
    for (;;) {
      if (this.is('[') && this.is(']', 1)) {
        this.at += 2;
        type = { name: '[]', args: [type], offset };
      } else if (this.is('?') && (allowNullable ? !this.is('?', 1) : this.endsAfterQuestion())) {
        this.at += 1;
        type = { name: 'Nullable', args: [type], offset };
      } else return type;
    }
  }

  /** After `as T` and `is T` a `?` belongs to the type when no expression can follow it. */
  private endsAfterQuestion(): boolean {
    const next = this.peek();
    return next.kind === 'end' || (next.kind === 'operator' && afterNullable.has(next.text));
  }

  typeArguments(): TypeNode[] {
    this.expect('<');
    const args: TypeNode[] = [];
    do args.push(this.type());
    while (this.take(','));
    this.expect('>');
    return args;
  }

  /** Type arguments of a generic name in an expression, null when `<` is an operator. */
  maybeTypeArguments(): TypeNode[] | null {
    if (!this.is('<')) return null;
    return this.attempt(() => {
      const args = this.typeArguments();
      const next = this.token;
      return next.kind === 'end' || (next.kind === 'operator' && afterTypeArguments.has(next.text))
        ? args
        : null;
    });
  }

  /** `(int a, string b = "x")` */
  parameters(): Parameter[] {
    this.expect('(');
    const found: Parameter[] = [];
    if (this.take(')')) return found;
    do {
      const typed = this.attempt(() => {
        const word = this.is('out') || this.is('ref') || this.is('params') ? this.advance().text : 'value';
        const mode: Parameter['mode'] =
          word === 'out' || word === 'ref' || word === 'params' ? word : undefined;
        const type = this.type();
        return this.isName() ? { type, name: this.name(), mode } : null;
      });
      const name = typed?.name ?? this.name('parameter');
      const defaultValue = this.take('=') ? this.expression() : null;
      found.push({
        name,
        type: typed?.type ?? null,
        defaultValue,
        ...(typed?.mode !== undefined && { mode: typed.mode }),
      });
    } while (this.take(','));
    this.expect(')');
    return found;
  }

  expression(): Expression {
    return this.nested(() => this.grammar.expression(this));
  }

  /** `{ … }` */
  block(): Block {
    const offset = this.expect('{').offset;
    const statements = this.nested(() => this.grammar.statements(this));
    this.expect('}');
    return { kind: 'block', statements, offset };
  }

  /** What stands after `is` or `case`. */
  pattern(): Pattern {
    const offset = this.token.offset;
    if (this.is('var') && this.isName(1)) {
      this.advance();
      return { kind: 'var', name: this.name() };
    }
    const typed = this.attempt<Pattern>(() => {
      const type = this.type(false);
      if (this.isName() && !this.is('when') && !this.is('and') && !this.is('or')) {
        return { kind: 'type', type, name: this.name(), offset };
      }
      return keywordTypes.has(type.name) || type.args.length > 0
        ? { kind: 'type', type, name: null, offset }
        : null;
    });
    return typed ?? { kind: 'constant', value: this.expression() };
  }

  /** The hole of an interpolated string that lies in the source from `start` to `end`. */
  hole(start: number, end: number): Expression {
    const p = this.grammar.part(this.source, start, end, this.depth);
    const expression = p.expression();
    if (p.token.kind !== 'end') throw p.error(`end of the hole expected${p.found()}`);
    return expression;
  }
}
