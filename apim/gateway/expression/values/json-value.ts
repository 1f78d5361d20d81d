import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { DotnetObject, Double, type TypeRef, type Value } from '../value.ts';
import { Decimal } from './decimal.ts';
import { Guid } from './guid.ts';
import { JToken, type JTokenKind } from './json.ts';
import { compareNumbers, isNumeric } from './number.ts';
import { areEqual, compareValues, textOf } from './object.ts';
import { DateTime, DateTimeOffset, TimeSpan } from './time.ts';
import { Uri } from './uri.ts';

/** A scalar: string, long, Double, Decimal, BigInteger, bool, DateTime, Guid, TimeSpan, Uri, byte[] or null. */
export class JValue extends JToken {
  value: Value;
  readonly kind: JTokenKind;
  constructor(value: Value, kind?: JTokenKind) {
    super();
    this.value = value;
    this.kind = kind ?? kindOfValue(value);
  }

  get dotnetType(): TypeRef {
    return named(this.kind === 'Raw' ? 'JRaw' : 'JValue');
  }

  override text(format: string | null): string {
    if (this.value instanceof BigInteger) return this.value.digits;
    return textOf(this.value, format);
  }

  clone(): JValue {
    return new JValue(this.value, this.kind);
  }

  deepEquals(other: JToken): boolean {
    return other instanceof JValue && valuesEqual(this, other);
  }

  override equals(other: Value): boolean {
    return other instanceof JValue && valuesEqual(this, other);
  }

  override hashKey(): string {
    return `\0j${this.kind} ${this.text(null)}`;
  }

  override compareTo(other: Value): number | null {
    const theirs = other instanceof JValue ? other.value : other;
    if (this.value !== null && theirs !== null && isNumeric(this.value) && isNumeric(theirs))
      return compareNumbers(this.value, theirs);
    return compareValues(this.value, theirs);
  }
}

function valuesEqual(a: JValue, b: JValue): boolean {
  if (a.kind !== b.kind) return false;
  if (a.value !== null && b.value !== null && isNumeric(a.value) && isNumeric(b.value))
    return compareNumbers(a.value, b.value) === 0;
  return areEqual(a.value, b.value);
}

function kindOfValue(value: Value): JTokenKind {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (value instanceof Double || value instanceof Decimal) return 'Float';
  if (value instanceof BigInteger || isNumeric(value)) return 'Integer';
  if (value instanceof DateTime || value instanceof DateTimeOffset) return 'Date';
  if (value instanceof Guid) return 'Guid';
  if (value instanceof TimeSpan) return 'TimeSpan';
  if (value instanceof Uri) return 'Uri';
  if (value instanceof Uint8Array) return 'Bytes';
  throw dotnetError(
    'ArgumentException',
    `Could not determine JSON object type for type ${value instanceof DotnetObject ? value.dotnetType.name : 'object'}.`,
  );
}

/** An integer of JSON text that no long holds; its digits are kept. */
export class BigInteger extends DotnetObject {
  readonly digits: string;
  readonly dotnetType: TypeRef = named('BigInteger');
  constructor(digits: string) {
    super();
    this.digits = digits;
  }

  override text(): string {
    return this.digits;
  }

  override equals(other: Value): boolean {
    return other instanceof BigInteger && other.digits === this.digits;
  }
}
