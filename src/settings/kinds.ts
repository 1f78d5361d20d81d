import { z } from 'zod';
import type { Setting } from './read.ts';

/** What a setting is told beside its kind. */
interface Words {
  readonly about: string;
  readonly otherwise: string;
}

/** A whole number in a closed range; `unit` follows it in the words, such as "milliseconds". */
export function wholeNumber(least: number, most: number, unit: string, words: Words): Setting<number> {
  const schema = z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
  return { schema, expects: `a whole number from ${least} to ${most}${unit && ` (${unit})`}`, ...words };
}

/** A TCP port. 0 is not taken: who calls the port must know it. */
export function port(words: Words): Setting<number> {
  return { ...wholeNumber(1, 65_535, '', words), expects: 'a port from 1 to 65535' };
}

/** One of a closed set of words. */
export function oneOf<const Word extends string>(allowed: readonly Word[], words: Words): Setting<Word> {
  return { schema: z.enum(allowed), expects: allowed.join(', ').replace(/, ([^,]*)$/, ' or $1'), ...words };
}

/** Text with a least length. */
export function text(expects: string, words: Words, least = 1): Setting<string> {
  return { schema: z.string().min(least), expects, ...words };
}

/** A comma-separated list of at least one entry. */
export function list(expects: string, words: Words): Setting<readonly string[]> {
  const schema = z
    .string()
    .transform((value) => value.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.string()).min(1));
  return { schema, expects: `${expects}, or several separated by commas`, ...words };
}

/** An http or https URL, without a trailing slash. */
export function httpUrl(words: Words): Setting<string> {
  const schema = z
    .url({ protocol: /^https?$/ })
    .transform((value) => (value.endsWith('/') ? value.slice(0, -1) : value));
  return { schema, expects: 'an http or https URL', ...words };
}

/** The connection string of a PostgreSQL-compatible database. */
export function databaseUrl(words: Words): Setting<string> {
  const schema = z
    .string()
    .refine((value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol));
  return { schema, expects: 'a URL such as postgresql://user@host:26257/movr', ...words };
}

/** A GUID, in any case; kept in lower case. */
export function guid(words: Words): Setting<string> {
  return {
    schema: z.guid().transform((value) => value.toLowerCase()),
    expects: 'a GUID',
    ...words,
  };
}
