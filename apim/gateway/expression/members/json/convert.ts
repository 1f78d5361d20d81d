import { t } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { parseToken, tokenOf, tokenToObject } from '../../values/json-convert.ts';
import { quote } from '../../values/json-write.ts';
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
