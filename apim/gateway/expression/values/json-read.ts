import { dotnetError } from '../errors.ts';
import { Double } from '../value.ts';
import type { JToken } from './json.ts';
import { JArray, JObject, JProperty } from './json.ts';
import { BigInteger, JValue } from './json-value.ts';
import { DateTime, ticksOf, ticksPerSecond } from './time.ts';

/** Newtonsoft's default MaxDepth. */
const maximumDepth = 64;

/** JSON text → tokens as JToken.Parse does: lenient quotes and comments, ISO dates become dates. @throws JsonReaderException */
export function readJson(text: string, dates = true): JToken {
  const reader = new JsonReader(text, dates);
  const token = reader.value(0);
  reader.end();
  return token;
}

class JsonReader {
  readonly text: string;
  readonly dates: boolean;
  at = 0;

  constructor(text: string, dates: boolean) {
    this.text = text;
    this.dates = dates;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  error(message: string) {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    const position = this.at - (before.lastIndexOf('\n') + 1);
    return dotnetError('JsonReaderException', `${message} Path '', line ${line}, position ${position}.`);
  }

  space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      const mayBeSkipped = code <= 0x20 || code === 0x2f || code > 0x7e;
      if (!mayBeSkipped) return;
      const skipped = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
      skipped.lastIndex = this.at;
      if (!skipped.test(this.text)) return;
      this.at = skipped.lastIndex;
    }
  }

  end(): void {
    this.space();
    if (this.at < this.text.length)
      throw this.error(
        `Additional text encountered after finished reading JSON content: ${this.text[this.at]}.`,
      );
  }

  value(depth: number): JToken {
    if (depth > maximumDepth) throw this.error(`The reader's MaxDepth of ${maximumDepth} has been exceeded.`);
    this.space();
    const c = this.text[this.at];
    if (c === undefined) throw this.error('Error reading JToken from JsonReader.');
    if (c === '{') return this.object(depth);
    if (c === '[') return this.array(depth);
    if (c === '"' || c === "'") return this.stringValue();
    return this.word();
  }

  private object(depth: number): JObject {
    const object = new JObject();
    this.at += 1;
    for (;;) {
      this.space();
      const c = this.text[this.at];
      if (c === '}') {
        this.at += 1;
        return object;
      }
      const name = this.name();
      this.space();
      if (this.text[this.at] !== ':')
        throw this.error(
          `Invalid character after parsing property name. Expected ':' but got: ${this.text[this.at] ?? ''}.`,
        );
      this.at += 1;
      const value = this.value(depth + 1);
      // the last one of a repeated name wins, in the place of the first
      const known = object.properties.get(name);
      if (known === undefined) object.addProperty(new JProperty(name, value));
      else known.setValue(value);
      this.space();
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== '}')
        throw this.unexpectedEnd('After parsing a value an unexpected character was encountered');
    }
  }

  private unexpectedEnd(message: string) {
    const c = this.text[this.at];
    return c === undefined
      ? this.error('Unexpected end of content while loading JObject.')
      : this.error(`${message}: ${c}.`);
  }

  private name(): string {
    const c = this.text[this.at];
    if (c === '"' || c === "'") return this.string(c);
    const bare = /[A-Za-z_$][\w$]*/y;
    bare.lastIndex = this.at;
    const found = bare.exec(this.text)?.[0];
    if (found === undefined)
      throw c === undefined
        ? this.error('Unexpected end when reading JSON.')
        : this.error(`Invalid property identifier character: ${c}.`);
    this.at += found.length;
    return found;
  }

  private array(depth: number): JArray {
    const array = new JArray();
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === ']') {
        this.at += 1;
        return array;
      }
      array.add(this.value(depth + 1));
      this.space();
      if (this.text[this.at] === ',') this.at += 1;
      else if (this.text[this.at] !== ']')
        throw this.unexpectedEnd('After parsing a value an unexpected character was encountered');
    }
  }

  private stringValue(): JValue {
    const text = this.string(this.text[this.at] ?? '"');
    const date = this.dates ? isoDate(text) : null;
    return date === null ? new JValue(text) : new JValue(date);
  }

  private string(quote: string): string {
    this.at += 1;
    const end = this.text.indexOf(quote, this.at);
    const plain = end === -1 ? '\\' : this.text.slice(this.at, end);
    if (!plain.includes('\\')) {
      this.at = end + 1;
      return plain;
    }
    let out = '';
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined) throw this.error(`Unterminated string. Expected delimiter: ${quote}.`);
      this.at += 1;
      if (c === quote) return out;
      if (c !== '\\') {
        out += c;
        continue;
      }
      const escaped = this.text[this.at] ?? '';
      this.at += 1;
      const simple: string | undefined = {
        b: '\b',
        f: '\f',
        n: '\n',
        r: '\r',
        t: '\t',
        '"': '"',
        "'": "'",
        '\\': '\\',
        '/': '/',
        '\n': '',
      }[escaped];
      if (simple !== undefined) out += simple;
      else if (escaped === 'u') {
        const hex = this.text.slice(this.at, this.at + 4);
        if (!/^[\dA-Fa-f]{4}$/.test(hex)) throw this.error(`Invalid Unicode escape sequence: \\u${hex}.`);
        out += String.fromCharCode(Number.parseInt(hex, 16));
        this.at += 4;
      } else throw this.error(`Bad JSON escape sequence: \\${escaped}.`);
    }
  }

  private word(): JValue {
    const token = /[-+.\w]+/y;
    token.lastIndex = this.at;
    const word = token.exec(this.text)?.[0];
    if (word === undefined)
      throw this.error(`Unexpected character encountered while parsing value: ${this.text[this.at] ?? ''}.`);
    const value = Object.hasOwn(constants, word) ? constants[word] : undefined;
    if (value !== undefined) {
      this.at += word.length;
      return value();
    }
    const number = /^-?\d+(\.\d*)?([eE][+-]?\d+)?$|^-?\.\d+([eE][+-]?\d+)?$/.exec(word);
    if (number === null)
      throw this.error(`Unexpected character encountered while parsing value: ${word[0]}.`);
    this.at += word.length;
    if (/[.eE]/.test(word)) return new JValue(new Double(Number(word)));
    if (word.length > 40) return new JValue(new BigInteger(word));
    const whole = BigInt(word);
    return BigInt.asIntN(64, whole) === whole ? new JValue(whole) : new JValue(new BigInteger(word));
  }
}

const constants: Readonly<Record<string, () => JValue>> = {
  true: () => new JValue(true),
  false: () => new JValue(false),
  null: () => new JValue(null),
  undefined: () => new JValue(null, 'Undefined'),
  NaN: () => new JValue(new Double(Number.NaN)),
  Infinity: () => new JValue(new Double(Number.POSITIVE_INFINITY)),
  '-Infinity': () => new JValue(new Double(Number.NEGATIVE_INFINITY)),
};

/** DateParseHandling.DateTime: ISO 8601 with a time becomes a DateTime. */
function isoDate(text: string): DateTime | null {
  if (text.length < 19 || text.length > 40 || text[10] !== 'T') return null;
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  try {
    const ticks = ticksOf(
      year,
      month,
      day,
      hour,
      minute,
      second,
      BigInt((match[7] ?? '').padEnd(7, '0') || 0),
    );
    if (match[8] !== undefined) return new DateTime(ticks, 'Utc');
    if (match[9] === undefined) return new DateTime(ticks);
    const offset = BigInt(Number(match[10]) * 60 + Number(match[11])) * 60n * ticksPerSecond;
    return new DateTime(match[9] === '-' ? ticks + offset : ticks - offset, 'Local');
  } catch {
    return null;
  }
}
