import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull } from './collection.ts';

/** Convert.FromBase64String: white space is skipped, everything else must be right. @throws FormatException */
export function fromBase64(text: string | null): Uint8Array {
  if (text === null) throw argumentNull('s');
  const compact = text.replace(/[ \t\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(compact)) {
    throw dotnetError(
      'FormatException',
      'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
    );
  }
  return new Uint8Array(Buffer.from(compact, 'base64'));
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

type EncodingName = 'utf-8' | 'us-ascii' | 'utf-16' | 'utf-16BE' | 'iso-8859-1' | 'utf-32';

/** System.Text.Encoding. */
export class Encoding extends DotnetObject {
  readonly label: EncodingName;
  readonly dotnetType: TypeRef = named('Encoding');
  constructor(label: EncodingName) {
    super();
    this.label = label;
  }

  encode(text: string): Uint8Array {
    switch (this.label) {
      case 'utf-8':
        return new Uint8Array(Buffer.from(text, 'utf8'));
      case 'us-ascii':
        return Uint8Array.from({ length: text.length }, (_, i) =>
          text.charCodeAt(i) < 128 ? text.charCodeAt(i) : 63,
        );
      case 'iso-8859-1':
        return Uint8Array.from({ length: text.length }, (_, i) =>
          text.charCodeAt(i) < 256 ? text.charCodeAt(i) : 63,
        );
      case 'utf-32':
        return new Uint8Array(Uint32Array.from(text, (c) => c.codePointAt(0) ?? 0).buffer);
      default: {
        const bytes = Buffer.from(text, 'utf16le');
        return new Uint8Array(this.label === 'utf-16BE' ? bytes.swap16() : bytes);
      }
    }
  }

  decode(bytes: Uint8Array): string {
    switch (this.label) {
      case 'utf-8':
        return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      case 'us-ascii':
        return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : '?')).join('');
      case 'iso-8859-1':
        return Buffer.from(bytes).toString('latin1');
      case 'utf-32': {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        return Array.from({ length: bytes.length >> 2 }, (_, i) =>
          String.fromCodePoint(view.getUint32(i * 4, true)),
        ).join('');
      }
      default:
        return new TextDecoder(this.label === 'utf-16BE' ? 'utf-16be' : 'utf-16le', {
          ignoreBOM: true,
        }).decode(bytes);
    }
  }
}

const labels: Readonly<Record<string, EncodingName>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'us-ascii',
  ascii: 'us-ascii',
  'utf-16': 'utf-16',
  unicode: 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16BE',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'utf-32': 'utf-32',
  'windows-1252': 'iso-8859-1',
};

/** An encoding by its web name, null when it is not known. */
export function encodingOf(name: string): Encoding | null {
  const known = name.trim().toLowerCase();
  const label = Object.hasOwn(labels, known) ? labels[known] : undefined;
  return label === undefined ? null : new Encoding(label);
}
