import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { t } from '../type-ref.ts';
import type { Value } from '../value.ts';
import { Char } from '../value.ts';
import { argumentNull, CsArray, CsList, Grouping, KeyValuePair, Sequence } from './collection.ts';
import { Dictionary, HashSet } from './dictionary.ts';
import { JContainer, JObject, JToken } from './json.ts';
import { byteOf } from './number.ts';
import { typeOf } from './object.ts';

/** The elements of an IEnumerable, one after the other. @throws ArgumentNullException for null */
export function* enumerate(source: Value, run: Run): Generator<Value, void> {
  if (source === null) throw argumentNull('source');
  if (source instanceof CsArray || source instanceof Grouping) yield* source.items;
  else if (source instanceof CsList) yield* listItems(source);
  else if (source instanceof Sequence) yield* { [Symbol.iterator]: () => source.make(run) };
  else if (source instanceof Dictionary) yield* source.pairs();
  else if (source instanceof HashSet) yield* source.values();
  else if (typeof source === 'string')
    for (let i = 0; i < source.length; i++) yield new Char(source.charCodeAt(i));
  else if (source instanceof Uint8Array) for (const byte of source) yield byteOf(byte);
  else if (source instanceof JObject)
    for (const property of source.children())
      yield new KeyValuePair(property.name, property.value, t.string, t.JToken);
  else if (source instanceof JToken) yield* source instanceof JContainer ? source.children() : [];
  else throw dotnetError('InvalidCastException', `'${typeOf(source).name}' cannot be enumerated`);
}

function* listItems(list: CsList): Generator<Value, void> {
  const { version } = list;
  for (let i = 0; i < list.items.length; i++) {
    yield list.items[i] ?? null;
    if (list.version !== version)
      throw dotnetError(
        'InvalidOperationException',
        'Collection was modified; enumeration operation may not execute.',
      );
  }
}

/** All elements at once; each is charged as a step. */
export function toItems(source: Value, run: Run): Value[] {
  if (source === null) throw argumentNull('source');
  if (source instanceof CsArray || source instanceof CsList) {
    run.steppedBy(source.items.length);
    return source.items.slice();
  }
  const items: Value[] = [];
  for (const item of enumerate(source, run)) {
    run.step();
    items.push(item);
  }
  return items;
}
