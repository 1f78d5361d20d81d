export type Test = (code: number) => boolean;

const isDigit: Test = (code) =>
  code < 128 ? code >= 48 && code <= 57 : /\p{Nd}/u.test(String.fromCharCode(code));

export const isWord: Test = (code) =>
  code < 128
    ? (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
    : /[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u.test(String.fromCharCode(code));

const isSpace: Test = (code) =>
  code < 128
    ? code === 32 || (code >= 9 && code <= 13)
    : /[\s\x85]/.test(String.fromCharCode(code)) && code !== 0xfeff;

export const classes: Readonly<Record<string, Test>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};

export function any(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (code) => tests.some((test) => test(code));
}

export function range(found: RegExpExecArray): [number, number] {
  if (found[0] === '*') return [0, Number.POSITIVE_INFINITY];
  if (found[0] === '+') return [1, Number.POSITIVE_INFINITY];
  if (found[0] === '?') return [0, 1];
  const least = Number(found[1]);
  if (found[2] === undefined) return [least, least];
  return [least, found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])];
}

export function fold(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

export function foldedTest(code: number): Test {
  const folded = fold(code);
  return (other) => fold(other) === folded;
}

export function foldedRange(from: number, to: number): Test {
  return (code) => {
    if (code >= from && code <= to) return true;
    const lower = fold(code);
    if (lower >= from && lower <= to) return true;
    const upper = String.fromCharCode(code).toUpperCase();
    return upper.length === 1 && upper.charCodeAt(0) >= from && upper.charCodeAt(0) <= to;
  };
}

/** The few named blocks that patterns use. */
export function blockPattern(name: string): string {
  const blocks: Readonly<Record<string, string>> = {
    IsBasicLatin: '[\\0-\\x7f]',
    IsLatin1Supplement: '[\\x80-\\xff]',
    IsGreek: '[\\u0370-\\u03ff]',
    IsCyrillic: '[\\u0400-\\u04ff]',
  };
  const pattern = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  if (pattern === undefined) throw new SyntaxError(name);
  return pattern;
}
