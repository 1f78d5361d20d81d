import { t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { AnonymousObject, argumentNull } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { JObject } from '../../values/json.ts';
import { parseToken, tokenOf, tokenToObject } from '../../values/json-convert.ts';
import { weighed } from '../../values/json-weight.ts';
import { quote } from '../../values/json-write.ts';
import type { TypeObject } from '../../values/type-object.ts';
import { formatDates, type SerializerSettings } from './settings.ts';
import { indented, written } from './token.ts';

export const convert = defineType('JsonConvert', {
  kind: 'static',
  statics: {
    'string SerializeObject(object value)': (_: null, [value]: [Value], call: Call) =>
      written(tokenOf(value, call.run), false, call),
    'string SerializeObject(object value, Formatting formatting)': (
      _: null,
      [value, format]: [Value, EnumValue],
      call: Call,
    ) => written(tokenOf(value, call.run), indented(format), call),
    'string SerializeObject(object value, JsonSerializerSettings settings)': (
      _: null,
      [value, settings]: [Value, SerializerSettings | null],
      call: Call,
    ) => serialized(value, settings, settings?.indented ?? false, call),
    'string SerializeObject(object value, Formatting formatting, JsonSerializerSettings settings)': (
      _: null,
      [value, format, settings]: [Value, EnumValue, SerializerSettings | null],
      call: Call,
    ) => serialized(value, settings, indented(format), call),
    'object DeserializeObject(string value, JsonSerializerSettings settings)': (
      _: null,
      [text, settings]: [string | null, SerializerSettings | null],
      call: Call,
    ) => deserialized(text, t.object, call, settings?.readsDates),
    'object DeserializeObject(string value, Type type)': (
      _: null,
      [text, type]: [string | null, TypeObject],
      call: Call,
    ) => deserialized(text, type.described, call),
    'U DeserializeObject<U>(string value, JsonSerializerSettings settings)': (
      _: null,
      [text, settings]: [string | null, SerializerSettings | null],
      call: Call,
    ) => deserialized(text, call.typeOf('U'), call, settings?.readsDates),
    'U DeserializeAnonymousType<U>(string value, U anonymousTypeObject)': (
      _: null,
      [text, sample]: [string | null, Value],
      call: Call,
    ) => anonymousFrom(deserialized(text, t.JToken, call), sample, call),
    'object DeserializeObject(string value)': (_: null, [text]: [string | null], call: Call) =>
      deserialized(text, t.object, call),
    'U DeserializeObject<U>(string value)': (_: null, [text]: [string | null], call: Call) =>
      deserialized(text, call.typeOf('U'), call),
    'string ToString(object value)': (_: null, [value]: [Value], call: Call) =>
      typeof value === 'string' ? quote(value) : written(tokenOf(value, call.run), false, call),
  },
});

function serialized(value: Value, settings: SerializerSettings | null, indents: boolean, call: Call): string {
  const made = tokenOf(value, call.run, 0, settings?.ignoresNull);
  if (settings?.dateFormat == null) return written(made, indents, call);
  const copy = weighed(made, call.run).clone();
  formatDates(copy, settings.dateFormat);
  return written(copy, indents, call);
}

/** The members of a JSON object in the types of an anonymous object, its own values where they are missing. */
function anonymousFrom(token: Value, sample: Value, call: Call): Value {
  if (!(token instanceof JObject) || !(sample instanceof AnonymousObject)) return sample;
  const values = sample.names.map((name, i) => {
    const found = token.get(name);
    const type = sample.dotnetType.args[i] ?? t.object;
    return found === null ? (sample.values[i] ?? null) : tokenToObject(found, type, call.run);
  });
  return new AnonymousObject(sample.names, values, sample.dotnetType);
}

function deserialized(
  text: string | null,
  type: ReturnType<Call['typeOf']>,
  call: Call,
  dates = true,
): Value {
  if (text === null) throw argumentNull('value');
  if (text.trim() === '') return null;
  return tokenToObject(parseToken(text, 'JToken', call.run, dates), type, call.run);
}
