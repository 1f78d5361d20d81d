import { anonymousNames, arrayOf, named, t, typeText } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { Char, DotnetObject, Double, Integer } from '../value.ts';
import { Decimal } from './decimal.ts';
import { compareNumbers, isNumeric } from './number.ts';
import { formatNumber } from './number-format.ts';

const byteArray = arrayOf(t.byte);

/** A byte[] from values that are bytes. */
export function wholeByteArray(items: readonly Value[]): Uint8Array {
  return Uint8Array.from(items, (item) => (item instanceof Integer ? Number(item.value) : Number(item)));
}

/** The .NET type that a value has at run time; `null` for null. */
export function typeOf(value: Value): TypeRef {
  if (value === null) return t.null;
  switch (typeof value) {
    case 'string':
      return t.string;
    case 'number':
      return t.int;
    case 'boolean':
      return t.bool;
    case 'bigint':
      return t.long;
    default:
  }
  if (value instanceof DotnetObject) return value.dotnetType;
  return value instanceof Uint8Array ? byteArray : named(value.type);
}

/** ToString(format) in the invariant culture; "" for null, as interpolation and concatenation have it. */
export function textOf(value: Value, format: string | null = null): string {
  if (value === null) return '';
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return format === null ? String(value) : formatNumber(value, format);
    case 'bigint':
      return format === null ? value.toString() : formatNumber(value, format);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
  }
  if (value instanceof Char) return String.fromCharCode(value.code);
  if (value instanceof Integer || value instanceof Double || value instanceof Decimal)
    return formatNumber(value, format);
  if (value instanceof Uint8Array) return 'System.Byte[]';
  if (value instanceof DotnetObject) return value.text(format) ?? fullName(value.dotnetType);
  return value.type;
}

const systemNames: Readonly<Record<string, string>> = {
  object: 'Object',
  string: 'String',
  bool: 'Boolean',
  int: 'Int32',
  long: 'Int64',
  double: 'Double',
  float: 'Single',
  decimal: 'Decimal',
  char: 'Char',
  byte: 'Byte',
  sbyte: 'SByte',
  short: 'Int16',
  ushort: 'UInt16',
  uint: 'UInt32',
  ulong: 'UInt64',
  void: 'Void',
};

const namespaces: readonly (readonly [RegExp, string])[] = [
  [
    /^(Regex|Match|Group|Capture|MatchCollection|GroupCollection|CaptureCollection)$/,
    'System.Text.RegularExpressions.',
  ],
  [
    /^(List|Dictionary|HashSet|Queue|Stack|KeyValuePair|IEnumerable|IList|IDictionary|ICollection|KeyNotFoundException|SortedDictionary)$/,
    'System.Collections.Generic.',
  ],
  [/^X[A-Z]/, 'System.Xml.Linq.'],
  [/^J[A-Z]/, 'Newtonsoft.Json.Linq.'],
  [/^Json|^Formatting$/, 'Newtonsoft.Json.'],
  [/^(IGrouping|IOrderedEnumerable|ILookup)$/, 'System.Linq.'],
  [/^(StringBuilder|.*Encoding)$/, 'System.Text.'],
  [/^(HMAC|MD5|SHA|RSA|Aes|Cryptographic)/, 'System.Security.Cryptography.'],
  [/^X509/, 'System.Security.Cryptography.X509Certificates.'],
  [/^(WebUtility|IPAddress|HttpStatusCode)$/, 'System.Net.'],
];

/** `System.Collections.Generic.List`1[System.String]`, as Type.ToString has it. */
export function fullName(type: TypeRef): string {
  const [first] = type.args;
  if (type.name === '[]' && first !== undefined) return `${fullName(first)}[]`;
  const simple = shortName(type);
  const namespace = namespaces.find(([pattern]) => pattern.test(type.name))?.[1] ?? 'System.';
  const base = (/^I[A-Z][a-z]/.test(type.name) && namespace === 'System.' ? '' : namespace) + simple;
  return type.args.length === 0 ? base : `${base}[${type.args.map(fullName).join(',')}]`;
}

/** `Int32`, `List`1`, as Type.Name has it. */
export function shortName(type: TypeRef): string {
  const [first] = type.args;
  if (type.name === '[]' && first !== undefined) return `${shortName(first)}[]`;
  if (anonymousNames(type) !== null) return `<>f__AnonymousType0\`${type.args.length}`;
  const name = systemNames[type.name] ?? type.name;
  return type.args.length === 0 ? name : `${name}\`${type.args.length}`;
}

/** Object.Equals: numbers of different types are different. */
export function areEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (a instanceof Double && b instanceof Double && a.single === b.single)
    return a.value === b.value || (Number.isNaN(a.value) && Number.isNaN(b.value));
  if (isNumeric(a) && isNumeric(b))
    return typeText(typeOf(a)) === typeText(typeOf(b)) && compareNumbers(a, b) === 0;
  return a instanceof DotnetObject && a.equals(b);
}

/** A JavaScript Map key: the same for equal values, different for others. */
export function hashKey(value: Value): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
  if (value === null || typeof value !== 'object') return value;
  if (isNumeric(value)) return `\0n${typeText(typeOf(value))} ${textOf(value)}`;
  if (value instanceof DotnetObject) return value.hashKey() ?? value;
  return value;
}

/** Comparer<T>.Default: null first; null when the values have no order. */
export function compareValues(a: Value, b: Value): number | null {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b ? 0 : a ? 1 : -1;
  if (isNumeric(a) && isNumeric(b)) {
    const order = compareNumbers(a, b);
    // CompareTo puts NaN before everything
    return Number.isNaN(order)
      ? Number.isNaN(a instanceof Double ? a.value : 0)
        ? Number.isNaN(b instanceof Double ? b.value : 0)
          ? 0
          : -1
        : 1
      : order;
  }
  return a instanceof DotnetObject ? a.compareTo(b) : null;
}

/**
 * string.Compare in the invariant culture: the root collation of ICU, which .NET uses too (on Windows since .NET 5).
 */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

export function compareOrdinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const collator = new Intl.Collator('en');
