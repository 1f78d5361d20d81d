import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { defineType, type MemberTable, type TypeDefinition } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import { Char, DotnetObject, type TypeRef, type Value } from '../value.ts';
import { argumentNull, type CsArray } from '../values/collection.ts';
import { composeText } from '../values/compose.ts';
import { textOf } from '../values/object.ts';
import { StringBuilder } from './string-builder.ts';

/** System.IO.StringReader: a text and how far it was read. */
export class StringReader extends DotnetObject {
  readonly dotnetType: TypeRef = named('StringReader');
  #text: string | null;
  #at = 0;
  constructor(text: string) {
    super();
    this.#text = text;
  }

  /** The rest of the text. @throws ObjectDisposedException after Close */
  rest(): string {
    if (this.#text === null)
      throw dotnetError('ObjectDisposedException', 'Cannot read from a closed TextReader.');
    return this.#text.slice(this.#at);
  }

  take(count: number): string {
    const taken = this.rest().slice(0, count);
    this.#at += taken.length;
    return taken;
  }

  line(): string | null {
    const rest = this.rest();
    if (rest === '') return null;
    const end = /\r\n?|\n/.exec(rest);
    const line = end === null ? rest : rest.slice(0, end.index);
    this.#at += line.length + (end?.[0].length ?? 0);
    return line;
  }

  close(): null {
    this.#text = null;
    return null;
  }
}

/** System.IO.StringWriter over a StringBuilder. */
export class StringWriter extends DotnetObject {
  readonly dotnetType: TypeRef = named('StringWriter');
  readonly builder: StringBuilder;
  newLine = '\n';
  closed = false;
  constructor(builder: StringBuilder) {
    super();
    this.builder = builder;
  }

  write(text: string, call: Call): null {
    if (this.closed) throw dotnetError('ObjectDisposedException', 'Cannot write to a closed TextWriter.');
    this.builder.put(text, call);
    return null;
  }

  override text(): string {
    return this.builder.content;
  }
}

const unit = (text: string) => (text === '' ? -1 : text.charCodeAt(0));

const reader = defineType('TextReader', {
  bases: ['IDisposable'],
  members: {
    'int Peek()': (self: StringReader) => unit(self.rest().slice(0, 1)),
    'int Read()': (self: StringReader) => unit(self.take(1)),
    'int Read(char[] buffer, int index, int count)': readInto,
    'int ReadBlock(char[] buffer, int index, int count)': readInto,
    'string ReadLine()': (self: StringReader) => self.line(),
    'string ReadToEnd()': (self: StringReader) => self.take(Number.POSITIVE_INFINITY),
    'void Close()': (self: StringReader) => self.close(),
    'void Dispose()': (self: StringReader) => self.close(),
  },
});

function readInto(self: StringReader, [buffer, index, count]: [CsArray, number, number]): number {
  if (index < 0 || count < 0)
    throw dotnetError('ArgumentOutOfRangeException', "Non-negative number required. (Parameter 'index')");
  if (buffer.items.length - index < count)
    throw dotnetError(
      'ArgumentException',
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
  const text = self.take(count);
  for (let i = 0; i < text.length; i++) buffer.items[index + i] = new Char(text.charCodeAt(i));
  return text.length;
}

/** Write and WriteLine of one value; `end` is what follows it. */
function writes(name: 'Write' | 'WriteLine', end: (self: StringWriter) => string): MemberTable {
  const one = (self: StringWriter, [value]: [Value], call: Call) =>
    self.write(textOf(value) + end(self), call);
  const kinds = ['string', 'char', 'bool', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'];
  return {
    ...Object.fromEntries(kinds.map((kind) => [`void ${name}(${kind} value)`, one])),
    [`void ${name}(char[] buffer)`]: (self: StringWriter, [buffer]: [CsArray | null], call: Call) =>
      self.write((buffer?.items ?? []).map((c) => textOf(c)).join('') + end(self), call),
    [`void ${name}(object value)`]: one,
    [`void ${name}(string format, params object[] arg)`]: (
      self: StringWriter,
      [format, args]: [string, CsArray],
      call: Call,
    ) => self.write(composeText(format, args.items, call.run) + end(self), call),
  };
}

const closed = (self: StringWriter) => {
  self.closed = true;
  return null;
};

const writer = defineType('TextWriter', {
  bases: ['IDisposable'],
  members: {
    ...writes('Write', () => ''),
    'void WriteLine()': (self: StringWriter, _args: [], call: Call) => self.write(self.newLine, call),
    ...writes('WriteLine', (self) => self.newLine),
    'string NewLine': (self: StringWriter) => self.newLine,
    'void Flush()': () => null,
    'void Close()': closed,
    'void Dispose()': closed,
  },
  setters: {
    'string NewLine': (self: StringWriter, [text]: [string | null]) => {
      self.newLine = text ?? '\n';
      return null;
    },
  },
});

export const textIoTypes: readonly TypeDefinition[] = [
  reader,
  writer,
  defineType('StringReader', {
    bases: ['TextReader'],
    constructors: {
      '(string s)': (_: null, [text]: [string | null]) => {
        if (text === null) throw argumentNull('s');
        return new StringReader(text);
      },
    },
  }),
  defineType('StringWriter', {
    bases: ['TextWriter'],
    constructors: {
      '()': () => new StringWriter(new StringBuilder('')),
      '(IFormatProvider formatProvider)': () => new StringWriter(new StringBuilder('')),
      '(StringBuilder sb)': (_: null, [builder]: [StringBuilder]) => new StringWriter(builder),
      '(StringBuilder sb, IFormatProvider formatProvider)': (_: null, [builder]: [StringBuilder]) =>
        new StringWriter(builder),
    },
    members: { 'StringBuilder GetStringBuilder()': (self: StringWriter) => self.builder },
  }),
];
