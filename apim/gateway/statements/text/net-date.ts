/** .NET's custom date and time format strings, invariant culture, UTC (standard-date-and-time-format-strings). */
const STANDARD: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  O: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
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

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** One entry a format letter; the run's length chooses the form. */
const PARTS: Readonly<Record<string, (date: Date, width: number) => string>> = {
  y: (date, width) =>
    width <= 2 ? pad(date.getUTCFullYear() % 100, width) : pad(date.getUTCFullYear(), width),
  M: (date, width) => named(MONTHS, date.getUTCMonth(), width) ?? pad(date.getUTCMonth() + 1, width),
  d: (date, width) => named(DAYS, date.getUTCDay(), width) ?? pad(date.getUTCDate(), width),
  H: (date, width) => pad(date.getUTCHours(), Math.min(width, 2)),
  h: (date, width) => pad(date.getUTCHours() % 12 || 12, Math.min(width, 2)),
  m: (date, width) => pad(date.getUTCMinutes(), Math.min(width, 2)),
  s: (date, width) => pad(date.getUTCSeconds(), Math.min(width, 2)),
  f: (date, width) => `${pad(date.getUTCMilliseconds(), 3)}0000`.slice(0, width),
  F: (date, width) => `${pad(date.getUTCMilliseconds(), 3)}0000`.slice(0, width).replace(/0+$/, ''),
  t: (date, width) => (date.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, width),
  z: (_, width) => (width === 3 ? '+00:00' : `+${pad(0, width)}`),
  K: () => 'Z',
};

function named(names: readonly string[], index: number, width: number): string | undefined {
  if (width < 3) return undefined;
  const name = names[index] ?? '';
  return width === 3 ? name.slice(0, 3) : name;
}

/** Writes a date as `DateTime.ToString(format, CultureInfo.InvariantCulture)` would. */
export function formatNetDate(date: Date, format: string): string {
  const custom = format.length === 1 ? (STANDARD[format] ?? format) : format;
  return custom.replaceAll(
    /'([^']*)'|"([^"]*)"|\\(.)|%?(y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|z+|K)/g,
    (whole, single?: string, double?: string, escaped?: string, run?: string) =>
      single ?? double ?? escaped ?? (run && PARTS[run.charAt(0)]?.(date, run.length)) ?? whole,
  );
}
