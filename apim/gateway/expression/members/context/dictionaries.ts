import type { HeaderLookup } from '../../context.ts';
import { arrayOf, named, t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { TypeRef, Value, View } from '../../value.ts';
import { argumentNull, CsArray, CsList, KeyValuePair, stringArray } from '../../values/collection.ts';
import { Dictionary } from '../../values/dictionary.ts';
import { textOf } from '../../values/object.ts';
import { DateTime } from '../../values/time.ts';

/** Headers, query and variables as APIM gives them: read-only, looked up when asked. */
class LookupDictionary extends Dictionary {
  readonly lookup: HeaderLookup;
  constructor(lookup: HeaderLookup) {
    super(t.string, arrayOf(t.string), 'ignoreCase', 'ValuesDictionary');
    this.lookup = lookup;
  }

  override get size(): number {
    return [...this.lookup.entries()].length;
  }

  override has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  override find(key: Value): Value | undefined {
    if (key === null) throw argumentNull('key');
    const values = this.lookup.get(textOf(key));
    return values === undefined ? undefined : stringArray(values);
  }

  override keys(): Value[] {
    return [...this.lookup.entries()].map(([name]) => name);
  }

  override values(): Value[] {
    return [...this.lookup.entries()].map(([, values]) => stringArray(values));
  }

  override *pairs(): Generator<KeyValuePair, void> {
    for (const [name, values] of this.lookup.entries())
      yield new KeyValuePair(name, stringArray(values), t.string, arrayOf(t.string));
  }
}

/** context.Variables over the gateway's own map. */
export class VariablesDictionary extends Dictionary {
  readonly map: ReadonlyMap<string, Value>;
  constructor(map: ReadonlyMap<string, Value>, valueType: TypeRef, name: string) {
    super(t.string, valueType, 'exact', name);
    this.map = map;
  }

  override get size(): number {
    return this.map.size;
  }

  override has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  override find(key: Value): Value | undefined {
    if (key === null) throw argumentNull('key');
    return this.map.get(textOf(key));
  }

  override keys(): Value[] {
    return [...this.map.keys()];
  }

  override values(): Value[] {
    return [...this.map.values()];
  }

  override *pairs(): Generator<KeyValuePair, void> {
    for (const [key, value] of this.map) yield new KeyValuePair(key, value, t.string, this.valueType);
  }
}

const DICTIONARY = Symbol('dictionary');

/**
 * One dictionary for each map of the gateway, so that it is built once a request. Kept with the map and not in a WeakMap:
 * what an old WeakMap holds of a request lives until the next full collection, as its values lead back to their keys.
 */
export function once(source: object & { [DICTIONARY]?: Dictionary }, make: () => Dictionary): Dictionary {
  const known = source[DICTIONARY];
  if (known !== undefined) return known;
  const made = make();
  if (Object.isExtensible(source)) source[DICTIONARY] = made;
  return made;
}

export const lookupOf = (source: HeaderLookup) => once(source, () => new LookupDictionary(source));

export const textMap = (source: ReadonlyMap<string, string>) =>
  once(source, () => new VariablesDictionary(source, t.string, 'TextDictionary'));

export const views = (items: readonly View[], type: string) => new CsList(named(type), [...items]);

export const moment = (milliseconds: number | null | undefined): Value =>
  milliseconds === null || milliseconds === undefined ? null : DateTime.fromUnix(milliseconds);

/** `string.Join(",", values)` of a header, query parameter or claim, or the default. */
function joined(self: Dictionary | null, key: Value, fallback: Value): Value {
  if (self === null) throw argumentNull('dictionary');
  const values = self.find(key);
  return values instanceof CsArray ? values.items.map((value) => textOf(value)).join(',') : fallback;
}

export const view = (name: string, members: Parameters<typeof defineType>[1]['members']) =>
  defineType(name, { kind: 'interface', members: members ?? {} });

export const named_ = {
  Id: (self: { readonly Id: string }) => self.Id,
  Name: (self: { readonly Name: string }) => self.Name,
};

/** The name of the parameter is that of the policy toolkit (DictionaryExtensions.cs); documents write it out. */
export const valuesDictionary = defineType('ValuesDictionary<K, V>', {
  kind: 'interface',
  bases: ['IReadOnlyDictionary<K, V>'],
  extensions: {
    'string GetValueOrDefault(K headerName)': (self: Dictionary | null, [key]: [Value]) =>
      joined(self, key, null),
    'string GetValueOrDefault(K headerName, string defaultValue)': (
      self: Dictionary | null,
      [key, fallback]: [Value, Value],
    ) => joined(self, key, fallback),
  },
});

/** GetValueOrDefault<T> casts: another type throws InvalidCastException. */
export const variables = defineType('VariablesDictionary<K, V>', {
  kind: 'interface',
  bases: ['IReadOnlyDictionary<K, V>'],
  extensions: {
    'T GetValueOrDefault<T>(string variableName)': (self: Dictionary, [key]: [string], call: Call) =>
      cast(self.find(key), null, call),
    'T GetValueOrDefault<T>(string variableName, T defaultValue)': (
      self: Dictionary,
      [key, fallback]: [string, Value],
      call: Call,
    ) => cast(self.find(key), fallback, call),
  },
});

const defaults: Readonly<Record<string, Value>> = { int: 0, long: 0n, bool: false };

function cast(value: Value | undefined, fallback: Value, call: Call): Value {
  const type = call.typeOf('T');
  if (value === undefined) return fallback ?? defaults[type.name] ?? null;
  return call.castTo(value, type);
}
