import { dotnetError } from '../errors.ts';
import { Char, Double, type TypeRef, type Value } from '../value.ts';
import { fromBase64 } from './binary.ts';
import { Decimal } from './decimal.ts';
import { Guid } from './guid.ts';
import { JProperty, type JToken } from './json.ts';
import { BigInteger, JValue } from './json-value.ts';
import { convertNumber, isNumeric, isNumericKind, isWholeKind } from './number.ts';
import { parseNumber } from './number-parse.ts';
import { fullName, textOf } from './object.ts';
import { DateTime, DateTimeOffset, TimeSpan } from './time.ts';
import { parseDateTime, parseDateTimeOffset, parseTimeSpan } from './time-parse.ts';
import { Uri } from './uri.ts';

const cannot = (token: JToken, type: TypeRef) =>
  dotnetError(
    'ArgumentException',
    `Can not convert ${token.kind} to ${fullName(type).replace(/^System\./, '')}.`,
  );

/** The explicit operators of JToken: `(string)token`, `(int)token`. @throws ArgumentException, FormatException, OverflowException */
export function tokenAs(token: JToken, type: TypeRef, isNullable: boolean): Value {
  const from = token instanceof JProperty ? token.value : token;
  const { name } = type;
  if (!(from instanceof JValue)) throw cannot(token, type);
  const { value } = from;
  if (value === null) {
    if (name === 'string' || name === '[]' || name === 'Uri' || isNullable) return null;
    throw dotnetError(
      'ArgumentException',
      `Can not convert Null to ${fullName(type).replace(/^System\./, '')}.`,
    );
  }
  if (name === 'string') {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    return from.text(null);
  }
  if (name === 'bool') {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return parseBoolean(value);
    if (isNumeric(value)) return Number(textOf(value)) !== 0;
    throw cannot(token, type);
  }
  if (isNumericKind(name) && name !== 'char') {
    if (value instanceof BigInteger)
      throw dotnetError(
        'OverflowException',
        `Value was either too large or too small for an ${fullName(type).replace(/^System\./, '')}.`,
      );
    if (typeof value === 'string') return parseNumber(value, name);
    if (typeof value === 'boolean') return convertNumber(value ? 1 : 0, name, true);
    if (isNumeric(value)) return roundedNumber(value, type);
    throw cannot(token, type);
  }
  if (name === 'DateTime')
    return value instanceof DateTime
      ? value
      : value instanceof DateTimeOffset
        ? new DateTime(value.ticks)
        : typeof value === 'string'
          ? parseDateTime(value, () => 0)
          : refuse(token, type);
  if (name === 'DateTimeOffset')
    return value instanceof DateTimeOffset
      ? value
      : value instanceof DateTime
        ? new DateTimeOffset(value.ticks)
        : typeof value === 'string'
          ? parseDateTimeOffset(value, () => 0)
          : refuse(token, type);
  if (name === 'TimeSpan')
    return value instanceof TimeSpan
      ? value
      : typeof value === 'string'
        ? parseTimeSpan(value)
        : refuse(token, type);
  if (name === 'Guid')
    return value instanceof Guid
      ? value
      : typeof value === 'string'
        ? (Guid.parse(value) ?? refuseFormat('Unrecognized Guid format.'))
        : refuse(token, type);
  if (name === 'Uri')
    return value instanceof Uri
      ? value
      : typeof value === 'string'
        ? (Uri.absolute(value) ?? new Uri(value, null))
        : refuse(token, type);
  if (name === '[]')
    return value instanceof Uint8Array
      ? value
      : typeof value === 'string'
        ? fromBase64(value)
        : refuse(token, type);
  if (name === 'char')
    return typeof value === 'string' && value.length === 1
      ? new Char(value.charCodeAt(0))
      : refuse(token, type);
  throw cannot(token, type);
}

function refuse(token: JToken, type: TypeRef): never {
  throw cannot(token, type);
}

function refuseFormat(message: string): never {
  throw dotnetError('FormatException', message);
}

function parseBoolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw dotnetError('FormatException', `String '${text}' was not recognized as a valid Boolean.`);
}

/** Convert.ToX rounds to even. */
function roundedNumber(value: Value, type: TypeRef): Value {
  if (value === null || !isNumeric(value) || !isNumericKind(type.name)) return value;
  if (isWholeKind(type.name) && value instanceof Double) {
    if (!Number.isFinite(value.value))
      throw dotnetError('OverflowException', 'Value was either too large or too small.');
    const exact = Decimal.parse(value.value.toFixed(0)) ?? new Decimal(0n);
    const floor = Math.floor(value.value);
    const half = value.value - floor === 0.5;
    return convertNumber(
      half ? new Decimal(BigInt(floor % 2 === 0 ? floor : floor + 1)) : exact,
      type.name,
      true,
    );
  }
  return convertNumber(
    value instanceof Decimal && isWholeKind(type.name) ? value.round(0) : value,
    type.name,
    true,
  );
}
