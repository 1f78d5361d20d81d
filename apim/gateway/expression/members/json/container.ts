import { dotnetError } from '../../errors.ts';
import { t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { JArray, JContainer, JObject, JProperty, JToken } from '../../values/json.ts';
import { contentToken, descendants, tokenOf } from '../../values/json-convert.ts';
import { JValue } from '../../values/json-value.ts';
import { weighed } from '../../values/json-weight.ts';
import { put } from './array.ts';
import { addTo } from './object.ts';
import { MergeSettings } from './settings.ts';
import { child, listed, tokens } from './token.ts';

/** What Add takes, by what it is added to. @throws ArgumentException for a property, which has one value */
function addContent(self: JContainer, content: Value, call: Call): void {
  if (self instanceof JObject) addTo(self, content, call);
  else if (self instanceof JArray) put(self, content, call);
  else throw dotnetError('JsonException', 'Newtonsoft.Json.Linq.JProperty cannot have multiple values.');
}

export const container = defineType('JContainer', {
  bases: ['JToken'],
  members: {
    'int Count': (self: JContainer) => self.children().length,
    'IEnumerable<JToken> Descendants()': (self: JContainer) => tokens(() => descendants(self, false)),
    'IEnumerable<JToken> DescendantsAndSelf()': (self: JContainer) => tokens(() => descendants(self, true)),
    'void RemoveAll()': (self: JContainer) => {
      for (const item of [...self.children()]) self.removeChild(item);
      return null;
    },
    'void Merge(object content, JsonMergeSettings settings)': (
      self: JContainer,
      [content, settings]: [Value, MergeSettings | null],
      call: Call,
    ) => {
      merge(self, content, settings ?? new MergeSettings(), call);
      return null;
    },
    'void Add(object content)': (self: JContainer, [content]: [Value], call: Call) => {
      addContent(self, content, call);
      return null;
    },
    'void ReplaceAll(object content)': (self: JContainer, [content]: [Value], call: Call) => {
      for (const item of [...self.children()]) self.removeChild(item);
      addContent(self, content, call);
      return null;
    },
    'void Merge(object content)': (self: JContainer, [content]: [Value], call: Call) => {
      merge(self, content, new MergeSettings(), call);
      return null;
    },
  },
});

/** Objects are merged by property, arrays as the settings say. */
function merge(into: JContainer, content: Value, settings: MergeSettings, call: Call): void {
  call.run.step();
  if (into instanceof JArray && content instanceof JArray) mergeArray(into, content, settings, call);
  if (!(into instanceof JObject) || !(content instanceof JObject)) return;
  for (const property of content.children()) {
    const known = into.get(property.name);
    const isNull = property.value instanceof JValue && property.value.value === null;
    if (known instanceof JContainer && known.kind === property.value.kind)
      merge(known, property.value, settings, call);
    else if (!isNull || known === null || settings.mergesNull)
      into.set(property.name, weighed(property.value, call.run).clone());
  }
}

function mergeArray(into: JArray, content: JArray, settings: MergeSettings, call: Call): void {
  if (settings.arrays === 'Replace') for (const item of [...into.items]) into.removeChild(item);
  content.items.forEach((item, i) => {
    const known = into.items[i];
    const isKnown = settings.arrays === 'Union' && into.items.some((other) => equal(other, item, call));
    if (settings.arrays === 'Merge' && known instanceof JContainer && known.kind === item.kind)
      merge(known, item, settings, call);
    else if (settings.arrays === 'Merge' && known !== undefined) into.set(i, weighed(item, call.run).clone());
    else if (!isKnown) into.add(weighed(item, call.run).clone());
  });
}

function equal(a: JToken, b: JToken, call: Call): boolean {
  call.run.step();
  return a.deepEquals(b);
}

export const property = defineType('JProperty', {
  bases: ['JContainer'],
  constructors: {
    '(string name, object content)': (_: null, [name, content]: [string, Value], call: Call) =>
      new JProperty(name, contentToken(content, call.run)),
    '(string name, params object[] content)': (
      _: null,
      [name, content]: [string, CsArray | null],
      call: Call,
    ) =>
      new JProperty(
        name,
        content === null || content.items.length === 0 ? new JValue(null) : tokenOf(content, call.run),
      ),
  },
  members: {
    'string Name': (self: JProperty) => self.name,
    'JToken Value': (self: JProperty) => self.value,
  },
  setters: {
    'JToken Value': (self: JProperty, [value]: [JToken | null]) => {
      self.setValue(value ?? new JValue(null));
      return null;
    },
  },
});

/** What Children gives: indexed by a key it takes that child of each token. */
export const enumerable = defineType('JEnumerable<T>', {
  kind: 'interface',
  bases: ['IEnumerable<T>'],
  members: {
    'IEnumerable<JToken> this[object key]': (self: Value, [key]: [Value], call: Call) =>
      listed(
        t.JToken,
        toItems(self, call.run)
          .flatMap((item) => (item instanceof JToken ? [child(item, key)] : []))
          .filter((item) => item !== null),
      ),
  },
});
