import { t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { JArray, JContainer, JObject, JProperty, JToken } from '../../values/json.ts';
import { contentToken, descendants, tokenOf } from '../../values/json-convert.ts';
import { JValue } from '../../values/json-value.ts';
import { child, listed, tokens } from './token.ts';

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
    'void Merge(object content)': (self: JContainer, [content]: [Value]) => {
      merge(self, content);
      return null;
    },
  },
});

/** Newtonsoft's defaults: objects are merged, arrays concatenated. */
function merge(into: JContainer, content: Value): void {
  if (into instanceof JArray && content instanceof JArray)
    for (const item of content.items) into.add(item.clone());
  if (!(into instanceof JObject) || !(content instanceof JObject)) return;
  for (const property of content.children()) {
    const known = into.get(property.name);
    if (known instanceof JContainer && known.kind === property.value.kind) merge(known, property.value);
    else if (!(property.value instanceof JValue && property.value.value === null) || known === null)
      into.set(property.name, property.value.clone());
  }
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
