import { dotnetError, ExpressionException } from '../../errors.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Double, Value } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareValues, textOf } from '../../values/object.ts';
import {
  calendarOf,
  type DateKind,
  DateTime,
  DateTimeOffset,
  TimeSpan,
  ticksOf,
  ticksPerDay,
  ticksPerMillisecond,
  ticksPerSecond,
  unixEpoch,
} from '../../values/time.ts';
import { enumValue } from '../enums.ts';

export const hour = 36_000_000_000n;

export const minute = 600_000_000n;

const microsecond = 10n;

type Dated = DateTime | DateTimeOffset;

export type Out = { value: Value };

export const now = (call: Call, kind: DateKind) => DateTime.fromUnix(call.run.seams.now(), kind);

export const styles = (value: EnumValue) => ({
  adjustToUniversal: (value.value & 16) !== 0,
  assumeUniversal: (value.value & 64) !== 0,
  roundtrip: (value.value & 128) !== 0,
});

export const formats = (array: CsArray) => array.items.map((item) => textOf(item));

export function attempt(out: Out, fallback: Value, read: () => Value): boolean {
  try {
    out.value = read();
    return true;
  } catch (error) {
    if (!(error instanceof ExpressionException)) throw error;
    out.value = fallback;
    return false;
  }
}

/** DateTime.AddX(double): in .NET 7 and later exact to the tick. */
function scaled(value: number, unit: bigint): bigint {
  const ticks = value * Number(unit);
  if (!Number.isFinite(ticks) || Math.abs(ticks) > 4e18)
    throw dotnetError('ArgumentOutOfRangeException', "Value to add was out of range. (Parameter 'value')");
  const whole = Math.trunc(value);
  return BigInt(whole) * unit + BigInt(Math.trunc((value - whole) * Number(unit)));
}

const shifted = (self: Dated, ticks: bigint): Dated =>
  self instanceof DateTime ? self.add(ticks) : new DateTimeOffset(self.ticks + ticks, self.offset);

const months = (self: Dated, count: number): Dated =>
  self instanceof DateTime
    ? self.addMonths(count)
    : new DateTimeOffset(new DateTime(self.ticks).addMonths(count).ticks, self.offset);

const part = (unit: bigint, modulo: bigint) => (self: Dated) => Number((self.ticks / unit) % modulo);

/** Members that DateTime and DateTimeOffset share. */
export function shared(type: 'DateTime' | 'DateTimeOffset'): MemberTable {
  return {
    'int Year': (self: Dated) => calendarOf(self.ticks).year,
    'int Month': (self: Dated) => calendarOf(self.ticks).month,
    'int Day': (self: Dated) => calendarOf(self.ticks).day,
    'int Hour': part(hour, 24n),
    'int Minute': part(minute, 60n),
    'int Second': part(ticksPerSecond, 60n),
    'int Millisecond': part(ticksPerMillisecond, 1000n),
    'int Microsecond': part(microsecond, 1000n),
    'long Ticks': (self: Dated) => self.ticks,
    'DayOfWeek DayOfWeek': (self: Dated) =>
      enumValue(
        'DayOfWeek',
        ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][
          Number((self.ticks / ticksPerDay + 1n) % 7n)
        ] ?? 'Sunday',
      ),
    'int DayOfYear': (self: Dated) =>
      Number((self.ticks - ticksOf(calendarOf(self.ticks).year, 1, 1)) / ticksPerDay) + 1,
    'TimeSpan TimeOfDay': (self: Dated) => new TimeSpan(self.ticks % ticksPerDay),
    'DateTime Date': (self: Dated) =>
      new DateTime(
        self.ticks - (self.ticks % ticksPerDay),
        self instanceof DateTime ? self.kind : 'Unspecified',
      ),
    [`${type} Add(TimeSpan value)`]: (self: Dated, [span]: [TimeSpan]) => shifted(self, span.ticks),
    [`${type} AddDays(double value)`]: (self: Dated, [n]: [Double]) =>
      shifted(self, scaled(n.value, ticksPerDay)),
    [`${type} AddHours(double value)`]: (self: Dated, [n]: [Double]) => shifted(self, scaled(n.value, hour)),
    [`${type} AddMinutes(double value)`]: (self: Dated, [n]: [Double]) =>
      shifted(self, scaled(n.value, minute)),
    [`${type} AddSeconds(double value)`]: (self: Dated, [n]: [Double]) =>
      shifted(self, scaled(n.value, ticksPerSecond)),
    [`${type} AddMilliseconds(double value)`]: (self: Dated, [n]: [Double]) =>
      shifted(self, scaled(n.value, ticksPerMillisecond)),
    [`${type} AddTicks(long value)`]: (self: Dated, [n]: [bigint]) => shifted(self, n),
    [`${type} AddMonths(int months)`]: (self: Dated, [n]: [number]) => months(self, n),
    [`${type} AddYears(int value)`]: (self: Dated, [n]: [number]) => months(self, n * 12),
    [`${type} Subtract(TimeSpan value)`]: (self: Dated, [span]: [TimeSpan]) => shifted(self, -span.ticks),
    [`TimeSpan Subtract(${type} value)`]: (self: Dated, [other]: [Dated]) => self.operate('-', other) ?? null,
    [`int CompareTo(${type} value)`]: (self: Dated, [other]: [Dated]) => compareValues(self, other) ?? 0,
    [`bool Equals(${type} value)`]: (self: Dated, [other]: [Dated]) => self.equals(other),
    'string ToString(string format)': (self: Dated, [format]: [string | null]) => self.text(format),
    'string ToString(IFormatProvider provider)': (self: Dated) => self.text(null),
    'string ToString(string format, IFormatProvider provider)': (self: Dated, [format]: [string | null]) =>
      self.text(format),
  };
}

export const kindOf = (value: EnumValue) => value.label as DateKind;

export const zero = new DateTime(0n);

export const unixSeconds = (value: bigint) => unixEpoch + value * ticksPerSecond;

export function floorDivide(a: bigint, b: bigint): bigint {
  return a < 0n && a % b !== 0n ? a / b - 1n : a / b;
}
