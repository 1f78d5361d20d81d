import type { Value } from '../value.ts';
import { Char, Double, Integer } from '../value.ts';
import { Decimal } from './decimal.ts';
import { textOf } from './object.ts';

/** A token as the writer sees it; json.ts and the serializer provide it. */
interface WritableToken {
  readonly kind: string;
}

interface ObjectToken extends WritableToken {
  children(): readonly PropertyToken[];
}

interface ArrayToken extends WritableToken {
  children(): readonly WritableToken[];
}

interface PropertyToken extends WritableToken {
  readonly name: string;
  readonly value: WritableToken;
}

interface ScalarToken extends WritableToken {
  readonly value: Value;
}

/** JSON text as Newtonsoft writes it; indented by two spaces, lines end with \n. */
export function writeJson(token: WritableToken, indented: boolean): string {
  const out: string[] = [];
  write(token, indented, 0, out);
  return out.join('');
}

function newLine(indented: boolean, depth: number): string {
  return indented ? `\n${'  '.repeat(depth)}` : '';
}

function write(token: WritableToken, indented: boolean, depth: number, out: string[]): void {
  switch (token.kind) {
    case 'Object':
      writeChildren('{', '}', (token as ObjectToken).children(), indented, depth, out);
      return;
    case 'Array':
      writeChildren('[', ']', (token as ArrayToken).children(), indented, depth, out);
      return;
    case 'Property': {
      const property = token as PropertyToken;
      out.push(quote(property.name), indented ? ': ' : ':');
      write(property.value, indented, depth, out);
      return;
    }
    case 'Raw':
      out.push(textOf((token as ScalarToken).value));
      return;
    default:
      out.push(scalar((token as ScalarToken).value));
  }
}

function writeChildren(
  open: string,
  close: string,
  children: readonly WritableToken[],
  indented: boolean,
  depth: number,
  out: string[],
): void {
  out.push(open);
  children.forEach((child, i) => {
    out.push(i === 0 ? '' : ',', newLine(indented, depth + 1));
    write(child, indented, depth + 1, out);
  });
  if (children.length > 0) out.push(newLine(indented, depth));
  out.push(close);
}

/** A scalar in JSON. */
export function scalar(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Integer)
    return textOf(value);
  if (value instanceof Double || value instanceof Decimal) return floatText(value);
  if (typeof value === 'string') return quote(value);
  if (value instanceof Char) return quote(textOf(value));
  if (value instanceof Uint8Array) return quote(Buffer.from(value).toString('base64'));
  const name = 'dotnetType' in value ? value.dotnetType.name : value.type;
  if (name === 'BigInteger') return textOf(value);
  if (name === 'DateTime') return quote(textOf(value, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK"));
  if (name === 'DateTimeOffset') return quote(textOf(value, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFzzz"));
  return quote(textOf(value));
}

/** Always with a point or exponent; NaN and infinities are strings. */
function floatText(value: Double | Decimal): string {
  const text = textOf(value);
  if (value instanceof Double && !Number.isFinite(value.value)) return quote(text);
  return /[.E]/.test(text) ? text : `${text}.0`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A JSON string literal; control characters, U+0085, U+2028 and U+2029 are escaped. */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
  return `"${text.replace(/["\\\x00-\x1f\x85\u2028\u2029]/g, (c) => escapes[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
