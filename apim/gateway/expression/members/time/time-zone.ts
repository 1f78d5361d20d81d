import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';
import { DateTime, DateTimeOffset, TimeSpan } from '../../values/time.ts';
import { fromUtc, millisecondsOf, offsetTicks, TimeZone, toUtc } from '../../values/time-zone.ts';

function needed(zone: TimeZone | null, name: string): TimeZone {
  if (zone === null) throw argumentNull(name);
  return zone;
}

/** The zone that a DateTime says it is in. */
const zoneOf = (date: DateTime): TimeZone => (date.kind === 'Utc' ? TimeZone.utc : TimeZone.local);

function convert(date: DateTime, source: TimeZone, destination: TimeZone): DateTime {
  if (date.kind !== 'Unspecified' && date.kind !== source.kind)
    throw dotnetError(
      'ArgumentException',
      "The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly. For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local. (Parameter 'sourceTimeZone')",
    );
  return fromUtc(toUtc(date, source).ticks, destination);
}

function moved(date: DateTimeOffset, zone: TimeZone): DateTimeOffset {
  const offset = offsetTicks(zone.offsetAt(millisecondsOf(date.utcTicks)));
  return new DateTimeOffset(date.utcTicks + offset, offset);
}

/** The offset of a date in a zone: of its instant, or of its local time where it says no more. */
function offsetOf(zone: TimeZone, date: DateTime | DateTimeOffset): number {
  if (date instanceof DateTimeOffset) return zone.offsetAt(millisecondsOf(date.utcTicks));
  const milliseconds = millisecondsOf(date.ticks);
  if (date.kind !== 'Unspecified' && date.kind !== zone.kind) return zone.offsetAt(milliseconds);
  return zone.offsetsOf(milliseconds)[0] ?? zone.standardAt(milliseconds);
}

const isDaylight = (zone: TimeZone, date: DateTime | DateTimeOffset): boolean => {
  const ticks = date instanceof DateTimeOffset ? date.utcTicks : date.ticks;
  return offsetOf(zone, date) !== zone.standardAt(millisecondsOf(ticks));
};

const span = (milliseconds: number) => new TimeSpan(offsetTicks(milliseconds));

export const timeZone = defineType('TimeZoneInfo', {
  statics: {
    'TimeZoneInfo Utc': () => TimeZone.utc,
    'TimeZoneInfo Local': () => TimeZone.local,
    'TimeZoneInfo FindSystemTimeZoneById(string id)': (_: null, [id]: [string | null]) => TimeZone.find(id),
    'DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)': (
      _: null,
      [date, to]: [DateTime, TimeZone | null],
    ) => convert(date, zoneOf(date), needed(to, 'destinationTimeZone')),
    'DateTime ConvertTime(DateTime dateTime, TimeZoneInfo sourceTimeZone, TimeZoneInfo destinationTimeZone)':
      (_: null, [date, from, to]: [DateTime, TimeZone | null, TimeZone | null]) =>
        convert(date, needed(from, 'sourceTimeZone'), needed(to, 'destinationTimeZone')),
    'DateTimeOffset ConvertTime(DateTimeOffset dateTimeOffset, TimeZoneInfo destinationTimeZone)': (
      _: null,
      [date, to]: [DateTimeOffset, TimeZone | null],
    ) => moved(date, needed(to, 'destinationTimeZone')),
    'DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)': (
      _: null,
      [date, to]: [DateTime, TimeZone | null],
    ) => convert(date, TimeZone.utc, needed(to, 'destinationTimeZone')),
    'DateTime ConvertTimeToUtc(DateTime dateTime)': (_: null, [date]: [DateTime]) =>
      new DateTime(date.ticks, 'Utc'),
    'DateTime ConvertTimeToUtc(DateTime dateTime, TimeZoneInfo sourceTimeZone)': (
      _: null,
      [date, from]: [DateTime, TimeZone | null],
    ) => convert(date, needed(from, 'sourceTimeZone'), TimeZone.utc),
    'DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string destinationTimeZoneId)': (
      _: null,
      [date, id]: [DateTime, string | null],
    ) => convert(date, zoneOf(date), TimeZone.find(id)),
    'DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)':
      (_: null, [date, from, to]: [DateTime, string | null, string | null]) =>
        convert(date, TimeZone.find(from), TimeZone.find(to)),
    'DateTimeOffset ConvertTimeBySystemTimeZoneId(DateTimeOffset dateTimeOffset, string destinationTimeZoneId)':
      (_: null, [date, id]: [DateTimeOffset, string | null]) => moved(date, TimeZone.find(id)),
  },
  members: {
    'string Id': (self: TimeZone) => self.id,
    'string DisplayName': (self: TimeZone) => self.text(),
    'string StandardName': (self: TimeZone, _args: [], call: Call) =>
      self.longName(false, call.run.seams.now()),
    'string DaylightName': (self: TimeZone, _args: [], call: Call) =>
      self.longName(true, call.run.seams.now()),
    'TimeSpan BaseUtcOffset': (self: TimeZone, _args: [], call: Call) =>
      span(self.standardAt(call.run.seams.now())),
    'bool SupportsDaylightSavingTime': (self: TimeZone, _args: [], call: Call) =>
      self.observesDaylight(call.run.seams.now()),
    'TimeSpan GetUtcOffset(DateTime dateTime)': (self: TimeZone, [date]: [DateTime]) =>
      span(offsetOf(self, date)),
    'TimeSpan GetUtcOffset(DateTimeOffset dateTimeOffset)': (self: TimeZone, [date]: [DateTimeOffset]) =>
      span(offsetOf(self, date)),
    'bool IsDaylightSavingTime(DateTime dateTime)': (self: TimeZone, [date]: [DateTime]) =>
      isDaylight(self, date),
    'bool IsDaylightSavingTime(DateTimeOffset dateTimeOffset)': (self: TimeZone, [date]: [DateTimeOffset]) =>
      isDaylight(self, date),
    'bool IsAmbiguousTime(DateTime dateTime)': (self: TimeZone, [date]: [DateTime]) =>
      self.offsetsOf(millisecondsOf(date.ticks)).length > 1,
    'bool IsInvalidTime(DateTime dateTime)': (self: TimeZone, [date]: [DateTime]) =>
      self.offsetsOf(millisecondsOf(date.ticks)).length === 0,
    'bool HasSameRules(TimeZoneInfo other)': (self: TimeZone, [other]: [TimeZone]) => self.sameRules(other),
    'bool Equals(TimeZoneInfo other)': (self: TimeZone, [other]: [Value]) => self.equals(other),
  },
});
