import type { TypeRef } from './value.ts';

/** A type without arguments. */
export function named(name: string, ...args: readonly TypeRef[]): TypeRef {
  return { name, args };
}

/** The types that the compiler itself speaks of. */
export const t = {
  object: named('object'),
  string: named('string'),
  bool: named('bool'),
  int: named('int'),
  long: named('long'),
  double: named('double'),
  float: named('float'),
  decimal: named('decimal'),
  char: named('char'),
  byte: named('byte'),
  void: named('void'),
  null: named('null'),
  DateTime: named('DateTime'),
  DateTimeOffset: named('DateTimeOffset'),
  TimeSpan: named('TimeSpan'),
  Exception: named('Exception'),
  JToken: named('JToken'),
  context: named('IProxyRequestContext'),
} as const;

export function arrayOf(element: TypeRef): TypeRef {
  return named('[]', element);
}

export function nullable(inner: TypeRef): TypeRef {
  return named('Nullable', inner);
}

/** C# spelling: `Dictionary<string, int[]>`. */
export function typeText(type: TypeRef): string {
  const [first] = type.args;
  if (type.name === '[]' && first !== undefined) return `${typeText(first)}[]`;
  if (type.name === 'Nullable' && first !== undefined) return `${typeText(first)}?`;
  return type.args.length === 0 ? type.name : `${type.name}<${type.args.map(typeText).join(', ')}>`;
}

export function sameType(a: TypeRef, b: TypeRef): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.args.length !== b.args.length) return false;
  return a.args.every((arg, i) => sameType(arg, b.args[i] ?? arg));
}

/** Replaces type parameters by what they stand for; a parameter that is not bound becomes object. */
export function substitute(type: TypeRef, bindings: ReadonlyMap<string, TypeRef>): TypeRef {
  if (bindings.size === 0) return type;
  const bound = bindings.get(type.name);
  if (bound !== undefined && type.args.length === 0) return bound;
  if (type.args.length === 0) return type;
  return { ...type, args: type.args.map((arg) => substitute(arg, bindings)) };
}

/** The member names of an anonymous type, null for every other type. */
export function anonymousNames(type: TypeRef): string[] | null {
  return type.name.startsWith('{ ') ? type.name.slice(2, -2).split(', ') : null;
}
