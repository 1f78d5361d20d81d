import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Double, type Value } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareValues } from '../../values/object.ts';
import {
  type DateKind,
  DateTime,
  daysInMonth,
  isLeapYear,
  ticksOf,
  ticksPerDay,
  ticksPerMillisecond,
  unixEpoch,
} from '../../values/time.ts';
import { parseDateExact, parseDateTime } from '../../values/time-parse.ts';
import { enumValue } from '../enums.ts';
import { attempt, formats, kindOf, now, type Out, shared, styles, zero } from './calendar.ts';

/** 1899-12-30, the day 0 of OLE automation dates. */
const oleEpoch = ticksOf(1899, 12, 30);
/** 1601-01-01, where Windows file times begin. */
const fileEpoch = ticksOf(1601, 1, 1);
/** The two top bits of ToBinary. */
const binaryKinds: readonly DateKind[] = ['Unspecified', 'Utc', 'Local'];

export const dateTime = defineType('DateTime', {
  kind: 'struct',
  bases: ['IComparable', 'IFormattable'],
  zero,
  constructors: {
    '(long ticks)': (_: null, [ticks]: [bigint]) => new DateTime(ticks),
    '(long ticks, DateTimeKind kind)': (_: null, [ticks, kind]: [bigint, EnumValue]) =>
      new DateTime(ticks, kindOf(kind)),
    '(int year, int month, int day)': (_: null, [y, m, d]: [number, number, number]) =>
      new DateTime(ticksOf(y, m, d)),
    '(int year, int month, int day, int hour, int minute, int second)': (
      _: null,
      [y, m, d, h, n, s]: [number, number, number, number, number, number],
    ) => new DateTime(ticksOf(y, m, d, h, n, s)),
    '(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)': (
      _: null,
      [y, m, d, h, n, s, kind]: [number, number, number, number, number, number, EnumValue],
    ) => new DateTime(ticksOf(y, m, d, h, n, s), kindOf(kind)),
    '(int year, int month, int day, int hour, int minute, int second, int millisecond)': (
      _: null,
      [y, m, d, h, n, s, ms]: [number, number, number, number, number, number, number],
    ) => new DateTime(ticksOf(y, m, d, h, n, s, BigInt(ms) * ticksPerMillisecond)),
    '(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)': (
      _: null,
      [y, m, d, h, n, s, ms, kind]: [number, number, number, number, number, number, number, EnumValue],
    ) => new DateTime(ticksOf(y, m, d, h, n, s, BigInt(ms) * ticksPerMillisecond), kindOf(kind)),
  },
  statics: {
    'DateTime FromOADate(double d)': (_: null, [days]: [Double]) =>
      new DateTime(oleEpoch + BigInt(Math.round(days.value * 86_400_000)) * ticksPerMillisecond),
    'DateTime FromFileTime(long fileTime)': (_: null, [ticks]: [bigint]) =>
      new DateTime(fileEpoch + ticks, 'Local'),
    'DateTime FromBinary(long dateData)': (_: null, [bits]: [bigint]) =>
      new DateTime(bits & ((1n << 62n) - 1n), binaryKinds[Number(BigInt.asUintN(64, bits) >> 62n)]),
    'DateTime Now': (_: null, _args: [], call: Call) => now(call, 'Local'),
    'DateTime UtcNow': (_: null, _args: [], call: Call) => now(call, 'Utc'),
    'DateTime Today': (_: null, _args: [], call: Call) => {
      const { ticks } = now(call, 'Local');
      return new DateTime(ticks - (ticks % ticksPerDay), 'Local');
    },
    'DateTime MinValue': () => zero,
    'DateTime MaxValue': () => new DateTime(3_155_378_975_999_999_999n),
    'DateTime UnixEpoch': () => new DateTime(unixEpoch, 'Utc'),
    'int DaysInMonth(int year, int month)': (_: null, [y, m]: [number, number]) => {
      if (m < 1 || m > 12)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "Month must be between one and twelve. (Parameter 'month')",
        );
      return daysInMonth(y, m);
    },
    'bool IsLeapYear(int year)': (_: null, [y]: [number]) => isLeapYear(y),
    'DateTime SpecifyKind(DateTime value, DateTimeKind kind)': (
      _: null,
      [value, kind]: [DateTime, EnumValue],
    ) => new DateTime(value.ticks, kindOf(kind)),
    'int Compare(DateTime t1, DateTime t2)': (_: null, [a, b]: [DateTime, DateTime]) =>
      compareValues(a, b) ?? 0,
    'DateTime Parse(string s)': (_: null, [s]: [string | null], call: Call) =>
      parseDateTime(s, call.run.seams.now),
    'DateTime Parse(string s, IFormatProvider provider)': (_: null, [s]: [string | null], call: Call) =>
      parseDateTime(s, call.run.seams.now),
    'DateTime Parse(string s, IFormatProvider provider, DateTimeStyles styles)': (
      _: null,
      [s, , style]: [string | null, Value, EnumValue],
      call: Call,
    ) => parseDateTime(s, call.run.seams.now, styles(style)),
    'bool TryParse(string s, out DateTime result)': (_: null, [s, out]: [string | null, Out], call: Call) =>
      attempt(out, zero, () => parseDateTime(s, call.run.seams.now)),
    'bool TryParse(string s, IFormatProvider provider, DateTimeStyles styles, out DateTime result)': (
      _: null,
      [s, , style, out]: [string | null, Value, EnumValue, Out],
      call: Call,
    ) => attempt(out, zero, () => parseDateTime(s, call.run.seams.now, styles(style))),
    'DateTime ParseExact(string s, string format, IFormatProvider provider)': (
      _: null,
      [s, format]: [string | null, string],
      call: Call,
    ) => parseDateExact(s, [format], call.run.seams.now),
    'DateTime ParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style)': (
      _: null,
      [s, format, , style]: [string | null, string, Value, EnumValue],
      call: Call,
    ) => parseDateExact(s, [format], call.run.seams.now, styles(style)),
    'DateTime ParseExact(string s, string[] formats, IFormatProvider provider, DateTimeStyles style)': (
      _: null,
      [s, list, , style]: [string | null, CsArray, Value, EnumValue],
      call: Call,
    ) => parseDateExact(s, formats(list), call.run.seams.now, styles(style)),
    'bool TryParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style, out DateTime result)':
      (_: null, [s, format, , style, out]: [string | null, string, Value, EnumValue, Out], call: Call) =>
        attempt(out, zero, () => parseDateExact(s, [format], call.run.seams.now, styles(style))),
    'DateTime FromFileTimeUtc(long fileTime)': (_: null, [n]: [bigint]) =>
      new DateTime(504_911_232_000_000_000n + n, 'Utc'),
  },
  members: {
    'double ToOADate()': (self: DateTime) =>
      new Double(Number((self.ticks - oleEpoch) / ticksPerMillisecond) / 86_400_000),
    'long ToFileTime()': (self: DateTime) => self.ticks - fileEpoch,
    'long ToBinary()': (self: DateTime) =>
      BigInt.asIntN(64, self.ticks | (BigInt(binaryKinds.indexOf(self.kind)) << 62n)),
    ...shared('DateTime'),
    'DateTimeKind Kind': (self: DateTime) => enumValue('DateTimeKind', self.kind),
    'DateTime ToUniversalTime()': (self: DateTime) => new DateTime(self.ticks, 'Utc'),
    'DateTime ToLocalTime()': (self: DateTime) => new DateTime(self.ticks, 'Local'),
    'bool IsDaylightSavingTime()': () => false,
    'long ToFileTimeUtc()': (self: DateTime) => self.ticks - 504_911_232_000_000_000n,
    'string ToShortDateString()': (self: DateTime) => self.text('d'),
    'string ToLongDateString()': (self: DateTime) => self.text('D'),
    'string ToShortTimeString()': (self: DateTime) => self.text('t'),
    'string ToLongTimeString()': (self: DateTime) => self.text('T'),
  },
});
