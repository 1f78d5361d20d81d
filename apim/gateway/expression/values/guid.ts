import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';

const type = named('Guid');

/** The form D, in which nearly all come. */
const DASHED = /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{12}$/;

/** System.Guid; kept as its 32 hexadecimal digits in lower case. */
export class Guid extends DotnetObject {
  readonly digits: string;
  readonly dotnetType: TypeRef = type;
  constructor(digits: string) {
    super();
    this.digits = digits;
  }

  /** The forms N, D, B and P; null for everything else. */
  static parse(text: string): Guid | null {
    if (DASHED.test(text)) return new Guid(text.replaceAll('-', '').toLowerCase());
    const match =
      /^\s*(?:([\dA-Fa-f]{32})|([{(])?([\dA-Fa-f]{8}-(?:[\dA-Fa-f]{4}-){3}[\dA-Fa-f]{12})([)}])?)\s*$/.exec(
        text,
      );
    if (match === null) return null;
    const brackets = (match[2] ?? '') + (match[4] ?? '');
    if (brackets !== '' && brackets !== '{}' && brackets !== '()') return null;
    return new Guid((match[1] ?? match[3] ?? '').replaceAll('-', '').toLowerCase());
  }

  override text(format: string | null): string {
    const d = this.digits;
    const dashed = `${d.slice(0, 8)}-${d.slice(8, 12)}-${d.slice(12, 16)}-${d.slice(16, 20)}-${d.slice(20)}`;
    switch ((format ?? '').toUpperCase()) {
      case '':
      case 'D':
        return dashed;
      case 'N':
        return d;
      case 'B':
        return `{${dashed}}`;
      case 'P':
        return `(${dashed})`;
      default:
        throw dotnetError(
          'FormatException',
          'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".',
        );
    }
  }

  /** The first three fields are little-endian. */
  bytes(): Uint8Array {
    const raw = Buffer.from(this.digits, 'hex');
    return Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (i) => raw[i] ?? 0);
  }

  static fromBytes(bytes: Uint8Array): Guid {
    const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    return new Guid(Buffer.from(order.map((i) => bytes[i] ?? 0)).toString('hex'));
  }

  override equals(other: Value): boolean {
    return other instanceof Guid && other.digits === this.digits;
  }

  override hashKey(): string {
    return `\0g${this.digits}`;
  }

  override compareTo(other: Value): number | null {
    if (!(other instanceof Guid)) return null;
    return this.digits < other.digits ? -1 : this.digits > other.digits ? 1 : 0;
  }
}
