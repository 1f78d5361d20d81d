import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import { Char, DotnetObject, type TypeRef, type Value } from '../value.ts';
import { argumentNull, type CsArray } from '../values/collection.ts';
import { composeText } from '../values/compose.ts';
import { toItems } from '../values/enumerate.ts';
import { textOf } from '../values/object.ts';

/** System.Text.StringBuilder. */
export class StringBuilder extends DotnetObject {
  readonly dotnetType: TypeRef = named('StringBuilder');
  content: string;
  constructor(content: string) {
    super();
    this.content = content;
  }

  override text(): string {
    return this.content;
  }

  replace(from: string | null, to: string | null, call: Call): void {
    if (from === null) throw argumentNull('oldValue');
    if (from === '')
      throw dotnetError('ArgumentException', "The value cannot be an empty string. (Parameter 'oldValue')");
    const parts = this.content.split(from);
    call.run.allocate(this.content.length + parts.length * (to?.length ?? 0));
    this.content = parts.join(to ?? '');
  }

  put(text: string, call: Call): this {
    call.run.allocate(this.content.length + text.length, text.length);
    this.content += text;
    return this;
  }
}

function within(self: StringBuilder, start: number, length: number): void {
  if (start < 0 || length < 0 || start + length > self.content.length)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    );
}

export const stringBuilder = defineType('StringBuilder', {
  constructors: {
    '()': () => new StringBuilder(''),
    '(int capacity)': () => new StringBuilder(''),
    '(string value)': (_: null, [text]: [string | null]) => new StringBuilder(text ?? ''),
    '(string value, int capacity)': (_: null, [text]: [string | null]) => new StringBuilder(text ?? ''),
  },
  members: {
    'int Length': (self: StringBuilder) => self.content.length,
    'int Capacity': (self: StringBuilder) => Math.max(16, self.content.length),
    'char this[int index]': (self: StringBuilder, [index]: [number]) => {
      if (index < 0 || index >= self.content.length)
        throw dotnetError('IndexOutOfRangeException', 'Index was outside the bounds of the array.');
      return new Char(self.content.charCodeAt(index));
    },
    'StringBuilder Append(char value, int repeatCount)': (
      self: StringBuilder,
      [c, count]: [Char, number],
      call: Call,
    ) => {
      call.run.allocate(count);
      return self.put(textOf(c).repeat(count), call);
    },
    'StringBuilder Append(char[] value)': (self: StringBuilder, [chars]: [CsArray | null], call: Call) =>
      self.put((chars?.items ?? []).map((c) => textOf(c)).join(''), call),
    'StringBuilder Append(object value)': (self: StringBuilder, [value]: [Value], call: Call) =>
      self.put(textOf(value), call),
    'StringBuilder Append(string value, int startIndex, int count)': (
      self: StringBuilder,
      [text, start, count]: [string | null, number, number],
      call: Call,
    ) => {
      within(new StringBuilder(text ?? ''), start, count);
      return self.put((text ?? '').slice(start, start + count), call);
    },
    'StringBuilder Append(char[] value, int startIndex, int charCount)': (
      self: StringBuilder,
      [chars, start, count]: [CsArray, number, number],
      call: Call,
    ) =>
      self.put(
        chars.items
          .slice(start, start + count)
          .map((c) => textOf(c))
          .join(''),
        call,
      ),
    'StringBuilder Insert(int index, string value, int count)': (
      self: StringBuilder,
      [index, text, count]: [number, string | null, number],
      call: Call,
    ) => {
      within(self, index, 0);
      call.run.allocate((text?.length ?? 0) * count);
      const rest = self.content.slice(index);
      self.content = self.content.slice(0, index);
      return self.put((text ?? '').repeat(count), call).put(rest, call);
    },
    'StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)': (
      self: StringBuilder,
      [from, to, start, count]: [string | null, string | null, number, number],
      call: Call,
    ) => {
      within(self, start, count);
      const { content } = self;
      const inner = new StringBuilder(content.slice(start, start + count));
      inner.replace(from, to, call);
      self.content = content.slice(0, start);
      return self.put(inner.content, call).put(content.slice(start + count), call);
    },
    'StringBuilder AppendJoin<T>(string separator, IEnumerable<T> values)': (
      self: StringBuilder,
      [separator, values]: [string | null, Value],
      call: Call,
    ) =>
      self.put(
        toItems(values, call.run)
          .map((value) => textOf(value))
          .join(separator ?? ''),
        call,
      ),
    'bool Equals(StringBuilder sb)': (self: StringBuilder, [other]: [StringBuilder | null]) =>
      other !== null && other.content === self.content,
    'StringBuilder AppendLine()': (self: StringBuilder, _args: [], call: Call) => self.put('\n', call),
    'StringBuilder AppendLine(string value)': (self: StringBuilder, [text]: [string | null], call: Call) =>
      self.put(`${text ?? ''}\n`, call),
    'StringBuilder AppendFormat(string format, params object[] args)': (
      self: StringBuilder,
      [format, args]: [string, CsArray],
      call: Call,
    ) => self.put(composeText(format, args.items, call.run), call),
    'StringBuilder AppendJoin(string separator, params object[] values)': (
      self: StringBuilder,
      [separator, values]: [string | null, CsArray],
      call: Call,
    ) => self.put(values.items.map((value) => textOf(value)).join(separator ?? ''), call),
    'StringBuilder Insert(int index, object value)': (
      self: StringBuilder,
      [index, value]: [number, Value],
      call: Call,
    ) => {
      within(self, index, 0);
      const rest = self.content.slice(index);
      self.content = self.content.slice(0, index);
      return self.put(textOf(value), call).put(rest, call);
    },
    'StringBuilder Remove(int startIndex, int length)': (
      self: StringBuilder,
      [start, length]: [number, number],
    ) => {
      within(self, start, length);
      self.content = self.content.slice(0, start) + self.content.slice(start + length);
      return self;
    },
    'StringBuilder Replace(string oldValue, string newValue)': (
      self: StringBuilder,
      [from, to]: [string | null, string | null],
      call: Call,
    ) => {
      self.replace(from, to, call);
      return self;
    },
    'StringBuilder Replace(char oldChar, char newChar)': (self: StringBuilder, [from, to]: [Char, Char]) => {
      self.content = self.content.split(textOf(from)).join(textOf(to));
      return self;
    },
    'StringBuilder Clear()': (self: StringBuilder) => {
      self.content = '';
      return self;
    },
    'string ToString(int startIndex, int length)': (
      self: StringBuilder,
      [start, length]: [number, number],
    ) => {
      within(self, start, length);
      return self.content.slice(start, start + length);
    },
  },
  setters: {
    'char this[int index]': (self: StringBuilder, [index, c]: [number, Char], call: Call) => {
      if (index < 0 || index >= self.content.length)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        );
      const rest = self.content.slice(index + 1);
      self.content = self.content.slice(0, index);
      self.put(textOf(c), call).put(rest, call);
      return null;
    },
    'int Length': (self: StringBuilder, [length]: [number], call: Call) => {
      call.run.allocate(length);
      self.content = self.content.slice(0, length).padEnd(length, '\0');
      return null;
    },
  },
});
