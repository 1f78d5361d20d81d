import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import type { Body, Member } from './signature.ts';
import { parseSignature, parseType } from './signature.ts';

/** Signature → implementation; the signature is C#, see parseSignature. */
export type MemberTable = Readonly<Record<string, Body>>;

/** A type that expressions may name or meet, with all its members that they may use. */
export interface TypeDefinition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly kind: 'class' | 'struct' | 'interface' | 'enum' | 'static';
  /** Base class and interfaces, in the order in which members are looked for. */
  readonly bases: readonly TypeRef[];
  readonly constructors: readonly Member[];
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly setters: ReadonlyMap<string, readonly Member[]>;
  readonly statics: ReadonlyMap<string, readonly Member[]>;
  /** Other spellings: `String`, `Int32`. */
  readonly aliases: readonly string[];
  /** `default(T)` of a struct or enum. */
  readonly zero: Value;
}

export interface TypeOptions {
  readonly kind?: TypeDefinition['kind'];
  readonly bases?: readonly string[];
  readonly aliases?: readonly string[];
  readonly constructors?: MemberTable;
  readonly members?: MemberTable;
  /** Members that may be called on null: extension methods, members of Nullable. */
  readonly extensions?: MemberTable;
  /** Writable properties and indexers: `int Capacity`, `T this[int index]`; the new value is the last argument. */
  readonly setters?: MemberTable;
  readonly statics?: MemberTable;
  readonly zero?: Value;
}

/** Declares a type: `defineType('List<T>', { … })`. */
export function defineType(text: string, options: TypeOptions): TypeDefinition {
  const type = parseType(text);
  return {
    name: type.name,
    parameters: type.args.map((arg) => arg.name),
    kind: options.kind ?? 'class',
    bases: (options.bases ?? []).map(parseType),
    constructors: table(type, options.constructors).get(type.name) ?? [],
    members: merged(table(type, options.members), table(type, options.extensions, true)),
    setters: table(type, options.setters),
    statics: table(type, options.statics),
    aliases: options.aliases ?? [],
    zero: options.zero ?? null,
  };
}

function merged(a: Map<string, Member[]>, b: Map<string, Member[]>): Map<string, Member[]> {
  for (const [name, members] of b) a.set(name, [...(a.get(name) ?? []), ...members]);
  return a;
}

function table(owner: TypeRef, members: MemberTable = {}, extension = false): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  for (const [text, body] of Object.entries(members)) {
    const member: Member = { ...parseSignature(text, owner), body, extension };
    const known = found.get(member.name);
    if (known === undefined) found.set(member.name, [member]);
    else known.push(member);
  }
  return found;
}

/** The type itself with its own parameters as arguments. */
export function selfType(definition: TypeDefinition): TypeRef {
  return named(definition.name, ...definition.parameters.map((parameter) => named(parameter)));
}
