import { dotnetError } from '../errors.ts';
import { t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject, Double } from '../value.ts';
import { floatOf, isNumeric } from './number.ts';
import { formatDate, formatSpan } from './time-format.ts';

export const ticksPerMillisecond = 10_000n;
export const ticksPerSecond = 10_000_000n;
export const ticksPerDay = 864_000_000_000n;
/** Ticks of 1970-01-01. */
export const unixEpoch = 621_355_968_000_000_000n;
const lastTick = 3_155_378_975_999_999_999n;
const spanLimit = 1n << 63n;

export type DateKind = 'Unspecified' | 'Utc' | 'Local';

function unrepresentable() {
  return dotnetError(
    'ArgumentOutOfRangeException',
    "The added or subtracted value results in an un-representable DateTime. (Parameter 'value')",
  );
}

/** System.TimeSpan: ticks of 100 ns. */
export class TimeSpan extends DotnetObject {
  readonly ticks: bigint;
  readonly dotnetType: TypeRef = t.TimeSpan;
  constructor(ticks: bigint) {
    super();
    if (ticks >= spanLimit || ticks < -spanLimit)
      throw dotnetError('OverflowException', 'TimeSpan overflowed because the duration is too long.');
    this.ticks = ticks;
  }

  override text(format: string | null): string {
    return formatSpan(this.ticks, format);
  }

  override equals(other: Value): boolean {
    return other instanceof TimeSpan && other.ticks === this.ticks;
  }

  override hashKey(): string {
    return `\0d${this.ticks}`;
  }

  override compareTo(other: Value): number | null {
    return other instanceof TimeSpan ? order(this.ticks, other.ticks) : null;
  }

  override operate(operator: string, right: Value): Value | undefined {
    if (operator === 'unary-') return new TimeSpan(-this.ticks);
    if (right instanceof TimeSpan) {
      if (operator === '+') return new TimeSpan(this.ticks + right.ticks);
      if (operator === '-') return new TimeSpan(this.ticks - right.ticks);
      return operator === '/' ? new Double(Number(this.ticks) / Number(right.ticks)) : undefined;
    }
    if (!isNumeric(right)) return undefined;
    if (operator === '*') return new TimeSpan(rounded(Number(this.ticks) * floatOf(right)));
    return operator === '/' ? new TimeSpan(rounded(Number(this.ticks) / floatOf(right))) : undefined;
  }

  /** A span of `count` units. @throws OverflowException, ArgumentException for NaN */
  static of(count: number, unit: bigint): TimeSpan {
    if (Number.isNaN(count))
      throw dotnetError('ArgumentException', 'TimeSpan does not accept floating point Not-a-Number values.');
    const ticks = count * Number(unit);
    if (Math.abs(ticks) > 9.3e18)
      throw dotnetError('OverflowException', 'TimeSpan overflowed because the duration is too long.');
    return new TimeSpan(BigInt(Math.trunc(ticks)));
  }
}

function rounded(ticks: number): bigint {
  if (!Number.isFinite(ticks) || Math.abs(ticks) > 9.3e18)
    throw dotnetError('OverflowException', 'TimeSpan overflowed because the duration is too long.');
  const floor = Math.floor(ticks);
  const half = ticks - floor;
  return BigInt(half > 0.5 || (half === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Calendar fields of a tick count. */
interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 0001-01-01 → date, in the proleptic Gregorian calendar. */
export function calendarOf(ticks: bigint): Calendar {
  // civil-from-days with the era starting on 0000-03-01
  const z = Number(ticks / ticksPerDay) + 306;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * m + 2) / 5) + 1;
  const month = m < 10 ? m + 3 : m - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysBefore(year: number, month: number, day: number): number {
  const y = year - (month <= 2 ? 1 : 0);
  const m = month > 2 ? month - 3 : month + 9;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * m + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    306
  );
}

/** Ticks of a date and time. @throws ArgumentOutOfRangeException when a field is out of its range */
export function ticksOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  fraction = 0n,
): bigint {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw dotnetError(
      'ArgumentOutOfRangeException',
      'Year, Month, and Day parameters describe an un-representable DateTime.',
    );
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    throw dotnetError(
      'ArgumentOutOfRangeException',
      'Hour, Minute, and Second parameters describe an un-representable DateTime.',
    );
  }
  return (
    BigInt(daysBefore(year, month, day)) * ticksPerDay +
    BigInt(hour * 3600 + minute * 60 + second) * ticksPerSecond +
    fraction
  );
}

/** System.DateTime. The gateway's local time is UTC, as APIM's is. */
export class DateTime extends DotnetObject {
  readonly ticks: bigint;
  readonly kind: DateKind;
  readonly dotnetType: TypeRef = t.DateTime;
  constructor(ticks: bigint, kind: DateKind = 'Unspecified') {
    super();
    if (ticks < 0n || ticks > lastTick) throw unrepresentable();
    this.ticks = ticks;
    this.kind = kind;
  }

  static fromUnix(milliseconds: number, kind: DateKind = 'Utc'): DateTime {
    return new DateTime(unixEpoch + BigInt(Math.round(milliseconds * 10_000)), kind);
  }

  override text(format: string | null): string {
    return formatDate({ ticks: this.ticks, kind: this.kind, offset: null }, format);
  }

  override equals(other: Value): boolean {
    return other instanceof DateTime
      ? other.ticks === this.ticks
      : other instanceof DateTimeOffset && other.utcTicks === this.ticks;
  }

  override hashKey(): string {
    return `\0d${this.ticks}`;
  }

  override compareTo(other: Value): number | null {
    if (other instanceof DateTimeOffset) return order(this.ticks, other.utcTicks);
    return other instanceof DateTime ? order(this.ticks, other.ticks) : null;
  }

  override operate(operator: string, right: Value): Value | undefined {
    if (right instanceof TimeSpan) {
      if (operator === '+') return new DateTime(this.ticks + right.ticks, this.kind);
      return operator === '-' ? new DateTime(this.ticks - right.ticks, this.kind) : undefined;
    }
    if (operator !== '-') return undefined;
    if (right instanceof DateTime) return new TimeSpan(this.ticks - right.ticks);
    return right instanceof DateTimeOffset ? new TimeSpan(this.ticks - right.utcTicks) : undefined;
  }

  add(ticks: bigint): DateTime {
    return new DateTime(this.ticks + ticks, this.kind);
  }

  addMonths(months: number): DateTime {
    const { year, month, day } = calendarOf(this.ticks);
    const index = year * 12 + month - 1 + months;
    const y = Math.floor(index / 12);
    const m = (index % 12) + 1;
    if (y < 1 || y > 9999) throw unrepresentable();
    return new DateTime(
      ticksOf(y, m, Math.min(day, daysInMonth(y, m))) + (this.ticks % ticksPerDay),
      this.kind,
    );
  }
}

/** System.DateTimeOffset: local ticks and the offset from UTC. */
export class DateTimeOffset extends DotnetObject {
  readonly ticks: bigint;
  readonly offset: bigint;
  readonly dotnetType: TypeRef = t.DateTimeOffset;
  constructor(ticks: bigint, offset = 0n) {
    super();
    if (ticks < 0n || ticks > lastTick || ticks - offset < 0n || ticks - offset > lastTick) {
      throw dotnetError(
        'ArgumentOutOfRangeException',
        'The UTC time represented when the offset is applied must be between year 0 and 10,000.',
      );
    }
    this.ticks = ticks;
    this.offset = offset;
  }

  get utcTicks(): bigint {
    return this.ticks - this.offset;
  }

  override text(format: string | null): string {
    return formatDate({ ticks: this.ticks, kind: 'Unspecified', offset: this.offset }, format);
  }

  override equals(other: Value): boolean {
    return other instanceof DateTimeOffset
      ? other.utcTicks === this.utcTicks
      : other instanceof DateTime && other.ticks === this.utcTicks;
  }

  override hashKey(): string {
    return `\0d${this.utcTicks}`;
  }

  override compareTo(other: Value): number | null {
    if (other instanceof DateTime) return order(this.utcTicks, other.ticks);
    return other instanceof DateTimeOffset ? order(this.utcTicks, other.utcTicks) : null;
  }

  override operate(operator: string, right: Value): Value | undefined {
    if (right instanceof TimeSpan) {
      if (operator === '+') return new DateTimeOffset(this.ticks + right.ticks, this.offset);
      return operator === '-' ? new DateTimeOffset(this.ticks - right.ticks, this.offset) : undefined;
    }
    if (operator !== '-') return undefined;
    if (right instanceof DateTimeOffset) return new TimeSpan(this.utcTicks - right.utcTicks);
    return right instanceof DateTime ? new TimeSpan(this.utcTicks - right.ticks) : undefined;
  }
}
