import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull } from './collection.ts';
import { type DateKind, DateTime, unixEpoch } from './time.ts';
import { windowsZones } from './windows-zones.ts';

const day = 86_400_000;

/** System.TimeZoneInfo over the zone data of the run time (Intl). Ids are those of Windows and of IANA, in any case. */
export class TimeZone extends DotnetObject {
  readonly dotnetType: TypeRef = named('TimeZoneInfo');
  readonly id: string;
  /** The kind of a DateTime in this zone. */
  readonly kind: DateKind;
  readonly #format: Intl.DateTimeFormat;
  readonly #iana: string;

  constructor(id: string, iana: string, kind: DateKind = 'Unspecified') {
    super();
    this.id = id;
    this.kind = kind;
    this.#iana = iana;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: iana,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  }

  static readonly utc = new TimeZone('UTC', 'UTC', 'Utc');
  /** The gateway's local time is UTC, as APIM's is. */
  static readonly local = new TimeZone('UTC', 'UTC', 'Local');

  /** @throws TimeZoneNotFoundException */
  static find(id: string | null): TimeZone {
    if (id === null) throw argumentNull('id');
    if (id.toUpperCase() === 'UTC') return TimeZone.utc;
    const windows = windowsZones.get(id) ?? [...windowsZones].find(([name]) => sameText(name, id))?.[1];
    const iana = windows ?? Intl.supportedValuesOf('timeZone').find((name) => sameText(name, id));
    const found = iana ?? (/^[A-Za-z]+(?:\/[\w+-]+)+$/.test(id) ? id : undefined);
    try {
      if (found !== undefined) return new TimeZone(id, found);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    throw dotnetError(
      'TimeZoneNotFoundException',
      `The time zone ID '${id}' was not found on the local computer.`,
    );
  }

  /** Milliseconds to add to UTC at an instant, in milliseconds since 1970. */
  offsetAt(instant: number): number {
    const parts = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const field = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
    const year = parts.get('era')?.startsWith('B') === true ? 1 - field('year') : field('year');
    const local = new Date(0);
    local.setUTCFullYear(year, field('month') - 1, field('day'));
    local.setUTCHours(field('hour'), field('minute'), field('second'));
    return local.getTime() - Math.floor(instant / 1000) * 1000;
  }

  /** The offsets that a local time (milliseconds as if it were UTC) can have: none in a gap, two where clocks are set back. */
  offsetsOf(local: number): number[] {
    const near = new Set([this.offsetAt(local - day), this.offsetAt(local + day)]);
    return [...near].filter((offset) => this.offsetAt(local - offset) === offset).sort((a, b) => a - b);
  }

  /** The standard offset of the year that an instant lies in: clocks are set forward from it. */
  standardAt(instant: number): number {
    const year = new Date(instant).getUTCFullYear();
    return Math.min(this.offsetAt(Date.UTC(year, 0, 1)), this.offsetAt(Date.UTC(year, 6, 1)));
  }

  /** Whether the clocks were ever set forward and back: .NET looks at all rules of the zone. */
  observesDaylight(now: number): boolean {
    for (let year = new Date(now).getUTCFullYear(); year > 1900; year--)
      if (this.offsetAt(Date.UTC(year, 0, 1)) !== this.offsetAt(Date.UTC(year, 6, 1))) return true;
    return false;
  }

  /** `Central European Standard Time`, or the name while clocks are set forward. */
  longName(daylight: boolean, now: number): string {
    if (this.#iana === 'UTC') return 'Coordinated Universal Time';
    const year = new Date(now).getUTCFullYear();
    const [january, july] = [Date.UTC(year, 0, 1), Date.UTC(year, 6, 1)];
    const wanted = this.offsetAt(january) > this.offsetAt(july) === daylight ? january : july;
    const format = new Intl.DateTimeFormat('en', { timeZone: this.#iana, timeZoneName: 'long' });
    return format.formatToParts(wanted).find(({ type }) => type === 'timeZoneName')?.value ?? this.id;
  }

  sameRules(other: TimeZone): boolean {
    return other.#iana === this.#iana;
  }

  override text(): string {
    const offset = this.standardAt(Date.UTC(2024, 0, 1)) / 60_000;
    if (this.#iana === 'UTC') return '(UTC) Coordinated Universal Time';
    const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
    const sign = offset < 0 ? '-' : '+';
    return `(UTC${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}) ${this.longName(false, 0)}`;
  }

  override equals(other: Value): boolean {
    return other instanceof TimeZone && other.id === this.id;
  }

  override hashKey(): string {
    return `\0z${this.id}`;
  }
}

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Milliseconds since 1970 of ticks. */
export const millisecondsOf = (ticks: bigint): number => Number((ticks - unixEpoch) / 10_000n);

/** Ticks of an offset in milliseconds. */
export const offsetTicks = (milliseconds: number): bigint => BigInt(milliseconds) * 10_000n;

/** UTC of a local time of `zone`; standard time where it is ambiguous. @throws ArgumentException in a gap */
export function toUtc(date: DateTime, zone: TimeZone): DateTime {
  const [offset] = zone.offsetsOf(millisecondsOf(date.ticks));
  if (offset === undefined)
    throw dotnetError(
      'ArgumentException',
      "The supplied DateTime represents an invalid time. For example, when the clock is adjusted forward, any time in the period that is skipped is invalid. (Parameter 'dateTime')",
    );
  return new DateTime(date.ticks - offsetTicks(offset), 'Utc');
}

/** The local time of `zone` at an instant that is given in UTC ticks. */
export function fromUtc(ticks: bigint, zone: TimeZone): DateTime {
  return new DateTime(ticks + offsetTicks(zone.offsetAt(millisecondsOf(ticks))), zone.kind);
}
