import { replaceByPattern } from '../../expression/index.ts';
import { formatNetDate } from '../text/net-date.ts';

/** A filter: the value before the bar, then the arguments after the colon. */
export type LiquidFilter = (value: unknown, ...rest: unknown[]) => unknown;

/**
 * "Configured in C# mode": filter names are in Pascal casing (set-body-policy, Supported Liquid filters). This table
 * names those of the reference page, and DotLiquid's others, by the filter of the same meaning in liquidjs.
 */
export const FILTER_ALIASES: Readonly<Record<string, string>> = {
  Abs: 'abs',
  Append: 'append',
  AtLeast: 'at_least',
  AtMost: 'at_most',
  Capitalize: 'capitalize',
  Ceil: 'ceil',
  Compact: 'compact',
  Concat: 'concat',
  Default: 'default',
  DividedBy: 'divided_by',
  Downcase: 'downcase',
  Escape: 'escape',
  EscapeOnce: 'escape_once',
  First: 'first',
  Floor: 'floor',
  H: 'escape',
  Join: 'join',
  Last: 'last',
  Lstrip: 'lstrip',
  Map: 'map',
  Minus: 'minus',
  Modulo: 'modulo',
  NewlineToBr: 'newline_to_br',
  Plus: 'plus',
  Prepend: 'prepend',
  Remove: 'remove',
  Reverse: 'reverse',
  Round: 'round',
  Rstrip: 'rstrip',
  Size: 'size',
  Slice: 'slice',
  Sort: 'sort',
  Split: 'split',
  Strip: 'strip',
  StripHtml: 'strip_html',
  StripNewlines: 'strip_newlines',
  Times: 'times',
  Truncate: 'truncate',
  TruncateWords: 'truncatewords',
  Uniq: 'uniq',
  Upcase: 'upcase',
  UrlDecode: 'url_decode',
  UrlEncode: 'url_encode',
  Where: 'where',
};

/** The filters that mean something else in .NET. */
export const NET_FILTERS: Readonly<Record<string, LiquidFilter>> = {
  // "Using a date filter requires the use of Pascal casing and C# date formatting" (set-body-policy).
  Date: (value, format) => {
    const date = dateOf(value);
    return date === undefined || typeof format !== 'string' || format === ''
      ? value
      : formatNetDate(date, format);
  },
  // patterns of .NET: Replace and ReplaceFirst are Regex.Replace (DotLiquid, StandardFilters), and generated templates
  // for SOAP backends escape quotes with them; only Replace reads $1 in its replacement
  Replace: (value, pattern, replacement = '') => replaced(value, pattern, replacement, 'all'),
  ReplaceFirst: (value, pattern, replacement = '') => replaced(value, pattern, replacement, 'first'),
  RemoveFirst: (value, pattern) => replaced(value, pattern, '', 'first'),
  Currency: (value) => {
    const amount = Number(value);
    return Number.isNaN(amount)
      ? value
      : new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount);
  },
};

/** A date of a body: written as `mm/dd/yyyy hh:mm:ss`, and a date to the Date filter. */
export class NetDate {
  readonly date: Date;
  constructor(date: Date) {
    this.date = date;
  }
  toString(): string {
    return formatNetDate(this.date, 'MM/dd/yyyy HH:mm:ss');
  }
}

const MICROSOFT_DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/** The date that a value holds: a Date, an ISO 8601 text, `/Date(1198908717056)/`, `now` or `today`. */
export function dateOf(value: unknown): Date | undefined {
  if (value instanceof NetDate) return value.date;
  if (value instanceof Date) return value;
  if (typeof value !== 'string') return undefined;
  const milliseconds = MICROSOFT_DATE.exec(value)?.[1];
  if (milliseconds !== undefined) return new Date(Number(milliseconds));
  const withZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(value) || !/T/.test(value) ? value : `${value}Z`;
  const time = Date.parse(withZone);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** A text that reads as a date and a time, in the form that the reference page gives for it. */
export function dated(value: unknown): unknown {
  if (typeof value !== 'string' || !/^(?:\/Date\(-?\d+|\d{4}-\d\d-\d\dT\d\d:\d\d)/.test(value)) return value;
  const date = dateOf(value);
  return date === undefined ? value : new NetDate(date);
}

function replaced(value: unknown, pattern: unknown, replacement: unknown, which: 'all' | 'first'): unknown {
  const input = String(value ?? '');
  const text = String(pattern ?? '');
  return input === '' || text === ''
    ? value
    : replaceByPattern(input, text, String(replacement ?? ''), which);
}
