import { named, t } from '../../type-ref.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { toItems } from '../../values/enumerate.ts';
import { JContainer, JObject, JToken } from '../../values/json.ts';
import { listed, scalarOf, valuesOf } from './token.ts';

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
