import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { contentToken } from '../../values/json-convert.ts';
import { JValue } from '../../values/json-value.ts';

export const value = defineType('JValue', {
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
    'JValue CreateComment(string value)': (_: null, [text]: [string | null]) => new JValue(text, 'Comment'),
    'JValue CreateUndefined()': () => new JValue(null, 'Undefined'),
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

export const raw = defineType('JRaw', {
  bases: ['JValue'],
  constructors: { '(object rawJson)': (_: null, [text]: [Value]) => new JValue(text, 'Raw') },
});
