import type { Run } from '../../run.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Char, Value } from '../../value.ts';
import { argumentNull, type CsArray } from '../../values/collection.ts';
import { composeText } from '../../values/compose.ts';
import { enumerate } from '../../values/enumerate.ts';
import { textOf } from '../../values/object.ts';
import { needed, present } from './characters.ts';

export function join(separator: string | null, items: Iterable<Value>, run: Run): string {
  const parts: string[] = [];
  let size = 0;
  for (const item of items) {
    run.step();
    const text = textOf(item);
    size += text.length + (separator?.length ?? 0);
    run.allocate(size, 0);
    parts.push(text);
  }
  return run.text(parts.join(separator ?? ''));
}

const format = (_: null, [text, args]: [string | null, CsArray], call: Call) =>
  composeText(needed(text, 'format'), present(args), call.run);

export const joining: MemberTable = {
  'string Concat(string str0, string str1)': (_: null, [a, b]: [string | null, string | null], call: Call) =>
    call.run.text((a ?? '') + (b ?? '')),
  'string Concat(params string[] values)': (_: null, [values]: [CsArray], call: Call) =>
    join('', values.items, call.run),
  'string Concat(params object[] args)': (_: null, [values]: [CsArray], call: Call) =>
    join('', values.items, call.run),
  'string Concat<T>(IEnumerable<T> values)': (_: null, [values]: [Value], call: Call) =>
    join('', enumerate(values, call.run), call.run),
  'string Join(string separator, params string[] value)': (
    _: null,
    [separator, values]: [string | null, CsArray | null],
    call: Call,
  ) => {
    if (values === null) throw argumentNull('value');
    return join(separator, values.items, call.run);
  },
  'string Join(string separator, params object[] values)': (
    _: null,
    [separator, values]: [string | null, CsArray],
    call: Call,
  ) => join(separator, values.items, call.run),
  'string Join(string separator, string[] value, int startIndex, int count)': (
    _: null,
    [separator, values, start, count]: [string | null, CsArray | null, number, number],
    call: Call,
  ) => join(separator, present(values).slice(start, start + count), call.run),
  'string Join<T>(string separator, IEnumerable<T> values)': (
    _: null,
    [separator, values]: [string | null, Value],
    call: Call,
  ) => join(separator, enumerate(values, call.run), call.run),
  'string Join(char separator, params string[] value)': (
    _: null,
    [separator, values]: [Char, CsArray],
    call: Call,
  ) => join(textOf(separator), values.items, call.run),
  'string Join(char separator, params object[] values)': (
    _: null,
    [separator, values]: [Char, CsArray],
    call: Call,
  ) => join(textOf(separator), values.items, call.run),
  'string Join<T>(char separator, IEnumerable<T> values)': (
    _: null,
    [separator, values]: [Char, Value],
    call: Call,
  ) => join(textOf(separator), enumerate(values, call.run), call.run),
  'string Format(string format, params object[] args)': format,
  'string Format(IFormatProvider provider, string format, params object[] args)': (
    _: null,
    [, text, args]: [Value, string | null, CsArray],
    call: Call,
  ) => format(null, [text, args], call),
};
