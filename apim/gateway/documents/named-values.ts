import { suggestion } from '../statements/nearest.ts';
import type { Placeholder } from './placeholders.ts';
import type { Problem } from './problem.ts';
import { type Shift, Source } from './source.ts';

/** Named values by name; undefined when none are known, as when documents are only checked: any name is then taken. */
export type NamedValues = ReadonlyMap<string, string> | undefined;

/** A document with its named values put in. */
export type Substituted = {
  readonly source: Source;
  readonly problems: readonly Problem[];
  /** What was taken on trust: `named value NAME`, `placeholder TEXT`. */
  readonly assumed: ReadonlySet<string>;
  /** The stretches of the text that came from what was taken on trust. */
  readonly assumedAt: readonly (readonly [start: number, end: number])[];
};

/** Names hold letters, digits, `.`, `-` and `_` (api-management-howto-properties, "Named value name"). */
const REFERENCE = /\{\{([A-Za-z0-9._-]{1,256})\}\}/g;
/** Liquid writes its outputs the same way; what is no named value there is Liquid's (set-body-policy, "Using Liquid"). */
const LIQUID = /\btemplate\s*=\s*["'][Ll]iquid["']/;
const TEMPLATED = ['set-body', 'publish-to-dapr', 'invoke-dapr-binding'];
/** Stands for a value that is not known: it is a text, a number, and an expression. */
const ASSUMED_VALUE = '1';

/**
 * Puts named values into a document's text, before anything is parsed, as API Management does. Placeholders of deploying
 * tools, if any are given, are taken on trust.
 */
export function substituteNamedValues(
  file: string,
  original: string,
  values: NamedValues,
  placeholders: readonly Placeholder[] = [],
): Substituted {
  const exempt = [
    rangesOf(original, '<!--', '-->', () => true),
    ...TEMPLATED.map((name) =>
      rangesOf(original, `<${name}`, `</${name}`, (found) => LIQUID.test(found.slice(0, found.indexOf('>')))),
    ),
  ];
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
  for (const { start, end, name, known } of referencesIn(original, values, placeholders)) {
    const isExempt = exempt.some((ranges) => isWithin(ranges, start));
    if (known === undefined && isExempt) continue;
    if (known === undefined && values !== undefined) {
      unknown.push({ name, offset: start });
      continue;
    }
    text += original.slice(copied, start);
    const value = known ?? { text: ASSUMED_VALUE, assumed: `named value ${name}` };
    if (value.assumed !== undefined) {
      assumed.add(value.assumed);
      assumedAt.push([text.length, text.length + value.text.length]);
    }
    shifts.push({ at: text.length, original: start, fixed: true });
    text += value.text;
    copied = end;
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

type Reference = {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** What stands there instead, and what it was taken on trust as; absent for a named value that is not there. */
  readonly known: { readonly text: string; readonly assumed?: string } | undefined;
};

function referencesIn(
  original: string,
  values: NamedValues,
  placeholders: readonly Placeholder[],
): Iterable<Reference> {
  const named = original.matchAll(REFERENCE).map((match): Reference => {
    const name = match[1] ?? '';
    const value = values?.get(name);
    const end = match.index + match[0].length;
    return { start: match.index, end, name, known: value === undefined ? undefined : { text: value } };
  });
  if (placeholders.length === 0) return named;
  const written = placeholders.map(({ start, end, text, isDirective }): Reference => {
    const known = { text: isDirective ? '' : ASSUMED_VALUE, assumed: `placeholder ${text}` };
    return { start, end, name: text, known };
  });
  return [...named, ...written].sort((a, b) => a.start - b.start);
}

type Range = readonly [start: number, end: number];

/** Stretches from one mark to the next other one; regular expressions would look for a missing end again and again. */
function rangesOf(text: string, from: string, to: string, counts: (found: string) => boolean): Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf(from); start !== -1; ) {
    const end = text.indexOf(to, start);
    if (end === -1) break;
    if (counts(text.slice(start, end))) ranges.push([start, end]);
    start = text.indexOf(from, end);
  }
  return ranges;
}

/** Whether an offset is in one of the ranges, which are in order. */
function isWithin(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end] = ranges[middle] as Range;
    if (offset < start) high = middle - 1;
    else if (offset >= end) low = middle + 1;
    else return true;
  }
  return false;
}
