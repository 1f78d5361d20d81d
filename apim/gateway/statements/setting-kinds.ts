import { conditionOf, textOf, type Value } from '../expression/index.ts';

/** A kind of value that an attribute or a text may have. */
export type SettingKind<T> = {
  /** How a fault names it: "a whole number from 1 to 50". */
  readonly what: string;
  /** The value of a text, or undefined when the text is none. */
  readonly ofText: (text: string) => T | undefined;
  /** The value of what an expression gave, or undefined when it is of no use. */
  readonly ofValue: (value: Value) => T | undefined;
};

/** Any text; an expression's value is written as APIM writes it. */
export const text: SettingKind<string> = { what: 'a text', ofText: (given) => given, ofValue: textOf };

/** A text that says something. */
export const name: SettingKind<string> = byText('a text that is not empty', (given) =>
  given.trim() === '' ? undefined : given,
);

/** `true` or `false`, in any casing, as .NET parses them. */
export const bool: SettingKind<boolean> = {
  what: '"true" or "false"',
  ofText: (given) => BOOLEANS[given.trim().toLowerCase()],
  ofValue: conditionOf,
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** A whole number, within bounds if any are given. */
export function integer(min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): SettingKind<number> {
  return byText(bounded('a whole number', min, max), (given) => {
    const value = Number(given.trim());
    return /^[+-]?\d+$/.test(given.trim()) && value >= min && value <= max ? value : undefined;
  });
}

/** A number, with or without a fraction. */
export function decimal(min = Number.NEGATIVE_INFINITY): SettingKind<number> {
  return byText(bounded('a number', min, Number.POSITIVE_INFINITY), (given) => {
    const value = Number(given.trim());
    return given.trim() !== '' && Number.isFinite(value) && value >= min ? value : undefined;
  });
}

/** One of a few words, exactly as the reference writes them. */
export function oneOf<const W extends string>(...words: readonly W[]): SettingKind<W> {
  const what = words.map((word) => `"${word}"`).join(' or ');
  return byText(what, (given) => words.find((word) => word === given.trim()));
}

/** Seconds, as a number or as a .NET TimeSpan (`00:05:00`). */
export const seconds: SettingKind<number> = byText('a number of seconds', (given) => {
  const span = /^(?:(\d+)\.)?(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/.exec(given.trim());
  if (span === null) return decimal(0).ofText(given);
  const [, days = '0', hours = '0', minutes = '0', rest = '0'] = span;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
});

/** A point in time in milliseconds; `yyyy-MM-ddTHH:mm:ssZ`. */
export const instant: SettingKind<number> = byText(
  'a date and time such as "2024-01-31T00:00:00Z"',
  (given) => {
    const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(given.trim());
    const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(given.trim()) ? given.trim() : `${given.trim()}Z`);
    return isIso && Number.isFinite(time) ? time : undefined;
  },
);

/** An HTTP status code. */
export const statusCode: SettingKind<number> = integer(100, 999);

/** Whatever an expression gives, as it is; a literal is a text. */
export const value: SettingKind<Value> = {
  what: 'a value',
  ofText: (given) => given,
  ofValue: (given) => given,
};

/** A kind whose expression values are read as their text. */
export function byText<T>(what: string, ofText: (given: string) => T | undefined): SettingKind<T> {
  return { what, ofText, ofValue: (given) => ofText(textOf(given)) };
}

function bounded(what: string, min: number, max: number): string {
  const from = Number.isSafeInteger(min) && min !== Number.MIN_SAFE_INTEGER ? ` from ${min}` : '';
  const to = Number.isSafeInteger(max) && max !== Number.MAX_SAFE_INTEGER ? ` to ${max}` : '';
  return what + from + to;
}
