import { dotnetError } from './errors.ts';
import { typeText } from './type-ref.ts';
import type { Value } from './value.ts';
import { Char, DotnetObject, Double, Integer } from './value.ts';
import { Decimal } from './values/decimal.ts';
import { EnumValue } from './values/enumeration.ts';
import { Guid } from './values/guid.ts';
import { JToken } from './values/json.ts';
import { typeOf } from './values/object.ts';
import { DateTime, DateTimeOffset, TimeSpan } from './values/time.ts';

/** The answer of a condition. @throws ExpressionException (InvalidCastException) for anything but a bool or the text of one */
export function conditionOf(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value.trim()))
    return value.trim().toLowerCase() === 'true';
  throw dotnetError(
    'InvalidCastException',
    `Expression value of type '${typeText(typeOf(value))}' is not a condition.`,
  );
}

/** Whether set-variable accepts a value of this type (reference page of set-variable, "Allowed types"). */
export function isAllowedVariable(value: Value): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (value instanceof Uint8Array) return true;
  if (!(value instanceof DotnetObject)) return true;
  const scalar = [
    Integer,
    Double,
    Decimal,
    Char,
    Guid,
    DateTime,
    DateTimeOffset,
    TimeSpan,
    JToken,
    EnumValue,
  ].some((type) => value instanceof type);
  return scalar || value.dotnetType.name === '[]' || allowed.has(value.dotnetType.name);
}

const allowed: ReadonlySet<string> = new Set([
  'Jwt',
  'Uri',
  'XElement',
  'XDocument',
  'BasicAuthCredentials',
  'X509Certificate2',
  'List',
  'Dictionary',
  'HashSet',
  'IEnumerable',
]);
