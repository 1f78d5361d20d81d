import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, CsArray, CsList, Sequence } from '../../values/collection.ts';
import { enumerate } from '../../values/enumerate.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { JObject, JProperty, JToken } from '../../values/json.ts';
import { contentToken, parseToken, tokenOf } from '../../values/json-convert.ts';
import { weighed } from '../../values/json-weight.ts';
import { tokens, valuesOf } from './token.ts';

export function addTo(object: JObject, content: Value, call: Call): void {
  if (content instanceof JProperty) object.addProperty(content);
  else if (content instanceof JObject)
    for (const property of content.children()) object.addProperty(weighed(property, call.run).clone());
  else if (
    content !== null &&
    (content instanceof CsArray || content instanceof CsList || content instanceof Sequence)
  )
    for (const item of enumerate(content, call.run)) addTo(object, item, call);
  else
    throw dotnetError(
      'ArgumentException',
      `Can not add ${content instanceof JToken ? `Newtonsoft.Json.Linq.${content.dotnetType.name}` : 'a value'} to Newtonsoft.Json.Linq.JObject.`,
    );
}

const ignoring = (self: JObject, name: string, rule: EnumValue): JToken | null => {
  const exact = self.get(name);
  if (exact !== null || rule.value % 2 === 0) return exact;
  return (
    self.children().find((property) => property.name.toUpperCase() === name.toUpperCase())?.value ?? null
  );
};

export const object = defineType('JObject', {
  bases: ['JContainer', 'IEnumerable<KeyValuePair<string, JToken>>'],
  constructors: {
    '()': () => new JObject(),
    '(params object[] content)': (_: null, [content]: [CsArray], call: Call) => {
      const made = new JObject();
      for (const item of content.items) addTo(made, item, call);
      return made;
    },
  },
  statics: {
    'JObject Parse(string json)': (_: null, [text]: [string | null], call: Call) =>
      parseToken(text, 'JObject', call.run),
    'JObject FromObject(object o)': (_: null, [value]: [Value], call: Call) => {
      if (value === null) throw argumentNull('o');
      const made = tokenOf(value, call.run);
      if (!(made instanceof JObject))
        throw dotnetError(
          'ArgumentException',
          `Object serialized to ${made.kind}. JObject instance expected.`,
        );
      return made;
    },
  },
  members: {
    'int Count': (self: JObject) => self.properties.size,
    'JToken this[string propertyName]': (self: JObject, [name]: [string | null]) =>
      name === null ? null : self.get(name),
    'void Add(string propertyName, JToken value)': (
      self: JObject,
      [name, value]: [string, JToken | null],
      call: Call,
    ) => {
      self.addProperty(new JProperty(name, contentToken(value, call.run)));
      return null;
    },
    'void Add(object content)': (self: JObject, [content]: [Value], call: Call) => {
      addTo(self, content, call);
      return null;
    },
    'void AddFirst(object content)': (self: JObject, [content]: [Value], call: Call) => {
      const before = [...self.children()];
      for (const property of before) self.removeChild(property);
      addTo(self, content, call);
      for (const property of before) self.addProperty(property);
      return null;
    },
    'bool Remove(string propertyName)': (self: JObject, [name]: [string | null]) => {
      const property = self.properties.get(name ?? '');
      if (property !== undefined) self.removeChild(property);
      return property !== undefined;
    },
    'bool ContainsKey(string propertyName)': (self: JObject, [name]: [string | null]) => {
      if (name === null) throw argumentNull('propertyName');
      return self.properties.has(name);
    },
    'bool TryGetValue(string propertyName, out JToken value)': (
      self: JObject,
      [name, out]: [string | null, { value: Value }],
    ) => {
      out.value = self.get(name ?? '');
      return out.value !== null;
    },
    'bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)': (
      self: JObject,
      [name, rule, out]: [string, EnumValue, { value: Value }],
    ) => {
      out.value = ignoring(self, name, rule);
      return out.value !== null;
    },
    'JToken GetValue(string propertyName)': (self: JObject, [name]: [string | null]) => self.get(name ?? ''),
    'JToken GetValue(string propertyName, StringComparison comparison)': (
      self: JObject,
      [name, rule]: [string, EnumValue],
    ) => ignoring(self, name, rule),
    'JProperty Property(string name)': (self: JObject, [name]: [string | null]) =>
      self.properties.get(name ?? '') ?? null,
    'JProperty Property(string name, StringComparison comparison)': (
      self: JObject,
      [name, rule]: [string, EnumValue],
    ) => {
      const found = ignoring(self, name, rule);
      return found?.parent ?? null;
    },
    'IEnumerable<JProperty> Properties()': (self: JObject) =>
      new Sequence(named('JProperty'), () => self.children()[Symbol.iterator]()),
    'IEnumerable<JToken> PropertyValues()': (self: JObject) => tokens(() => valuesOf(self)),
  },
  setters: {
    'JToken this[string propertyName]': (
      self: JObject,
      [name, value]: [string, JToken | null],
      call: Call,
    ) => {
      self.set(name, contentToken(value, call.run));
      return null;
    },
  },
});
