import type { Run } from '../../run.ts';
import type { Value } from '../../value.ts';
import { argumentNull, type Delegate, stringArray } from '../../values/collection.ts';
import { textOf } from '../../values/object.ts';
import type { Match, Regex } from './matching.ts';

/** `$1 ${name} $$ $& $` $' $+ $_` in a replacement. */
export function expand(template: string, match: Match): string {
  return template.replace(
    /\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g,
    (whole, number: string | undefined, name: string | undefined, special: string | undefined) => {
      if (special !== undefined) return expandSpecial(special, match);
      const names = match.regex?.names ?? [];
      const index =
        name === undefined ? Number(number) : /^\d+$/.test(name) ? Number(name) : names.indexOf(name);
      return index < 0 || index >= names.length ? whole : match.group(index).value;
    },
  );
}

function expandSpecial(special: string, match: Match): string {
  switch (special) {
    case '$':
      return '$';
    case '&':
      return match.value;
    case '`':
      return match.input.slice(0, match.start);
    case "'":
      return match.input.slice(match.end);
    case '_':
      return match.input;
    default:
      return match.group((match.regex?.names.length ?? 1) - 1).value;
  }
}

export function replaceAll(
  regex: Regex,
  input: string | null,
  by: (match: Match) => string,
  count: number,
  run: Run,
): string {
  if (input === null) throw argumentNull('input');
  const parts: string[] = [];
  let at = 0;
  let size = 0;
  let done = 0;
  for (const match of regex.matches(input, run)) {
    if (count >= 0 && done >= count) break;
    done += 1;
    const part = input.slice(at, match.start) + by(match);
    size += part.length;
    run.allocate(size, part.length);
    parts.push(part);
    at = match.end;
  }
  return run.text(parts.join('') + input.slice(at));
}

export function split(regex: Regex, input: string | null, run: Run): Value {
  if (input === null) throw argumentNull('input');
  const parts: string[] = [];
  let at = 0;
  for (const match of regex.matches(input, run)) {
    parts.push(input.slice(at, match.start));
    for (let i = 1; i < regex.names.length; i++) if (match.group(i).success) parts.push(match.group(i).value);
    at = match.end;
  }
  return stringArray([...parts, input.slice(at)]);
}

export const evaluated = (f: Delegate, run: Run) => (match: Match) => textOf(f.invoke(run, [match]));
