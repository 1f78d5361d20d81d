import { dayNames, monthNames, standardDateFormats } from '../../expression/index.ts';

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** One entry a format letter; the run's length chooses the form. */
const PARTS: Readonly<Record<string, (date: Date, width: number) => string>> = {
  y: (date, width) =>
    width <= 2 ? pad(date.getUTCFullYear() % 100, width) : pad(date.getUTCFullYear(), width),
  M: (date, width) => named(monthNames, date.getUTCMonth(), width) ?? pad(date.getUTCMonth() + 1, width),
  d: (date, width) => named(dayNames, date.getUTCDay(), width) ?? pad(date.getUTCDate(), width),
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

/** Writes a date in UTC as `DateTime.ToString(format, CultureInfo.InvariantCulture)` would; a format that .NET refuses is taken as it stands. */
export function formatNetDate(date: Date, format: string): string {
  const custom = format.length === 1 ? (standardDateFormats[format] ?? format) : format;
  return custom.replaceAll(
    /'([^']*)'|"([^"]*)"|\\(.)|%?(y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|z+|K)/g,
    (whole, single?: string, double?: string, escaped?: string, run?: string) =>
      single ?? double ?? escaped ?? (run && PARTS[run.charAt(0)]?.(date, run.length)) ?? whole,
  );
}
