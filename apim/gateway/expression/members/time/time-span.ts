import { defineType } from '../../types/definition.ts';
import { Double } from '../../value.ts';
import { compareValues } from '../../values/object.ts';
import { parseSpanExact } from '../../values/span-parse.ts';
import { TimeSpan, ticksPerDay, ticksPerMillisecond, ticksPerSecond } from '../../values/time.ts';
import { parseTimeSpan } from '../../values/time-parse.ts';
import { attempt, hour, minute, type Out } from './calendar.ts';

const total = (unit: bigint) => (self: TimeSpan) => new Double(Number(self.ticks) / Number(unit));

const component = (unit: bigint, modulo: bigint) => (self: TimeSpan) => Number((self.ticks / unit) % modulo);

const from =
  (unit: bigint) =>
  (_: null, [n]: [Double]) =>
    TimeSpan.of(n.value, unit);

const fields = (d: number, h: number, m: number, s: number, ms = 0) =>
  new TimeSpan(
    BigInt(d) * ticksPerDay +
      BigInt(h) * hour +
      BigInt(m) * minute +
      BigInt(s) * ticksPerSecond +
      BigInt(ms) * ticksPerMillisecond,
  );

export const timeSpan = defineType('TimeSpan', {
  kind: 'struct',
  bases: ['IComparable', 'IFormattable'],
  zero: new TimeSpan(0n),
  constructors: {
    '(long ticks)': (_: null, [ticks]: [bigint]) => new TimeSpan(ticks),
    '(int hours, int minutes, int seconds)': (_: null, [h, m, s]: [number, number, number]) =>
      fields(0, h, m, s),
    '(int days, int hours, int minutes, int seconds)': (
      _: null,
      [d, h, m, s]: [number, number, number, number],
    ) => fields(d, h, m, s),
    '(int days, int hours, int minutes, int seconds, int milliseconds)': (
      _: null,
      [d, h, m, s, ms]: [number, number, number, number, number],
    ) => fields(d, h, m, s, ms),
  },
  statics: {
    'TimeSpan Zero': () => new TimeSpan(0n),
    'TimeSpan MinValue': () => new TimeSpan(-(1n << 63n)),
    'TimeSpan MaxValue': () => new TimeSpan((1n << 63n) - 1n),
    'long TicksPerDay': () => ticksPerDay,
    'long TicksPerHour': () => hour,
    'long TicksPerMinute': () => minute,
    'long TicksPerSecond': () => ticksPerSecond,
    'long TicksPerMillisecond': () => ticksPerMillisecond,
    'TimeSpan FromDays(double value)': from(ticksPerDay),
    'TimeSpan FromHours(double value)': from(hour),
    'TimeSpan FromMinutes(double value)': from(minute),
    'TimeSpan FromSeconds(double value)': from(ticksPerSecond),
    'TimeSpan FromMilliseconds(double value)': from(ticksPerMillisecond),
    'TimeSpan FromTicks(long value)': (_: null, [n]: [bigint]) => new TimeSpan(n),
    'TimeSpan Parse(string s)': (_: null, [s]: [string | null]) => parseTimeSpan(s),
    'TimeSpan Parse(string s, IFormatProvider provider)': (_: null, [s]: [string | null]) => parseTimeSpan(s),
    'bool TryParse(string input, IFormatProvider formatProvider, out TimeSpan result)': (
      _: null,
      [s, , out]: [string | null, null, Out],
    ) => attempt(out, new TimeSpan(0n), () => parseTimeSpan(s)),
    'TimeSpan ParseExact(string input, string format, IFormatProvider formatProvider)': (
      _: null,
      [s, format]: [string | null, string],
    ) => parseSpanExact(s, format),
    'bool TryParseExact(string input, string format, IFormatProvider formatProvider, out TimeSpan result)': (
      _: null,
      [s, format, , out]: [string | null, string, null, Out],
    ) => attempt(out, new TimeSpan(0n), () => parseSpanExact(s, format)),
    'bool TryParse(string s, out TimeSpan result)': (_: null, [s, out]: [string | null, Out]) =>
      attempt(out, new TimeSpan(0n), () => parseTimeSpan(s)),
    'int Compare(TimeSpan t1, TimeSpan t2)': (_: null, [a, b]: [TimeSpan, TimeSpan]) =>
      compareValues(a, b) ?? 0,
  },
  members: {
    'int Days': (self: TimeSpan) => Number(self.ticks / ticksPerDay),
    'int Hours': component(hour, 24n),
    'int Minutes': component(minute, 60n),
    'int Seconds': component(ticksPerSecond, 60n),
    'int Milliseconds': component(ticksPerMillisecond, 1000n),
    'long Ticks': (self: TimeSpan) => self.ticks,
    'double TotalDays': total(ticksPerDay),
    'double TotalHours': total(hour),
    'double TotalMinutes': total(minute),
    'double TotalSeconds': total(ticksPerSecond),
    'double TotalMilliseconds': total(ticksPerMillisecond),
    'TimeSpan Add(TimeSpan ts)': (self: TimeSpan, [other]: [TimeSpan]) =>
      new TimeSpan(self.ticks + other.ticks),
    'TimeSpan Subtract(TimeSpan ts)': (self: TimeSpan, [other]: [TimeSpan]) =>
      new TimeSpan(self.ticks - other.ticks),
    'TimeSpan Negate()': (self: TimeSpan) => new TimeSpan(-self.ticks),
    'TimeSpan Duration()': (self: TimeSpan) => new TimeSpan(self.ticks < 0n ? -self.ticks : self.ticks),
    'TimeSpan Multiply(double factor)': (self: TimeSpan, [n]: [Double]) => self.operate('*', n) ?? null,
    'TimeSpan Divide(double divisor)': (self: TimeSpan, [n]: [Double]) => self.operate('/', n) ?? null,
    'int CompareTo(TimeSpan value)': (self: TimeSpan, [other]: [TimeSpan]) => compareValues(self, other) ?? 0,
    'bool Equals(TimeSpan obj)': (self: TimeSpan, [other]: [TimeSpan]) => self.equals(other),
    'string ToString(string format)': (self: TimeSpan, [format]: [string | null]) => self.text(format),
    'string ToString(string format, IFormatProvider provider)': (self: TimeSpan, [format]: [string | null]) =>
      self.text(format),
  },
});
