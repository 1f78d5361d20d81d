import { dotnetError } from '../errors.ts';
import { named, t } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { Double } from '../value.ts';
import { argumentNull, CsArray, CsList, Sequence } from '../values/collection.ts';
import { enumerate, toItems } from '../values/enumerate.ts';
import { EnumValue } from '../values/enumeration.ts';
import { JArray, JContainer, JObject, JProperty, JToken, JValue } from '../values/json.ts';
import {
  contentToken,
  descendants,
  parseToken,
  tokenOf,
  tokenToObject,
  tokenValue,
} from '../values/json-convert.ts';
import { selectTokens } from '../values/json-path.ts';
import { quote, writeJson } from '../values/json-write.ts';
import { isNumericKind } from '../values/number.ts';
import { typeOf } from '../values/object.ts';

const structs: ReadonlySet<string> = new Set(['bool', 'DateTime', 'DateTimeOffset', 'TimeSpan', 'Guid']);
const isStruct = (name: string) => isNumericKind(name) || structs.has(name);
const zeros: Readonly<Record<string, Value>> = { int: 0, long: 0n, bool: false, double: new Double(0) };

function scalarOf(token: JToken | null, call: Call): Value {
  const type = call.typeOf('U');
  return tokenValue(token, type, zeros[type.name] ?? null, isStruct(type.name));
}

const written = (token: JToken, indented: boolean, call: Call) => call.run.text(writeJson(token, indented));

function child(self: JToken, key: Value): JToken | null {
  if (self instanceof JObject) {
    if (typeof key !== 'string')
      throw dotnetError(
        'ArgumentException',
        'Accessed JObject values with invalid key value: Object property name expected.',
      );
    return self.get(key);
  }
  if (self instanceof JArray) {
    if (typeof key !== 'number')
      throw dotnetError(
        'ArgumentException',
        `Accessed JArray values with invalid key value: "${String(key)}". Int32 array index expected.`,
      );
    return self.at(key);
  }
  throw dotnetError(
    'InvalidOperationException',
    `Cannot access child value on ${typeOf(self).name === 'JProperty' ? 'Newtonsoft.Json.Linq.JProperty' : 'Newtonsoft.Json.Linq.JValue'}.`,
  );
}

const tokens = (items: () => Iterable<JToken>) => new Sequence(t.JToken, () => items()[Symbol.iterator]());
const listed = (type: TypeRef, items: readonly Value[]) => new Sequence(type, () => items[Symbol.iterator]());
const indented = (format: EnumValue) => format.value === 1;

const token = defineType('JToken', {
  bases: ['IEnumerable<JToken>'],
  statics: {
    'JToken Parse(string json)': (_: null, [text]: [string | null], call: Call) =>
      parseToken(text, 'JToken', call.run),
    'JToken FromObject(object o)': (_: null, [value]: [Value], call: Call) => {
      if (value === null) throw argumentNull('o');
      return tokenOf(value, call.run);
    },
    'bool DeepEquals(JToken t1, JToken t2)': (_: null, [a, b]: [JToken | null, JToken | null]) =>
      a === b || (a !== null && b !== null && a.deepEquals(b)),
  },
  members: {
    'JTokenType Type': (self: JToken) => kinds(self),
    'JToken Parent': (self: JToken) => self.parent,
    'JToken Root': (self: JToken) => self.root,
    'string Path': (self: JToken) => self.path,
    'bool HasValues': (self: JToken) => self instanceof JContainer && self.children().length > 0,
    'JToken First': (self: JToken) => (self instanceof JContainer ? (self.children()[0] ?? null) : null),
    'JToken Last': (self: JToken) => (self instanceof JContainer ? (self.children().at(-1) ?? null) : null),
    'JToken Next': (self: JToken) => sibling(self, 1),
    'JToken Previous': (self: JToken) => sibling(self, -1),
    'JToken this[object key]': (self: JToken, [key]: [Value]) => child(self, key),
    'JToken SelectToken(string path)': (self: JToken, [path]: [string], call: Call) =>
      one(selectTokens(self, path, call.run)),
    'JToken SelectToken(string path, bool errorWhenNoMatch)': (
      self: JToken,
      [path, strict]: [string, boolean],
      call: Call,
    ) => {
      const found = one(selectTokens(self, path, call.run));
      if (found === null && strict)
        throw dotnetError('JsonException', `Path '${path}' does not match any token.`);
      return found;
    },
    'IEnumerable<JToken> SelectTokens(string path)': (self: JToken, [path]: [string], call: Call) =>
      listed(t.JToken, selectTokens(self, path, call.run)),
    'JEnumerable<JToken> Children()': (self: JToken) =>
      tokens(() => (self instanceof JContainer ? self.children() : [])),
    'JEnumerable<U> Children<U>()': (self: JToken, _args: [], call: Call) =>
      listed(
        call.typeOf('U'),
        (self instanceof JContainer ? [...self.children()] : []).filter(
          (item) => item.dotnetType.name === call.typeOf('U').name,
        ),
      ),
    'IEnumerable<JToken> Values()': (self: JToken) => tokens(() => valuesOf(self)),
    'IEnumerable<U> Values<U>()': (self: JToken, _args: [], call: Call) =>
      listed(
        call.typeOf('U'),
        valuesOf(self).map((item) => scalarOf(item, call)),
      ),
    'U ToObject<U>()': (self: JToken, _args: [], call: Call) =>
      tokenToObject(self, call.typeOf('U'), call.run),
    'string ToString(Formatting formatting)': (self: JToken, [format]: [EnumValue], call: Call) =>
      written(self, indented(format), call),
    'JToken DeepClone()': (self: JToken) => self.clone(),
    'void Remove()': (self: JToken) => {
      if (self.parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      self.parent.removeChild(self);
      return null;
    },
    'void Replace(JToken value)': (self: JToken, [by]: [JToken | null]) => {
      if (self.parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      self.parent.replaceChild(self, by ?? new JValue(null));
      return null;
    },
    'void AddAfterSelf(object content)': (self: JToken, [content]: [Value], call: Call) => {
      if (self.parent instanceof JArray)
        self.parent.insert(self.parent.items.indexOf(self) + 1, contentToken(content, call.run));
      return null;
    },
    'void AddBeforeSelf(object content)': (self: JToken, [content]: [Value], call: Call) => {
      if (self.parent instanceof JArray)
        self.parent.insert(self.parent.items.indexOf(self), contentToken(content, call.run));
      return null;
    },
    'IEnumerable<JToken> Ancestors()': (self: JToken) => tokens(() => ancestors(self)),
  },
  extensions: {
    'U Value<U>()': (self: JToken | null, _args: [], call: Call) => {
      if (self === null) throw argumentNull('value');
      return scalarOf(self, call);
    },
    'U Value<U>(object key)': (self: JToken | null, [key]: [Value], call: Call) => {
      if (self === null)
        throw dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
      return scalarOf(child(self, key), call);
    },
  },
  setters: {
    'JToken this[object key]': (self: JToken, [key, value]: [Value, JToken | null]) => {
      setChild(self, key, value ?? new JValue(null));
      return null;
    },
  },
});

function kinds(self: JToken): Value {
  return enumOfKind(self.kind);
}

const order =
  'None Object Array Constructor Property Comment Integer Float String Boolean Null Undefined Date Raw Bytes Guid Uri TimeSpan'.split(
    ' ',
  );
const enumOfKind = (kind: string) => new EnumValue(named('JTokenType'), order.indexOf(kind), kind);

function one(found: readonly JToken[]): JToken | null {
  if (found.length > 1) throw dotnetError('JsonException', 'Path returned multiple tokens.');
  return found[0] ?? null;
}

function setChild(self: JToken, key: Value, value: JToken): void {
  if (self instanceof JObject && typeof key === 'string') self.set(key, value);
  else if (self instanceof JArray && typeof key === 'number') self.set(key, value);
  else throw dotnetError('ArgumentException', 'Set JToken values with invalid key value.');
}

function sibling(self: JToken, by: number): JToken | null {
  const all = self.parent?.children() ?? [];
  return all[all.indexOf(self) + by] ?? null;
}

function valuesOf(self: JToken): JToken[] {
  if (self instanceof JObject) return self.children().map((property) => property.value);
  return self instanceof JContainer ? [...self.children()] : [];
}

function* ancestors(self: JToken): Generator<JToken, void> {
  for (let at: JToken | null = self.parent; at !== null; at = at.parent) yield at;
}

const container = defineType('JContainer', {
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

function addTo(object: JObject, content: Value, call: Call): void {
  if (content instanceof JProperty) object.addProperty(content);
  else if (content instanceof JObject)
    for (const property of content.children()) object.addProperty(property.clone());
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

const object = defineType('JObject', {
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
    ) => {
      self.addProperty(new JProperty(name, value ?? new JValue(null)));
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
    'JToken this[string propertyName]': (self: JObject, [name, value]: [string, JToken | null]) => {
      self.set(name, value ?? new JValue(null));
      return null;
    },
  },
});

const array = defineType('JArray', {
  bases: ['JContainer', 'IEnumerable<JToken>'],
  constructors: {
    '()': () => new JArray(),
    '(JArray other)': (_: null, [other]: [JArray]) => other.clone(),
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
      self.add(item ?? new JValue(null));
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
    'void Insert(int index, JToken item)': (self: JArray, [index, item]: [number, JToken]) => {
      self.insert(index, item);
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
    'JToken this[int index]': (self: JArray, [index, value]: [number, JToken | null]) => {
      self.set(index, value ?? new JValue(null));
      return null;
    },
  },
});

/** Adds content: a sequence that is no token or string is added item by item. */
function put(target: JArray, content: Value, call: Call): void {
  if (content instanceof JProperty)
    throw dotnetError(
      'ArgumentException',
      'Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JArray.',
    );
  if (content instanceof CsArray || content instanceof CsList || content instanceof Sequence)
    for (const item of toItems(content, call.run)) put(target, item, call);
  else target.add(contentToken(content, call.run));
}

const property = defineType('JProperty', {
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

const value = defineType('JValue', {
  bases: ['JToken', 'IComparable'],
  constructors: {
    '(object value)': (_: null, [value]: [Value], call: Call) => {
      const made = contentToken(value, call.run);
      if (!(made instanceof JValue))
        throw dotnetError('ArgumentException', 'Could not determine JSON object type.');
      return made.clone();
    },
  },
  statics: {
    'JValue CreateNull()': () => new JValue(null),
    'JValue CreateString(string value)': (_: null, [text]: [string | null]) => new JValue(text, 'String'),
  },
  members: {
    'object Value': (self: JValue) => self.value,
    'string ToString(string format)': (self: JValue, [format]: [string | null]) => self.text(format),
    'string ToString(IFormatProvider provider)': (self: JValue) => self.text(null),
    'int CompareTo(JValue obj)': (self: JValue, [other]: [JValue]) => self.compareTo(other) ?? 0,
    'bool Equals(JValue other)': (self: JValue, [other]: [JValue | null]) => self.equals(other),
  },
  setters: {
    'object Value': (self: JValue, [value]: [Value]) => {
      self.value = value;
      return null;
    },
  },
});

/** What Children gives: indexed by a key it takes that child of each token. */
const enumerable = defineType('JEnumerable<T>', {
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

const raw = defineType('JRaw', {
  bases: ['JValue'],
  constructors: { '(object rawJson)': (_: null, [text]: [Value]) => new JValue(text, 'Raw') },
});

const convert = defineType('JsonConvert', {
  kind: 'static',
  statics: {
    'string SerializeObject(object value)': (_: null, [value]: [Value], call: Call) =>
      written(tokenOf(value, call.run), false, call),
    'string SerializeObject(object value, Formatting formatting)': (
      _: null,
      [value, format]: [Value, EnumValue],
      call: Call,
    ) => written(tokenOf(value, call.run), indented(format), call),
    'object DeserializeObject(string value)': (_: null, [text]: [string | null], call: Call) =>
      deserialized(text, t.object, call),
    'U DeserializeObject<U>(string value)': (_: null, [text]: [string | null], call: Call) =>
      deserialized(text, call.typeOf('U'), call),
    'string ToString(object value)': (_: null, [value]: [Value], call: Call) =>
      typeof value === 'string' ? quote(value) : written(tokenOf(value, call.run), false, call),
  },
});

function deserialized(text: string | null, type: ReturnType<Call['typeOf']>, call: Call): Value {
  if (text === null) throw argumentNull('value');
  if (text.trim() === '') return null;
  return tokenToObject(parseToken(text, 'JToken', call.run), type, call.run);
}

export const jsonTypes: readonly TypeDefinition[] = [
  token,
  container,
  object,
  array,
  property,
  value,
  raw,
  enumerable,
  convert,
];

/** Newtonsoft.Json.Linq.Extensions over sequences of tokens. */
export const jsonSequenceMembers = {
  'IEnumerable<U> Values<U>()': (self: Value, _args: [], call: Call) =>
    listed(
      call.typeOf('U'),
      toItems(self, call.run)
        .flatMap((item) =>
          item instanceof JContainer ? valuesOf(item) : item instanceof JToken ? [item] : [],
        )
        .map((item) => scalarOf(item, call)),
    ),
  'IEnumerable<JToken> Values()': (self: Value, _args: [], call: Call) =>
    listed(
      t.JToken,
      toItems(self, call.run).flatMap((item) => (item instanceof JToken ? valuesOf(item) : [])),
    ),
  'IEnumerable<U> Values<U>(object key)': (self: Value, [key]: [Value], call: Call) =>
    listed(
      call.typeOf('U'),
      toItems(self, call.run)
        .flatMap((item) => (item instanceof JObject && typeof key === 'string' ? [item.get(key)] : []))
        .filter((item) => item !== null)
        .map((item) => scalarOf(item, call)),
    ),
  'JEnumerable<JToken> Children()': (self: Value, _args: [], call: Call) =>
    listed(
      t.JToken,
      toItems(self, call.run).flatMap((item) => (item instanceof JContainer ? [...item.children()] : [])),
    ),
  'IEnumerable<JProperty> Properties()': (self: Value, _args: [], call: Call) =>
    listed(
      named('JProperty'),
      toItems(self, call.run).flatMap((item) => (item instanceof JObject ? [...item.children()] : [])),
    ),
} as const;
