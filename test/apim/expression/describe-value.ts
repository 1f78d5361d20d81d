import type { Value } from '../../../apim/gateway/expression/index.ts';
import { defaultLimits, Run } from '../../../apim/gateway/expression/run.ts';
import { Char, DotnetObject } from '../../../apim/gateway/expression/value.ts';
import {
  CsArray,
  CsList,
  Grouping,
  KeyValuePair,
  Sequence,
} from '../../../apim/gateway/expression/values/collection.ts';
import { Dictionary, HashSet } from '../../../apim/gateway/expression/values/dictionary.ts';
import { enumerate } from '../../../apim/gateway/expression/values/enumerate.ts';
import { EnumValue } from '../../../apim/gateway/expression/values/enumeration.ts';
import { JProperty, JToken } from '../../../apim/gateway/expression/values/json.ts';
import { JValue } from '../../../apim/gateway/expression/values/json-value.ts';
import { quote, writeJson } from '../../../apim/gateway/expression/values/json-write.ts';
import { isNumeric, kindOf } from '../../../apim/gateway/expression/values/number.ts';
import { shortName, textOf, typeOf } from '../../../apim/gateway/expression/values/object.ts';
import { DateTime, DateTimeOffset } from '../../../apim/gateway/expression/values/time.ts';
import { stubContext } from './stub-context.ts';

/** Type and value as one text; the oracle's `Describe` writes the same. */
export function describeValue(value: Value, depth = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `string ${quote(value)}`;
  if (typeof value === 'boolean') return value ? 'bool True' : 'bool False';
  if (value instanceof Char) return `char ${quote(textOf(value))}`;
  if (isNumeric(value)) return `${kindOf(value)} ${textOf(value)}`;
  if (value instanceof Uint8Array) return `byte[] ${Buffer.from(value).toString('hex').toUpperCase()}`;
  if (value instanceof DateTime || value instanceof DateTimeOffset)
    return `${value.dotnetType.name} ${value.text('o')}`;
  if (value instanceof JProperty) return `JProperty ${writeJson(value, false)}`;
  if (value instanceof JValue) return `JValue ${value.kind} ${writeJson(value, false)}`;
  if (value instanceof JToken) return `${value.dotnetType.name} ${writeJson(value, false)}`;
  if (value instanceof EnumValue) return `${value.dotnetType.name} ${value.label}`;
  if (value instanceof KeyValuePair)
    return `pair ${describeValue(value.key, depth + 1)} = ${describeValue(value.value, depth + 1)}`;
  if (
    depth < 4 &&
    [CsArray, CsList, Sequence, Dictionary, HashSet, Grouping].some((type) => value instanceof type)
  ) {
    const run = new Run(stubContext(), { now: Date.now, random: Math.random, guid: () => '' }, defaultLimits);
    const items = [...enumerate(value, run)].map((item) => describeValue(item, depth + 1)).join(', ');
    const label =
      value instanceof CsArray
        ? 'array'
        : value instanceof CsList && value.dotnetType.name === 'List'
          ? 'List'
          : 'items';
    return `${label} [${items}]`;
  }
  const name = value instanceof DotnetObject ? shortName(typeOf(value)).split('`')[0] : value.type;
  return `${name?.replace('<>f__AnonymousType', 'anonymous').replace(/\d+$/, '')} ${textOf(value)}`;
}
