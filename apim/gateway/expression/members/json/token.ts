import { dotnetError } from '../../errors.ts';
import { named, t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, Double, type TypeRef, type Value } from '../../value.ts';
import { argumentNull, Sequence } from '../../values/collection.ts';
import { EnumValue } from '../../values/enumeration.ts';
import { JArray, JContainer, JObject, type JToken } from '../../values/json.ts';
import { contentToken, parseToken, tokenOf, tokenToObject, tokenValue } from '../../values/json-convert.ts';
import { selectTokens } from '../../values/json-path.ts';
import { JValue } from '../../values/json-value.ts';
import { weighed } from '../../values/json-weight.ts';
import { writeJson } from '../../values/json-write.ts';
import { isNumericKind } from '../../values/number.ts';
import { typeOf } from '../../values/object.ts';
import type { TypeObject } from '../../values/type-object.ts';

const structs: ReadonlySet<string> = new Set(['bool', 'DateTime', 'DateTimeOffset', 'TimeSpan', 'Guid']);

const isStruct = (name: string) => isNumericKind(name) || structs.has(name);

const zeros: Readonly<Record<string, Value>> = { int: 0, long: 0n, bool: false, double: new Double(0) };

export function scalarOf(token: JToken | null, call: Call): Value {
  const type = call.typeOf('U');
  return tokenValue(token, type, zeros[type.name] ?? null, isStruct(type.name));
}

export const written = (token: JToken, indented: boolean, call: Call) =>
  call.run.text(writeJson(weighed(token, call.run), indented));

export function child(self: JToken, key: Value): JToken | null {
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

export const tokens = (items: () => Iterable<JToken>) =>
  new Sequence(t.JToken, () => items()[Symbol.iterator]());

export const listed = (type: TypeRef, items: readonly Value[]) =>
  new Sequence(type, () => items[Symbol.iterator]());

export const indented = (format: EnumValue) => format.value === 1;

/** JTokenEqualityComparer: DeepEquals as a comparer. */
class TokenComparer extends DotnetObject {
  readonly dotnetType: TypeRef = named('JTokenEqualityComparer');
}

export const tokenComparer = defineType('JTokenEqualityComparer', {
  constructors: { '()': () => new TokenComparer() },
  members: {
    'bool Equals(JToken x, JToken y)': (_: TokenComparer, [a, b]: [JToken | null, JToken | null]) =>
      a === b || (a !== null && b !== null && a.deepEquals(b)),
  },
});

export const token = defineType('JToken', {
  bases: ['IEnumerable<JToken>'],
  statics: {
    'JToken Parse(string json)': (_: null, [text]: [string | null], call: Call) =>
      parseToken(text, 'JToken', call.run),
    'JToken FromObject(object o)': (_: null, [value]: [Value], call: Call) => {
      if (value === null) throw argumentNull('o');
      return tokenOf(value, call.run);
    },
    'JTokenEqualityComparer EqualityComparer': () => new TokenComparer(),
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
    'JToken DeepClone()': (self: JToken, _args: [], call: Call) => weighed(self, call.run).clone(),
    'string ToString()': (self: JToken, _args: [], call: Call) =>
      self instanceof JContainer ? written(self, true, call) : self.text(null),
    'void Remove()': (self: JToken) => {
      if (self.parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      self.parent.removeChild(self);
      return null;
    },
    'void Replace(JToken value)': (self: JToken, [by]: [JToken | null], call: Call) => {
      if (by !== null) weighed(by, call.run);
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
    'object ToObject(Type objectType)': (self: JToken, [type]: [TypeObject], call: Call) =>
      tokenToObject(self, type.described, call.run),
    'IEnumerable<JToken> AncestorsAndSelf()': (self: JToken) => tokens(() => [self, ...ancestors(self)]),
    'IEnumerable<JToken> AfterSelf()': (self: JToken) => tokens(() => siblings(self, true)),
    'IEnumerable<JToken> BeforeSelf()': (self: JToken) => tokens(() => siblings(self, false)),
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
    'JToken this[object key]': (self: JToken, [key, value]: [Value, JToken | null], call: Call) => {
      setChild(self, key, contentToken(value, call.run));
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

function siblings(self: JToken, after: boolean): readonly JToken[] {
  const all = self.parent?.children() ?? [];
  const at = all.indexOf(self);
  return after ? all.slice(at + 1) : all.slice(0, Math.max(0, at));
}

export function valuesOf(self: JToken): JToken[] {
  if (self instanceof JObject) return self.children().map((property) => property.value);
  return self instanceof JContainer ? [...self.children()] : [];
}

function* ancestors(self: JToken): Generator<JToken, void> {
  for (let at: JToken | null = self.parent; at !== null; at = at.parent) yield at;
}
