import { dotnetError } from '../errors.ts';

/** A date as the formatter needs it; `offset` null for a DateTime. */
interface DateFields {
  readonly ticks: bigint;
  readonly kind: 'Unspecified' | 'Utc' | 'Local';
  readonly offset: bigint | null;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const second = 10_000_000n;
const day = 864_000_000_000n;
const epochDays = 719_162n;

/** Standard formats of the invariant culture (page "Standard date and time format strings"). */
export const standardDateFormats: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

const badFormat = () => dotnetError('FormatException', 'Input string was not in a correct format.');

/** ToString(format) of a DateTime or DateTimeOffset in the invariant culture. @throws FormatException */
export function formatDate(fields: DateFields, format: string | null): string {
  let pattern = format;
  let ticks = fields.ticks;
  if (pattern === null || pattern === '')
    pattern = fields.offset === null ? 'MM/dd/yyyy HH:mm:ss' : 'MM/dd/yyyy HH:mm:ss zzz';
  else if (pattern.length === 1) {
    const standard = standardDateFormats[pattern];
    if (standard === undefined || (pattern === 'U' && fields.offset !== null)) throw badFormat();
    if (fields.offset !== null && 'rRu'.includes(pattern)) ticks -= fields.offset;
    pattern = standard;
  }
  // a single custom letter is written %d
  if (pattern.startsWith('%') && pattern.length === 2) pattern = pattern.slice(1);
  return customDate({ ...fields, ticks }, pattern);
}

function customDate(fields: DateFields, pattern: string): string {
  const date = new Date(Number((fields.ticks / day - epochDays) * 86_400_000n));
  const ofDay = fields.ticks % day;
  const seconds = Number(ofDay / second);
  const parts: DateParts = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: (ofDay % second).toString().padStart(7, '0'),
  };
  let out = '';
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] ?? '';
    if (c === "'" || c === '"') {
      const close = pattern.indexOf(c, i + 1);
      if (close < 0) throw badFormat();
      out += pattern.slice(i + 1, close);
      i = close + 1;
    } else if (c === '\\') {
      out += pattern[i + 1] ?? '';
      i += 2;
    } else if (c === '%') {
      i += 1;
    } else {
      const write = dateLetters[c];
      let count = 1;
      while (pattern[i + count] === c) count += 1;
      if (write === undefined) out += c.repeat(count);
      else {
        const text = write(parts, count, fields);
        // .FFF without digits drops its point
        if (c === 'F' && text === '' && out.endsWith('.')) out = out.slice(0, -1);
        out += text;
      }
      i += count;
    }
  }
  return out;
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
}

const padded = (value: number, count: number, most = 2) => String(value).padStart(Math.min(count, most), '0');

const dateLetters: Readonly<Record<string, (parts: DateParts, count: number, fields: DateFields) => string>> =
  {
    y: (p, n) =>
      n === 1 ? String(p.year % 100) : n === 2 ? padded(p.year % 100, 2) : String(p.year).padStart(n, '0'),
    M: (p, n) =>
      n <= 2
        ? padded(p.month, n)
        : n === 3
          ? (monthNames[p.month - 1] ?? '').slice(0, 3)
          : (monthNames[p.month - 1] ?? ''),
    d: (p, n) =>
      n <= 2
        ? padded(p.day, n)
        : n === 3
          ? (dayNames[p.weekday] ?? '').slice(0, 3)
          : (dayNames[p.weekday] ?? ''),
    H: (p, n) => padded(p.hour, n),
    h: (p, n) => padded(p.hour % 12 === 0 ? 12 : p.hour % 12, n),
    m: (p, n) => padded(p.minute, n),
    s: (p, n) => padded(p.second, n),
    f: (p, n) => {
      if (n > 7) throw badFormat();
      return p.fraction.slice(0, n);
    },
    F: (p, n) => {
      if (n > 7) throw badFormat();
      return p.fraction.slice(0, n).replace(/0+$/, '');
    },
    t: (p, n) => (n === 1 ? (p.hour < 12 ? 'A' : 'P') : p.hour < 12 ? 'AM' : 'PM'),
    g: () => 'A.D.',
    K: (_p, n, fields) => zoneText(fields).repeat(n),
    z: (_p, n, fields) => offsetText(fields.offset ?? 0n, n),
  };

function zoneText(fields: DateFields): string {
  if (fields.offset !== null) return offsetText(fields.offset, 3);
  return fields.kind === 'Utc' ? 'Z' : fields.kind === 'Local' ? '+00:00' : '';
}

function offsetText(offset: bigint, count: number): string {
  const minutes = Math.abs(Number(offset / 600_000_000n));
  const sign = offset < 0n ? '-' : '+';
  const hours = Math.floor(minutes / 60);
  if (count === 1) return sign + hours;
  return `${sign}${padded(hours, 2)}${count === 2 ? '' : `:${padded(minutes % 60, 2)}`}`;
}

/** ToString(format) of a TimeSpan: c, g, G and custom formats. @throws FormatException */
export function formatSpan(ticks: bigint, format: string | null): string {
  const negative = ticks < 0n;
  const magnitude = negative ? -ticks : ticks;
  const days = magnitude / day;
  const seconds = Number((magnitude % day) / second);
  const fraction = (magnitude % second).toString().padStart(7, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  const s = seconds % 60;
  const sign = negative ? '-' : '';
  if (format === null || format === '' || 'cCtT'.includes(format)) {
    const time = `${padded(h, 2)}:${padded(m, 2)}:${padded(s, 2)}`;
    return `${sign}${days > 0n ? `${days}.` : ''}${time}${fraction === '0000000' ? '' : `.${fraction}`}`;
  }
  if (format === 'g') {
    const short = fraction.replace(/0+$/, '');
    return `${sign}${days > 0n ? `${days}:` : ''}${h}:${padded(m, 2)}:${padded(s, 2)}${short === '' ? '' : `.${short}`}`;
  }
  if (format === 'G') return `${sign}${days}:${padded(h, 2)}:${padded(m, 2)}:${padded(s, 2)}.${fraction}`;
  if (format.length === 1) throw badFormat();
  const letters: Readonly<Record<string, (count: number) => string>> = {
    d: (n) => days.toString().padStart(n, '0'),
    h: (n) => padded(h, n),
    m: (n) => padded(m, n),
    s: (n) => padded(s, n),
    f: (n) => fraction.slice(0, n),
    F: (n) => fraction.slice(0, n).replace(/0+$/, ''),
  };
  let out = '';
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? '';
    if (c === "'" || c === '"') {
      const close = format.indexOf(c, i + 1);
      if (close < 0) throw badFormat();
      out += format.slice(i + 1, close);
      i = close + 1;
    } else if (c === '\\') {
      out += format[i + 1] ?? '';
      i += 2;
    } else if (c === '%') i += 1;
    else {
      let count = 1;
      while (format[i + count] === c) count += 1;
      const write = letters[c];
      if (write === undefined || count > (c === 'd' ? 8 : 'fF'.includes(c) ? 7 : 2)) throw badFormat();
      out += write(count);
      i += count;
    }
  }
  return out;
}
