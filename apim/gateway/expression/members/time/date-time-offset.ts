import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareValues } from '../../values/object.ts';
import {
  DateTime,
  DateTimeOffset,
  TimeSpan,
  ticksOf,
  ticksPerMillisecond,
  ticksPerSecond,
  unixEpoch,
} from '../../values/time.ts';
import { parseDateTimeOffset, parseOffsetExact } from '../../values/time-parse.ts';
import { attempt, floorDivide, now, type Out, shared, unixSeconds } from './calendar.ts';

export const dateTimeOffset = defineType('DateTimeOffset', {
  kind: 'struct',
  bases: ['IComparable', 'IFormattable'],
  zero: new DateTimeOffset(0n),
  constructors: {
    '(DateTime dateTime)': (_: null, [value]: [DateTime]) => new DateTimeOffset(value.ticks),
    '(DateTime dateTime, TimeSpan offset)': (_: null, [value, offset]: [DateTime, TimeSpan]) => {
      if (value.kind === 'Utc' && offset.ticks !== 0n)
        throw dotnetError(
          'ArgumentException',
          "The UTC Offset for Utc DateTime instances must be 0. (Parameter 'offset')",
        );
      return new DateTimeOffset(value.ticks, offset.ticks);
    },
    '(long ticks, TimeSpan offset)': (_: null, [ticks, offset]: [bigint, TimeSpan]) =>
      new DateTimeOffset(ticks, offset.ticks),
    '(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)': (
      _: null,
      [y, m, d, h, n, s, offset]: [number, number, number, number, number, number, TimeSpan],
    ) => new DateTimeOffset(ticksOf(y, m, d, h, n, s), offset.ticks),
    '(int year, int month, int day, int hour, int minute, int second, int millisecond, TimeSpan offset)': (
      _: null,
      [y, m, d, h, n, s, ms, offset]: [number, number, number, number, number, number, number, TimeSpan],
    ) => new DateTimeOffset(ticksOf(y, m, d, h, n, s, BigInt(ms) * ticksPerMillisecond), offset.ticks),
  },
  statics: {
    'bool TryParse(string input, IFormatProvider provider, DateTimeStyles styles, out DateTimeOffset result)':
      (_: null, [s, , , out]: [string | null, null, EnumValue, Out], call: Call) =>
        attempt(out, new DateTimeOffset(0n), () => parseDateTimeOffset(s, call.run.seams.now)),
    'bool TryParseExact(string input, string format, IFormatProvider provider, DateTimeStyles styles, out DateTimeOffset result)':
      (_: null, [s, format, , , out]: [string | null, string, null, EnumValue, Out], call: Call) =>
        attempt(out, new DateTimeOffset(0n), () => parseOffsetExact(s, [format], call.run.seams.now)),
    'bool Equals(DateTimeOffset first, DateTimeOffset second)': (
      _: null,
      [a, b]: [DateTimeOffset, DateTimeOffset],
    ) => a.equals(b),
    'DateTimeOffset Now': (_: null, _args: [], call: Call) => new DateTimeOffset(now(call, 'Utc').ticks),
    'DateTimeOffset UtcNow': (_: null, _args: [], call: Call) => new DateTimeOffset(now(call, 'Utc').ticks),
    'DateTimeOffset MinValue': () => new DateTimeOffset(0n),
    'DateTimeOffset MaxValue': () => new DateTimeOffset(3_155_378_975_999_999_999n),
    'DateTimeOffset UnixEpoch': () => new DateTimeOffset(unixEpoch),
    'DateTimeOffset FromUnixTimeSeconds(long seconds)': (_: null, [n]: [bigint]) =>
      new DateTimeOffset(unixSeconds(n)),
    'DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)': (_: null, [n]: [bigint]) =>
      new DateTimeOffset(unixEpoch + n * ticksPerMillisecond),
    'DateTimeOffset Parse(string input)': (_: null, [s]: [string | null], call: Call) =>
      parseDateTimeOffset(s, call.run.seams.now),
    'DateTimeOffset Parse(string input, IFormatProvider provider)': (
      _: null,
      [s]: [string | null],
      call: Call,
    ) => parseDateTimeOffset(s, call.run.seams.now),
    'DateTimeOffset Parse(string input, IFormatProvider provider, DateTimeStyles styles)': (
      _: null,
      [s]: [string | null],
      call: Call,
    ) => parseDateTimeOffset(s, call.run.seams.now),
    'bool TryParse(string input, out DateTimeOffset result)': (
      _: null,
      [s, out]: [string | null, Out],
      call: Call,
    ) => attempt(out, new DateTimeOffset(0n), () => parseDateTimeOffset(s, call.run.seams.now)),
    'DateTimeOffset ParseExact(string input, string format, IFormatProvider provider)': (
      _: null,
      [s, format]: [string | null, string],
      call: Call,
    ) => parseOffsetExact(s, [format], call.run.seams.now),
    'DateTimeOffset ParseExact(string input, string format, IFormatProvider provider, DateTimeStyles styles)':
      (_: null, [s, format]: [string | null, string], call: Call) =>
        parseOffsetExact(s, [format], call.run.seams.now),
    'int Compare(DateTimeOffset first, DateTimeOffset second)': (
      _: null,
      [a, b]: [DateTimeOffset, DateTimeOffset],
    ) => compareValues(a, b) ?? 0,
  },
  members: {
    ...shared('DateTimeOffset'),
    'bool EqualsExact(DateTimeOffset other)': (self: DateTimeOffset, [other]: [DateTimeOffset]) =>
      self.ticks === other.ticks && self.offset === other.offset,
    'TimeSpan Offset': (self: DateTimeOffset) => new TimeSpan(self.offset),
    'DateTime DateTime': (self: DateTimeOffset) => new DateTime(self.ticks),
    'DateTime UtcDateTime': (self: DateTimeOffset) => new DateTime(self.utcTicks, 'Utc'),
    'DateTime LocalDateTime': (self: DateTimeOffset) => new DateTime(self.utcTicks, 'Local'),
    'long UtcTicks': (self: DateTimeOffset) => self.utcTicks,
    'long ToUnixTimeSeconds()': (self: DateTimeOffset) =>
      floorDivide(self.utcTicks - unixEpoch, ticksPerSecond),
    'long ToUnixTimeMilliseconds()': (self: DateTimeOffset) =>
      floorDivide(self.utcTicks - unixEpoch, ticksPerMillisecond),
    'DateTimeOffset ToOffset(TimeSpan offset)': (self: DateTimeOffset, [offset]: [TimeSpan]) =>
      new DateTimeOffset(self.utcTicks + offset.ticks, offset.ticks),
    'DateTimeOffset ToUniversalTime()': (self: DateTimeOffset) => new DateTimeOffset(self.utcTicks),
    'DateTimeOffset ToLocalTime()': (self: DateTimeOffset) => new DateTimeOffset(self.utcTicks),
  },
});
