import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, CsList, Sequence } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { JArray, JProperty, type JToken } from '../../values/json.ts';
import { contentToken, parseToken, tokenOf } from '../../values/json-convert.ts';
import { weighed } from '../../values/json-weight.ts';

export const array = defineType('JArray', {
  bases: ['JContainer', 'IEnumerable<JToken>'],
  constructors: {
    '()': () => new JArray(),
    '(JArray other)': (_: null, [other]: [JArray], call: Call) => weighed(other, call.run).clone(),
    '(params object[] content)': (_: null, [content]: [CsArray], call: Call) => {
      const made = new JArray();
      for (const item of content.items) put(made, item, call);
      return made;
    },
    '(object content)': (_: null, [content]: [Value], call: Call) => {
      const made = new JArray();
      put(made, content, call);
      return made;
    },
  },
  statics: {
    'JArray Parse(string json)': (_: null, [text]: [string | null], call: Call) =>
      parseToken(text, 'JArray', call.run),
    'JArray FromObject(object o)': (_: null, [value]: [Value], call: Call) => {
      const made = tokenOf(value, call.run);
      if (!(made instanceof JArray))
        throw dotnetError(
          'ArgumentException',
          `Object serialized to ${made.kind}. JArray instance expected.`,
        );
      return made;
    },
  },
  members: {
    'int Count': (self: JArray) => self.items.length,
    'JToken this[int index]': (self: JArray, [index]: [number]) => self.at(index),
    'void Add(JToken item)': (self: JArray, [item]: [JToken | null], call: Call) => {
      call.run.allocate(self.items.length + 1, 1);
      self.add(contentToken(item, call.run));
      return null;
    },
    'void Add(object content)': (self: JArray, [content]: [Value], call: Call) => {
      call.run.allocate(self.items.length + 1, 1);
      put(self, content, call);
      return null;
    },
    'void AddFirst(object content)': (self: JArray, [content]: [Value], call: Call) => {
      self.insert(0, contentToken(content, call.run));
      return null;
    },
    'void Insert(int index, JToken item)': (self: JArray, [index, item]: [number, JToken], call: Call) => {
      self.insert(index, contentToken(item, call.run));
      return null;
    },
    'void RemoveAt(int index)': (self: JArray, [index]: [number]) => {
      self.removeChild(self.at(index));
      return null;
    },
    'bool Remove(JToken item)': (self: JArray, [item]: [JToken]) => {
      const found = self.items.includes(item);
      self.removeChild(item);
      return found;
    },
    'void Clear()': (self: JArray) => {
      for (const item of [...self.items]) self.removeChild(item);
      return null;
    },
    'int IndexOf(JToken item)': (self: JArray, [item]: [JToken]) => self.items.indexOf(item),
    'bool Contains(JToken item)': (self: JArray, [item]: [JToken]) => self.items.includes(item),
  },
  setters: {
    'JToken this[int index]': (self: JArray, [index, value]: [number, JToken | null], call: Call) => {
      self.set(index, contentToken(value, call.run));
      return null;
    },
  },
});

/** Adds content: a sequence that is no token or string is added item by item. */
export function put(target: JArray, content: Value, call: Call): void {
  if (content instanceof JProperty)
    throw dotnetError(
      'ArgumentException',
      'Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JArray.',
    );
  if (content instanceof CsArray || content instanceof CsList || content instanceof Sequence)
    for (const item of toItems(content, call.run)) put(target, item, call);
  else target.add(contentToken(content, call.run));
}
