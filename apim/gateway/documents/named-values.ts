import { suggestion } from '../statements/nearest.ts';
import type { Problem } from './problem.ts';
import { type Shift, Source } from './source.ts';

/** Named values by name; undefined when none are known, as when documents are only checked: any name is then taken. */
export type NamedValues = ReadonlyMap<string, string> | undefined;

/** A document with its named values put in. */
export type Substituted = {
  readonly source: Source;
  readonly problems: readonly Problem[];
  /** Names that were taken on trust. */
  readonly assumed: ReadonlySet<string>;
  /** The stretches of the text that came from names taken on trust. */
  readonly assumedAt: readonly (readonly [start: number, end: number])[];
};

/** Names hold letters, digits, `.`, `-` and `_` (api-management-howto-properties, "Named value name"). */
const REFERENCE = /\{\{([A-Za-z0-9._-]{1,256})\}\}/g;
/** Liquid writes its outputs the same way; what is no named value there is Liquid's (set-body-policy, "Using Liquid"). */
const LIQUID = /<set-body\b[^>]*\btemplate\s*=\s*["']liquid["'][^>]*>[\s\S]*?<\/set-body\s*>/g;
const COMMENT = /<!--[\s\S]*?-->/g;
/** Stands for a value that is not known: it is a text, a number, and an expression. */
const ASSUMED_VALUE = '1';

/** Puts named values into a document's text, before anything is parsed, as API Management does. */
export function substituteNamedValues(file: string, original: string, values: NamedValues): Substituted {
  const exempt = [...rangesOf(original, LIQUID), ...rangesOf(original, COMMENT)];
  const problems: Problem[] = [];
  const assumed = new Set<string>();
  const assumedAt: [number, number][] = [];
  const shifts: Shift[] = [];
  const unknown: { name: string; offset: number }[] = [];
  // A byte order mark is no character of the document, and columns do not count it.
  const begin = original.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (begin === 1) shifts.push({ at: 0, original: 1, fixed: false });
  let text = '';
  let copied = begin;
  for (const match of original.matchAll(REFERENCE)) {
    const name = match[1] ?? '';
    const value = values?.get(name);
    const isExempt = exempt.some(([start, end]) => match.index >= start && match.index < end);
    if (value === undefined && isExempt) continue;
    if (value === undefined && values !== undefined) {
      unknown.push({ name, offset: match.index });
      continue;
    }
    text += original.slice(copied, match.index);
    if (value === undefined) {
      assumed.add(name);
      assumedAt.push([text.length, text.length + ASSUMED_VALUE.length]);
    }
    shifts.push({ at: text.length, original: match.index, fixed: true });
    text += value ?? ASSUMED_VALUE;
    copied = match.index + match[0].length;
    shifts.push({ at: text.length, original: copied, fixed: false });
  }
  const source = new Source(file, original, text + original.slice(copied), shifts);
  const onDisk = new Source(file, original, original, []);
  for (const { name, offset } of unknown) {
    const near = suggestion(name, values?.keys() ?? []);
    const message = `there is no named value "${name}"${near}`;
    problems.push({ place: onDisk.placeAt(offset), severity: 'error', message });
  }
  return { source, problems, assumed, assumedAt };
}

function rangesOf(text: string, pattern: RegExp): [number, number][] {
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}
