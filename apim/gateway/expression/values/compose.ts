import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { textOf } from './object.ts';

/** string.Format: `{index,alignment:format}`. @throws FormatException */
export function composeText(format: string, args: readonly Value[], run: Run): string {
  let out = '';
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? '';
    if ((c === '{' || c === '}') && format[i + 1] === c) {
      out += c;
      i += 2;
      continue;
    }
    if (c === '}') throw malformed(i);
    if (c !== '{') {
      out += c;
      i += 1;
      continue;
    }
    const item = /\{(\d{1,6})\s*(?:,\s*(-?\d{1,6})\s*)?(?::((?:[^{}])*))?\}/y;
    item.lastIndex = i;
    const found = item.exec(format);
    if (found === null) throw malformed(i);
    const index = Number(found[1]);
    if (index >= args.length)
      throw dotnetError(
        'FormatException',
        'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
      );
    const text = textOf(args[index] ?? null, found[3] ?? null);
    const width = Number(found[2] ?? 0);
    run.allocate(Math.abs(width));
    out += width < 0 ? text.padEnd(-width) : text.padStart(width);
    i += found[0].length;
  }
  return run.text(out);
}

function malformed(offset: number) {
  return dotnetError(
    'FormatException',
    `Input string was not in a correct format. Failure to parse near offset ${offset}. Unexpected closing brace without a corresponding opening brace.`,
  );
}
