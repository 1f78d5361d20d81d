import { dotnetError } from '../errors.ts';
import { argumentNull } from './collection.ts';
import { TimeSpan } from './time.ts';
import { parseTimeSpan } from './time-parse.ts';

/** Ticks of one of each field of a custom TimeSpan format. */
const units: Readonly<Record<string, bigint>> = {
  d: 864_000_000_000n,
  h: 36_000_000_000n,
  m: 600_000_000n,
  s: 10_000_000n,
};

const badFormat = () => dotnetError('FormatException', 'Input string was not in a correct format.');

/**
 * TimeSpan.ParseExact: the standard formats `c`, `g` and `G`, or a custom one of `d h m s f F`, escaped characters and quoted
 * texts (custom TimeSpan format strings of .NET). @throws FormatException
 */
export function parseSpanExact(text: string | null, format: string): TimeSpan {
  if (text === null) throw argumentNull('input');
  if (['c', 't', 'T', 'g', 'G'].includes(format)) return parseTimeSpan(text);
  let at = 0;
  let ticks = 0n;
  for (const [part] of format.matchAll(/\\.|'[^']*'|"[^"]*"|%|([dhmsfF])\1*|./gsu)) {
    const field = part.charAt(0);
    if (part === '%') continue;
    const literal = field === '\\' ? part.slice(1) : /^['"]/.test(part) ? part.slice(1, -1) : null;
    if (literal !== null) {
      if (!text.startsWith(literal, at)) throw badFormat();
      at += literal.length;
      continue;
    }
    const digits = new RegExp(part.length === 1 && field !== 'f' ? '\\d+' : `\\d{${part.length}}`, 'y');
    digits.lastIndex = at;
    const found = digits.exec(text)?.[0];
    const unit = units[field];
    if (found === undefined && field !== 'F') throw badFormat();
    at += found?.length ?? 0;
    if (unit !== undefined) ticks += BigInt(found ?? 0) * unit;
    else if (field === 'f' || field === 'F') ticks += BigInt((found ?? '').padEnd(7, '0').slice(0, 7));
    else throw badFormat();
  }
  if (at !== text.length) throw badFormat();
  return new TimeSpan(ticks);
}
