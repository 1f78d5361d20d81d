import type { Expression } from './ast.ts';
import type { Parser } from './cursor.ts';

/** The words that end a query or go on with it. */
const clauses = 'from, let, join, where, orderby, select or group';

/** Whether `from` starts a query here: `from x in …` or `from T x in …`. */
export function startsQuery(p: Parser): boolean {
  return p.is('from') && ((p.isName(1) && p.is('in', 2)) || typedRange(p));
}

function typedRange(p: Parser): boolean {
  const from = p.at;
  const typed = p.attempt(() => {
    p.advance();
    p.type();
    return p.isName() && p.is('in', 1) ? true : null;
  });
  p.at = from;
  return typed !== null;
}

/**
 * Query syntax becomes method calls (C# 7 specification, 12.17.3). While there are several range variables, the elements are
 * anonymous objects of them, and each lambda takes such an object apart again.
 */
class Query {
  readonly #p: Parser;
  readonly #offset: number;
  #source: Expression;
  #variables: string[];
  /** Whether a clause stands between `from x in s` and now: only then may `select x` be left out. */
  #applied = false;

  constructor(p: Parser, offset: number) {
    this.#p = p;
    this.#offset = offset;
    const { name, source } = this.#range('from');
    this.#variables = [name];
    this.#source = source;
  }

  parse(): Expression {
    for (;;) {
      const result = this.#clause();
      if (result === null) continue;
      if (!this.#p.take('into')) return result;
      this.#source = result;
      this.#variables = [this.#p.name()];
      this.#applied = true;
    }
  }

  /** Takes one clause; the result of `select` and `group`, null for every other. */
  #clause(): Expression | null {
    const p = this.#p;
    if (p.take('select')) return this.#select(p.expression());
    if (p.take('group')) return this.#group();
    if (p.take('where')) this.#apply('Where', this.#lambda(p.expression()));
    else if (p.take('orderby')) this.#orderBy();
    else if (p.take('let')) this.#let();
    else if (p.is('from')) this.#from();
    else if (p.is('join')) this.#join();
    else throw p.error(`${clauses} expected${p.found()}`);
    return null;
  }

  #select(body: Expression): Expression {
    return this.#applied && this.#isElement(body) ? this.#source : this.#call('Select', [this.#lambda(body)]);
  }

  #group(): Expression {
    const element = this.#p.expression();
    this.#p.expect('by');
    const key = this.#lambda(this.#p.expression());
    return this.#call('GroupBy', this.#isElement(element) ? [key] : [key, this.#lambda(element)]);
  }

  #isElement(body: Expression): boolean {
    return body.kind === 'name' && this.#variables.length === 1 && body.name === this.#variables[0];
  }

  #orderBy(): void {
    let by = 'OrderBy';
    do {
      const key = this.#lambda(this.#p.expression());
      const descending = this.#p.take('descending');
      if (!descending) this.#p.take('ascending');
      this.#apply(`${by}${descending ? 'Descending' : ''}`, key);
      by = 'ThenBy';
    } while (this.#p.take(','));
  }

  #let(): void {
    const name = this.#fresh(this.#p.name());
    this.#p.expect('=');
    const value = this.#p.expression();
    this.#apply('Select', this.#lambda(this.#element({ name, value })));
    this.#variables.push(name);
  }

  #from(): void {
    const { name, source } = this.#range('from');
    this.#fresh(name);
    this.#apply('SelectMany', this.#lambda(source), this.#lambda(this.#element(named(name, source)), name));
    this.#variables.push(name);
  }

  #join(): void {
    const p = this.#p;
    const { name, source } = this.#range('join');
    p.expect('on');
    const outer = this.#lambda(p.expression());
    p.expect('equals');
    const key = p.expression();
    const inner = lambda([{ name, type: null, defaultValue: null }], key, this.#offset);
    const group = p.take('into') ? p.name() : null;
    const added = this.#fresh(group ?? name);
    const result = this.#lambda(this.#element(named(added, source)), added);
    this.#apply(group === null ? 'Join' : 'GroupJoin', source, outer, inner, result);
    this.#variables.push(added);
  }

  /** `from T x in s`; a type casts the elements. */
  #range(word: 'from' | 'join'): { name: string; source: Expression } {
    const p = this.#p;
    p.expect(word);
    const type = p.is('in', 1) ? null : p.type();
    const name = p.name();
    p.expect('in');
    const source = p.expression();
    if (type === null) return { name, source };
    const callee: Expression = {
      kind: 'member',
      target: source,
      name: 'Cast',
      typeArgs: [type],
      offset: this.#offset,
    };
    return { name, source: { kind: 'call', callee, args: [], offset: this.#offset } };
  }

  #fresh(name: string): string {
    if (this.#variables.includes(name)) throw this.#p.error(`${name} is declared twice in the query`);
    return name;
  }

  /** The element from now on: the range variables so far and one more. */
  #element(more: { name: string; value: Expression }): Expression {
    const known = this.#variables.map((name) => named(name, { offset: this.#offset }));
    return { kind: 'anonymous', members: [...known, more], offset: this.#offset };
  }

  #lambda(body: Expression, second?: string): Expression {
    const [only = ''] = this.#variables;
    const element =
      this.#variables.length === 1
        ? { name: only, type: null, defaultValue: null }
        : { name: ' element', type: null, defaultValue: null, parts: [...this.#variables] };
    const more = second === undefined ? [] : [{ name: second, type: null, defaultValue: null }];
    return lambda([element, ...more], body, this.#offset);
  }

  #apply(name: string, ...args: Expression[]): void {
    this.#source = this.#call(name, args);
    this.#applied = true;
  }

  #call(name: string, args: readonly Expression[]): Expression {
    const offset = this.#offset;
    return {
      kind: 'call',
      offset,
      callee: { kind: 'member', target: this.#source, name, typeArgs: null, offset },
      args: args.map((value) => ({ name: null, mode: 'value', value })),
    };
  }
}

function named(name: string, { offset }: { readonly offset: number }): { name: string; value: Expression } {
  return { name, value: { kind: 'name', name, typeArgs: null, offset } };
}

function lambda(
  parameters: Extract<Expression, { kind: 'lambda' }>['parameters'],
  body: Expression,
  offset: number,
): Expression {
  return { kind: 'lambda', parameters, body, offset };
}

export function parseQuery(p: Parser): Expression {
  return new Query(p, p.token.offset).parse();
}
