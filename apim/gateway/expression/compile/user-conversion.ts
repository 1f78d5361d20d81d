import { t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { Char } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import { JToken } from '../values/json.ts';
import { tokenAs } from '../values/json-scalar.ts';
import { JValue } from '../values/json-value.ts';
import { isNumericKind } from '../values/number.ts';
import { textOf } from '../values/object.ts';
import { DateTime, DateTimeOffset } from '../values/time.ts';
import { xmlNameOf, xmlNamespaceOf, xmlText } from '../values/xml-convert.ts';

type Convert = (value: Value) => Value;

const tokenSources: ReadonlySet<string> = new Set([
  'string',
  'bool',
  'DateTime',
  'DateTimeOffset',
  'TimeSpan',
  'Guid',
  'Uri',
]);
const tokenTypes: ReadonlySet<string> = new Set([
  'JToken',
  'JValue',
  'JContainer',
  'JObject',
  'JArray',
  'JProperty',
]);

/** Implicit operators that types declare; null when there is none. */
export function implicitConversions(from: TypeRef, to: TypeRef): Convert | null {
  const inner = from.name === 'Nullable' ? (from.args[0] ?? t.object) : from;
  if (to.name === 'JToken') {
    const fits =
      tokenSources.has(inner.name) ||
      isNumericKind(inner.name) ||
      (inner.name === '[]' && inner.args[0]?.name === 'byte');
    return fits
      ? (value) =>
          value instanceof JToken ? value : new JValue(value instanceof Char ? textOf(value) : widened(value))
      : null;
  }
  if (to.name === 'DateTimeOffset' && inner.name === 'DateTime')
    return (value) => (value instanceof DateTime ? new DateTimeOffset(value.ticks) : value);
  if (to.name === 'XName' && from.name === 'string')
    return (value) => (typeof value === 'string' ? xmlNameOf(value) : value);
  if (to.name === 'XNamespace' && from.name === 'string')
    return (value) => (typeof value === 'string' ? xmlNamespaceOf(value) : value);
  return null;
}

/** JToken keeps integers as long. */
function widened(value: Value): Value {
  return typeof value === 'number' ? BigInt(value) : value;
}

/** Explicit operators that types declare; null when there is none. */
export function explicitConversions(from: TypeRef, to: TypeRef): Convert | null {
  if (tokenTypes.has(from.name) && !tokenTypes.has(to.name)) {
    const inner = to.name === 'Nullable' ? (to.args[0] ?? t.object) : to;
    const fits = tokenSources.has(inner.name) || isNumericKind(inner.name) || inner.name === '[]';
    if (!fits) return null;
    const nullable = to.name === 'Nullable';
    return (value) => {
      // a null reference converts to null, or fails as Newtonsoft does
      if (value === null)
        return nullable || inner.name === 'string' || inner.name === 'Uri' || inner.name === '[]'
          ? null
          : missing();
      return value instanceof JToken ? tokenAs(value, inner, nullable) : value;
    };
  }
  if (from.name === 'XElement' || from.name === 'XAttribute') return xmlText(to);
  if (from.name === 'DateTimeOffset' && to.name === 'DateTime') return null;
  return null;
}

function missing(): never {
  throw argumentNull('value');
}
