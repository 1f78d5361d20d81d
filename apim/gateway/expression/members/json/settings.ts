import { named } from '../../type-ref.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { JContainer, type JToken } from '../../values/json.ts';
import { JValue } from '../../values/json-value.ts';
import { textOf } from '../../values/object.ts';
import { DateTime, DateTimeOffset } from '../../values/time.ts';

/** JsonSerializerSettings: those that policy documents use; every other is an error of the checker. */
export class SerializerSettings extends DotnetObject {
  readonly dotnetType: TypeRef = named('JsonSerializerSettings');
  ignoresNull = false;
  indented = false;
  readsDates = true;
  dateFormat: string | null = null;
}

/** JsonMergeSettings. */
export class MergeSettings extends DotnetObject {
  readonly dotnetType: TypeRef = named('JsonMergeSettings');
  arrays = 'Concat';
  mergesNull = false;
}

/** Writes the dates of a fresh tree of tokens in a format. */
export function formatDates(token: JToken, format: string): void {
  if (token instanceof JContainer) for (const child of [...token.children()]) formatDates(child, format);
  else if (
    token instanceof JValue &&
    (token.value instanceof DateTime || token.value instanceof DateTimeOffset)
  )
    token.value = textOf(token.value, format);
}

export const settingsTypes: readonly TypeDefinition[] = [
  defineType('JsonSerializerSettings', {
    constructors: { '()': () => new SerializerSettings() },
    setters: {
      'NullValueHandling NullValueHandling': (self: SerializerSettings, [value]: [EnumValue]): Value => {
        self.ignoresNull = value.label === 'Ignore';
        return null;
      },
      'Formatting Formatting': (self: SerializerSettings, [value]: [EnumValue]): Value => {
        self.indented = value.label === 'Indented';
        return null;
      },
      'DateParseHandling DateParseHandling': (self: SerializerSettings, [value]: [EnumValue]): Value => {
        self.readsDates = value.label !== 'None';
        return null;
      },
      'string DateFormatString': (self: SerializerSettings, [value]: [string | null]): Value => {
        self.dateFormat = value;
        return null;
      },
    },
  }),
  defineType('JsonMergeSettings', {
    constructors: { '()': () => new MergeSettings() },
    setters: {
      'MergeArrayHandling MergeArrayHandling': (self: MergeSettings, [value]: [EnumValue]): Value => {
        self.arrays = value.label;
        return null;
      },
      'MergeNullValueHandling MergeNullValueHandling': (self: MergeSettings, [value]: [EnumValue]): Value => {
        self.mergesNull = value.label === 'Merge';
        return null;
      },
    },
  }),
];
