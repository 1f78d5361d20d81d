import { dotnetError, ExpressionException } from '../errors.ts';
import { argumentNull } from './collection.ts';
import { DateTime, DateTimeOffset, TimeSpan, ticksOf, ticksPerDay, ticksPerSecond } from './time.ts';
import { dayNames, monthNames, standardDateFormats } from './time-format.ts';

/** What was read: local ticks and, when the text names one, the zone. */
interface ReadDate {
  readonly ticks: bigint;
  readonly offset: bigint | null;
  readonly utc: boolean;
  readonly timeOnly: boolean;
}

const months = monthNames.map((name) => name.slice(0, 3)).join('|');
const days = dayNames.map((name) => name.slice(0, 3)).join('|');
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d{1,7})\d*)?)?(?:\s*(?<half>[AaPp][Mm]))?`;
const zone = String.raw`\s*(?:(?<utc>Z|z|GMT|UTC)|(?<offset>[+-]\d{1,2}(?::?\d{2})?))?`;

/** Shapes that DateTime.Parse reads in the invariant culture. */
const shapes: readonly RegExp[] = [
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[Tt ]\s*${clock}${zone})?`,
  String.raw`(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})(?:\s+${clock}${zone})?`,
  String.raw`(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4}|\d{2})(?:\s+${clock}${zone})?`,
  String.raw`(?:(?:${days})[a-z]*,?\s+)?(?<day>\d{1,2})[\s-]+(?<name>${months})[a-z]*,?[\s-]+(?<year>\d{4})(?:\s+${clock}${zone})?`,
  String.raw`(?:(?:${days})[a-z]*,?\s+)?(?<name>${months})[a-z]*\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})(?:\s+${clock}${zone})?`,
  String.raw`(?<name>${months})[a-z]*,?\s+(?<year>\d{4})`,
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})`,
  `${clock}${zone}`,
].map((shape) => new RegExp(`^\\s*${shape}\\s*$`, 'i'));

/** @throws ArgumentOutOfRangeException for fields out of range */
function readDate(text: string, now: () => number): ReadDate | null {
  if (text.length > 200) return null;
  for (const shape of shapes) {
    const groups = shape.exec(text)?.groups;
    if (groups !== undefined) return fromGroups(groups, now);
  }
  return null;
}

function fromGroups(groups: Readonly<Record<string, string | undefined>>, now: () => number): ReadDate {
  const month =
    groups.name === undefined
      ? Number(groups.month ?? 1)
      : monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === groups.name?.toLowerCase()) + 1;
  let year = Number(groups.year ?? 1);
  if (groups.year?.length === 2) year += year < 50 ? 2000 : 1900;
  let hour = Number(groups.hour ?? 0);
  if (groups.half !== undefined) {
    if (hour < 1 || hour > 12) throw dotnetError('ArgumentOutOfRangeException', 'hour');
    hour = (hour % 12) + (groups.half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const fraction = BigInt((groups.fraction ?? '').padEnd(7, '0') || 0);
  const timeOnly = groups.year === undefined;
  const date = timeOnly ? DateTime.fromUnix(now()).ticks : null;
  let ticks = ticksOf(
    year,
    month,
    Number(groups.day ?? 1),
    hour,
    Number(groups.minute ?? 0),
    Number(groups.second ?? 0),
    fraction,
  );
  if (date !== null) ticks = date - (date % ticksPerDay) + (ticks % ticksPerDay);
  return {
    ticks,
    offset: groups.offset === undefined ? null : offsetOf(groups.offset),
    utc: groups.utc !== undefined,
    timeOnly,
  };
}

function offsetOf(text: string): bigint {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  const minutes = BigInt(Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0));
  return (match?.[1] === '-' ? -minutes : minutes) * 60n * ticksPerSecond;
}

/** How the result is adjusted: DateTimeStyles. */
interface DateStyles {
  readonly assumeUniversal: boolean;
  readonly adjustToUniversal: boolean;
  readonly roundtrip: boolean;
}

const noStyles: DateStyles = { assumeUniversal: false, adjustToUniversal: false, roundtrip: false };

function toDateTime(read: ReadDate, styles: DateStyles): DateTime {
  if (read.utc || read.offset !== null) {
    const utc = read.ticks - (read.offset ?? 0n);
    if (styles.adjustToUniversal || (styles.roundtrip && read.utc)) return new DateTime(utc, 'Utc');
    return new DateTime(utc, 'Local');
  }
  if (styles.assumeUniversal) return new DateTime(read.ticks, styles.adjustToUniversal ? 'Utc' : 'Local');
  return new DateTime(read.ticks);
}

const unreadable = (text: string) =>
  dotnetError('FormatException', `String '${text}' was not recognized as a valid DateTime.`);

/** @throws FormatException */
export function parseDateTime(text: string | null, now: () => number, styles = noStyles): DateTime {
  if (text === null) throw argumentNull('s');
  return toDateTime(
    formatted(text, () => readDate(text, now)),
    styles,
  );
}

export function parseDateTimeOffset(text: string | null, now: () => number): DateTimeOffset {
  if (text === null) throw argumentNull('input');
  const read = formatted(text, () => readDate(text, now));
  return new DateTimeOffset(read.ticks, read.offset ?? 0n);
}

function formatted(text: string, read: () => ReadDate | null): ReadDate {
  let found: ReadDate | null = null;
  try {
    found = read();
  } catch (error) {
    if (!(error instanceof ExpressionException)) throw error;
  }
  if (found === null) throw unreadable(text);
  return found;
}

export function parseDateExact(
  text: string | null,
  formats: readonly string[],
  now: () => number,
  styles = noStyles,
): DateTime {
  return toDateTime(exact(text, formats, now), styles);
}

export function parseOffsetExact(
  text: string | null,
  formats: readonly string[],
  now: () => number,
): DateTimeOffset {
  const read = exact(text, formats, now);
  return new DateTimeOffset(read.ticks, read.offset ?? 0n);
}

function exact(text: string | null, formats: readonly string[], now: () => number): ReadDate {
  if (text === null) throw argumentNull('s');
  return formatted(text, () => {
    for (const format of formats) {
      const groups = exactPattern(format).exec(text)?.groups;
      if (groups === undefined) continue;
      const read = fromGroups(
        {
          year: '1',
          month: '1',
          ...Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined)),
        },
        now,
      );
      return read;
    }
    return null;
  });
}

const exactLetters: Readonly<Record<string, (count: number) => string>> = {
  y: (n) => `(?<year>\\d{${Math.max(2, n)}})`,
  M: (n) =>
    n >= 4
      ? `(?<name>${months})[a-z]*`
      : n === 3
        ? `(?<name>${months})`
        : `(?<month>\\d{${n === 1 ? '1,2' : '2'}})`,
  d: (n) =>
    n >= 4 ? `(?:${days})[a-z]*` : n === 3 ? `(?:${days})` : `(?<day>\\d{${n === 1 ? '1,2' : '2'}})`,
  H: (n) => `(?<hour>\\d{${n === 1 ? '1,2' : '2'}})`,
  h: (n) => `(?<hour>\\d{${n === 1 ? '1,2' : '2'}})`,
  m: (n) => `(?<minute>\\d{${n === 1 ? '1,2' : '2'}})`,
  s: (n) => `(?<second>\\d{${n === 1 ? '1,2' : '2'}})`,
  f: (n) => `(?<fraction>\\d{${n}})`,
  F: (n) => `(?<fraction>\\d{0,${n}})`,
  t: (n) => `(?<half>[AP]${n === 1 ? '' : 'M'})`,
  K: () => `(?:(?<utc>Z)|(?<offset>[+-]\\d{2}:\\d{2}))?`,
  z: (n) => `(?<offset>[+-]\\d{1,2}${n >= 3 ? ':\\d{2}' : ''})`,
};

function exactPattern(format: string): RegExp {
  const pattern = format.length === 1 ? (standardDateFormats[format] ?? format) : format;
  let out = '';
  const seen = new Set<string>();
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] ?? '';
    if (c === "'" || c === '"') {
      const close = pattern.indexOf(c, i + 1);
      out += literalPattern(pattern.slice(i + 1, close < 0 ? pattern.length : close));
      i = close < 0 ? pattern.length : close + 1;
      continue;
    }
    if (c === '\\') {
      out += literalPattern(pattern[i + 1] ?? '');
      i += 2;
      continue;
    }
    let count = 1;
    while (pattern[i + count] === c) count += 1;
    const write = exactLetters[c];
    // a field that is given twice is refused
    const field = c === 'h' ? 'H' : c === 'F' ? 'f' : c === 'z' ? 'K' : c;
    if (write !== undefined && !(c === 'd' && count > 2)) {
      if (seen.has(field)) throw unreadable(format);
      seen.add(field);
    }
    out += write === undefined ? (c === '%' ? '' : literalPattern(c.repeat(count))) : write(count);
    i += count;
  }
  return new RegExp(`^${out}$`, 'i');
}

function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** `[-][d.]hh:mm[:ss[.fffffff]]`, or days alone. @throws FormatException, OverflowException */
export function parseTimeSpan(text: string | null): TimeSpan {
  if (text === null) throw argumentNull('input');
  const match =
    /^\s*(-)?(?:(?:(\d+)[.:](?=\d+:\d+:\d+))?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?|(?:(\d+)\.)(\d+):(\d+)|(\d+))\s*$/.exec(
      text,
    );
  if (match === null)
    throw dotnetError('FormatException', `String '${text}' was not recognized as a valid TimeSpan.`);
  const [, sign, d, h, m, s, f, d2, h2, m2, only] = match;
  const hours = Number(h ?? h2 ?? 0);
  const minutes = Number(m ?? m2 ?? 0);
  const seconds = Number(s ?? 0);
  // a:b:c whose first part is no hour is d:h:m
  if (d === undefined && hours > 23 && s !== undefined && f === undefined)
    return parseTimeSpan(`${sign ?? ''}${hours}.${minutes}:${seconds}`);
  if (hours > 23 || minutes > 59 || seconds > 59) {
    throw dotnetError(
      'OverflowException',
      `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
    );
  }
  const ticks =
    BigInt(d ?? d2 ?? only ?? 0) * ticksPerDay +
    BigInt(hours * 3600 + minutes * 60 + seconds) * ticksPerSecond +
    BigInt((f ?? '').padEnd(7, '0') || 0);
  return new TimeSpan(sign === undefined ? ticks : -ticks);
}
