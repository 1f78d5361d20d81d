import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { t, typeText } from '../type-ref.ts';
import { Char, Double, Integer, type TypeRef, type Value } from '../value.ts';
import { AnonymousObject, CsArray, CsList, Grouping, KeyValuePair, Sequence } from './collection.ts';
import { Decimal } from './decimal.ts';
import { Dictionary, HashSet } from './dictionary.ts';
import { toItems } from './enumerate.ts';
import { EnumValue } from './enumeration.ts';
import { Guid } from './guid.ts';
import { JArray, JContainer, JObject, JToken } from './json.ts';
import { readJson } from './json-read.ts';
import { tokenAs } from './json-scalar.ts';
import { BigInteger, JValue } from './json-value.ts';
import { weighed } from './json-weight.ts';
import { fullName, textOf, typeOf } from './object.ts';
import { DateTime, DateTimeOffset, TimeSpan } from './time.ts';
import { Uri } from './uri.ts';

/** JToken.FromObject and the serializer: any value as a token. */
export function tokenOf(value: Value, run: Run, depth = 0, ignoresNull = false): JToken {
  if (depth > 64) throw dotnetError('JsonSerializationException', 'Self referencing loop detected.');
  run.step();
  if (value instanceof JToken) return value;
  if (value instanceof AnonymousObject) {
    const object = new JObject();
    value.names.forEach((name, i) => {
      const member = value.values[i] ?? null;
      // of objects alone: entries of dictionaries and tokens stay (NullValueHandling of Newtonsoft)
      if (member !== null || !ignoresNull) object.set(name, tokenOf(member, run, depth + 1, ignoresNull));
    });
    return object;
  }
  if (value instanceof Dictionary) {
    const object = new JObject();
    for (const pair of value.pairs())
      object.set(textOf(pair.key), tokenOf(pair.value, run, depth + 1, ignoresNull));
    return object;
  }
  if (value instanceof KeyValuePair) {
    const object = new JObject();
    object.set('Key', tokenOf(value.key, run, depth + 1));
    object.set('Value', tokenOf(value.value, run, depth + 1));
    return object;
  }
  if (
    value instanceof CsArray ||
    value instanceof CsList ||
    value instanceof HashSet ||
    value instanceof Sequence ||
    value instanceof Grouping
  ) {
    const array = new JArray();
    for (const item of toItems(value, run)) array.add(tokenOf(item, run, depth + 1, ignoresNull));
    return array;
  }
  if (value instanceof EnumValue) return new JValue(BigInt(value.value));
  if (value instanceof Char) return new JValue(textOf(value));
  if (value !== null && typeof value === 'object' && !isScalar(value)) return new JObject();
  return new JValue(value);
}

function isScalar(value: Value): boolean {
  return (
    value instanceof Uint8Array ||
    value instanceof Integer ||
    value instanceof Double ||
    value instanceof Decimal ||
    value instanceof DateTime ||
    value instanceof DateTimeOffset ||
    value instanceof TimeSpan ||
    value instanceof Guid ||
    value instanceof Uri ||
    value instanceof BigInteger
  );
}

/** What may stand in `new JArray(…)` and `Add(…)`: a token, or a value that becomes one. */
export function contentToken(value: Value, run: Run): JToken {
  // a token that has a place already is copied, and so is one that is put into itself
  return value instanceof JToken
    ? weighed(value, run)
    : value instanceof CsArray || value instanceof CsList || value instanceof Sequence
      ? tokenOf(value, run)
      : new JValue(value instanceof Char ? textOf(value) : value);
}

/** `token.Value<T>()`: null for null; strings and numbers convert. */
export function tokenValue(token: JToken | null, type: TypeRef, fallback: Value, isStruct: boolean): Value {
  if (token === null) return fallback;
  const inner = type.name === 'Nullable' ? (type.args[0] ?? t.object) : type;
  if (inner.name === token.dotnetType.name || inner.name === 'JToken') return token;
  if (!(token instanceof JValue))
    throw dotnetError(
      'InvalidCastException',
      `Cannot cast ${fullName(token.dotnetType)} to ${fullName(type)}.`,
    );
  if (token.value === null) {
    if (!isStruct || type.name === 'Nullable') return null;
    throw dotnetError('InvalidCastException', 'Null object cannot be converted to a value type.');
  }
  if (inner.name === 'object') return token.value;
  try {
    return tokenAs(token, inner, true);
  } catch (error) {
    if (error instanceof Error && 'dotnetType' in error && error.dotnetType === 'ArgumentException') {
      throw dotnetError(
        'InvalidCastException',
        `Invalid cast from '${fullName(typeOf(token.value))}' to '${fullName(inner)}'.`,
      );
    }
    throw error;
  }
}

/** `token.ToObject<T>()`. @throws JsonSerializationException, FormatException, ... */
export function tokenToObject(token: JToken, type: TypeRef, run: Run): Value {
  run.step();
  const { name, args } = type;
  if (name === 'object') return token instanceof JValue ? token.value : token;
  if (name === token.dotnetType.name || name === 'JToken') return token;
  if (
    token instanceof JValue &&
    token.value === null &&
    (name === 'Nullable' || name === 'List' || name === 'Dictionary' || name === '[]')
  )
    return null;
  const [first = t.object, second = t.object] = args;
  if (name === 'Nullable') return tokenToObject(token, first, run);
  if (
    name === 'List' ||
    name === '[]' ||
    name === 'IEnumerable' ||
    name === 'IList' ||
    name === 'ICollection' ||
    name === 'HashSet'
  ) {
    if (name === '[]' && first.name === 'byte' && token instanceof JValue) return tokenAs(token, type, true);
    if (!(token instanceof JArray))
      throw dotnetError(
        'JsonSerializationException',
        `Cannot deserialize the current JSON into type '${typeText(type)}' because the type requires a JSON array to deserialize correctly.`,
      );
    const items = token.items.map((item) => tokenToObject(item, first, run));
    return name === '[]'
      ? new CsArray(first, items)
      : name === 'HashSet'
        ? new HashSet(first, items)
        : new CsList(first, items);
  }
  if (name === 'Dictionary' || name === 'IDictionary') {
    if (!(token instanceof JObject))
      throw dotnetError(
        'JsonSerializationException',
        `Cannot deserialize the current JSON into type '${typeText(type)}' because the type requires a JSON object to deserialize correctly.`,
      );
    const made = new Dictionary(first, second);
    for (const property of token.children())
      made.set(property.name, tokenToObject(property.value, second, run));
    return made;
  }
  if (token instanceof JValue) {
    if (token.value === null && name !== 'string')
      throw dotnetError(
        'JsonSerializationException',
        `Error converting value {null} to type '${fullName(type)}'.`,
      );
    return tokenAs(token, type, true);
  }
  throw dotnetError(
    'JsonSerializationException',
    `Cannot deserialize the current JSON into type '${typeText(type)}'.`,
  );
}

export function parseToken(
  text: string | null,
  wanted: 'JToken' | 'JObject' | 'JArray',
  run: Run,
  dates = true,
): JToken {
  if (text === null) throw dotnetError('ArgumentNullException', "Value cannot be null. (Parameter 's')");
  run.steppedBy(text.length >> 3);
  const token = readJson(text, dates);
  if (wanted === 'JObject' && !(token instanceof JObject)) {
    throw dotnetError(
      'JsonReaderException',
      `Error reading JObject from JsonReader. Current JsonReader item is not an object: ${tokenLabel(token)}. Path '', line 1, position 1.`,
    );
  }
  if (wanted === 'JArray' && !(token instanceof JArray)) {
    throw dotnetError(
      'JsonReaderException',
      `Error reading JArray from JsonReader. Current JsonReader item is not an array: ${tokenLabel(token)}. Path '', line 1, position 1.`,
    );
  }
  return token;
}

const tokenLabel = (token: JToken) =>
  token instanceof JObject ? 'StartObject' : token instanceof JArray ? 'StartArray' : token.kind;

/** All tokens under (and with) this one, in document order. */
export function* descendants(token: JToken, self: boolean): Generator<JToken, void> {
  if (self) yield token;
  if (!(token instanceof JContainer)) return;
  for (const child of token.children()) yield* descendants(child, true);
}
