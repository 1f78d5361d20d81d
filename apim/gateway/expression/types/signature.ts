import type { Run } from '../run.ts';
import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';

export interface SignatureParameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly out: boolean;
  readonly rest: boolean;
  /** undefined: the argument must be given. */
  readonly defaultValue: Value | undefined;
}

/** What a member body gets besides the receiver and its arguments. */
export interface Call {
  readonly run: Run;
  /** What the type parameters of the type and of the member stand for in this call. */
  typeOf(parameter: string): TypeRef;
  /** `(type)value` for a boxed value. @throws InvalidCastException */
  castTo(value: Value, type: TypeRef): Value;
}

/**
 * The implementation of a member. Arguments have been converted to the parameter types of the signature before the call,
 * so an implementation declares the representation it knows from value.ts.
 */
export type Body = (self: never, args: never, call: Call) => Value;

export interface Signature {
  readonly text: string;
  readonly kind: 'property' | 'method' | 'indexer' | 'constructor';
  readonly name: string;
  readonly returns: TypeRef;
  readonly typeParameters: readonly string[];
  readonly parameters: readonly SignatureParameter[];
}

/** A member of a type: its signature and what it does. */
export interface Member extends Signature {
  readonly body: Body;
  /** May be called on null: an extension method or a member of Nullable. */
  readonly extension: boolean;
}

/** Reads `T` or `List<T[]>?` out of a signature. */
class SignatureReader {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }

  take(token: string): boolean {
    this.space();
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private space(): void {
    while (this.text[this.at] === ' ') this.at += 1;
  }

  word(): string {
    this.space();
    const word = /[\w.]+|\[\](?=<)/y;
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) throw new Error(`signature ${this.text}: word expected at ${this.at}`);
    this.at += found.length;
    return found;
  }

  type(): TypeRef {
    if (this.take('(')) return this.tuple();
    const name = this.word();
    const args: TypeRef[] = [];
    if (this.take('<')) {
      do args.push(this.type());
      while (this.take(','));
      this.take('>');
    }
    let type = named(name, ...args);
    for (;;) {
      if (this.take('[]')) type = named('[]', type);
      else if (this.take('?')) type = named('Nullable', type);
      else return type;
    }
  }

  /** `(T First, S Second)`, behind its bracket. */
  private tuple(): TypeRef {
    const args: TypeRef[] = [];
    const itemNames: string[] = [];
    do {
      args.push(this.type());
      itemNames.push(this.word());
    } while (this.take(','));
    this.take(')');
    return { name: 'ValueTuple', args, itemNames };
  }

  parameters(close: string): SignatureParameter[] {
    const found: SignatureParameter[] = [];
    if (this.take(close)) return found;
    do {
      const out = this.take('out ');
      const rest = this.take('params ');
      const type = this.type();
      const name = this.word();
      const defaultValue = this.take('=') ? this.constant() : undefined;
      found.push({ name, type, out, rest, defaultValue });
    } while (this.take(','));
    if (!this.take(close)) throw new Error(`signature ${this.text}: ${close} expected at ${this.at}`);
    return found;
  }

  private constant(): Value {
    const word = this.word();
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    return Number(word);
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }
}

export function parseType(text: string): TypeRef {
  return new SignatureReader(text).type();
}

/** `string Substring(int start)`, `int Length`, `char this[int index]`, `(string text)` for a constructor. */
export function parseSignature(text: string, owner: TypeRef): Signature {
  const r = new SignatureReader(text);
  if (r.take('(')) {
    return {
      text,
      kind: 'constructor',
      name: owner.name,
      returns: owner,
      typeParameters: [],
      parameters: r.parameters(')'),
    };
  }
  const returns = r.type();
  const name = r.word();
  if (name === 'this') {
    r.take('[');
    return {
      text,
      kind: 'indexer',
      name: 'this',
      returns,
      typeParameters: [],
      parameters: r.parameters(']'),
    };
  }
  const typeParameters: string[] = [];
  if (r.take('<')) {
    do typeParameters.push(r.word());
    while (r.take(','));
    r.take('>');
  }
  if (r.take('('))
    return { text, kind: 'method', name, returns, typeParameters, parameters: r.parameters(')') };
  if (!r.done) throw new Error(`signature ${text}: end expected at ${r.at}`);
  return { text, kind: 'property', name, returns, typeParameters, parameters: [] };
}
