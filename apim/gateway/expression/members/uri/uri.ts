import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Char, Value } from '../../value.ts';
import { argumentNull, stringArray as texts } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { textOf } from '../../values/object.ts';
import { escapeDataString, Uri, type UriParts, unescapeDataString } from '../../values/uri.ts';

const relativeOperation = () =>
  dotnetError('InvalidOperationException', 'This operation is not supported for a relative URI.');

const invalid = (text: string) =>
  dotnetError(
    'UriFormatException',
    text === ''
      ? 'Invalid URI: The URI is empty.'
      : 'Invalid URI: The format of the URI could not be determined.',
  );

export function absolute(text: string | null): Uri {
  if (text === null) throw argumentNull('uriString');
  const made = Uri.absolute(text);
  if (made === null) throw invalid(text);
  return made;
}

function ofKind(text: string, kind: string): Uri | null {
  const found = kind === 'Relative' ? null : Uri.absolute(text);
  if (found !== null || kind === 'Absolute') return found;
  return kind === 'Relative' && Uri.absolute(text) !== null ? null : new Uri(text, null);
}

const part = (read: (parts: UriParts, self: Uri) => Value) => (self: Uri) => {
  if (self.parts === null) throw relativeOperation();
  return read(self.parts, self);
};

export const uri = defineType('Uri', {
  constructors: {
    '(string uriString)': (_: null, [text]: [string | null]) => absolute(text),
    '(string uriString, UriKind uriKind)': (_: null, [text, kind]: [string, EnumValue]) => {
      const made = ofKind(text, kind.label);
      if (made === null) throw invalid(text);
      return made;
    },
    '(Uri baseUri, string relativeUri)': (_: null, [base, text]: [Uri, string]) => {
      const made = base.combine(text);
      if (made === null) throw invalid(text);
      return made;
    },
    '(Uri baseUri, Uri relativeUri)': (_: null, [base, relative]: [Uri, Uri]) =>
      base.combine(relative.original) ?? base,
  },
  statics: {
    'bool IsHexDigit(char character)': (_: null, [c]: [Char]) => /[\dA-Fa-f]/.test(textOf(c)),
    'string HexEscape(char character)': (_: null, [c]: [Char]) =>
      `%${c.code.toString(16).toUpperCase().padStart(2, '0')}`,
    'string EscapeDataString(string stringToEscape)': (_: null, [text]: [string | null], call: Call) => {
      if (text === null) throw argumentNull('stringToEscape');
      return call.run.text(escapeDataString(text));
    },
    'string UnescapeDataString(string stringToUnescape)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('stringToUnescape');
      return unescapeDataString(text);
    },
    'string EscapeUriString(string stringToEscape)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('stringToEscape');
      return encodeURI(text.toWellFormed()).replace(/%5B/g, '[').replace(/%5D/g, ']');
    },
    'bool TryCreate(string uriString, UriKind uriKind, out Uri result)': (
      _: null,
      [text, kind, out]: [string | null, EnumValue, { value: Value }],
    ) => {
      out.value = text === null ? null : ofKind(text, kind.label);
      return out.value !== null;
    },
    'bool IsWellFormedUriString(string uriString, UriKind uriKind)': (
      _: null,
      [text, kind]: [string | null, EnumValue],
    ) => {
      if (text === null) return false;
      const made = ofKind(text, kind.label);
      return made !== null && !/[\s<>"{}|\\^`]/.test(text) && !/%(?![\dA-Fa-f]{2})/.test(text);
    },
    'bool CheckSchemeName(string schemeName)': (_: null, [text]: [string | null]) =>
      /^[A-Za-z][A-Za-z\d+.-]*$/.test(text ?? ''),
    'string UriSchemeHttp': () => 'http',
    'string UriSchemeHttps': () => 'https',
    'string SchemeDelimiter': () => '://',
  },
  members: {
    'string Scheme': part((p) => p.scheme),
    'string Host': part((p) => p.host),
    'string DnsSafeHost': part((p) => p.host.replace(/^\[|\]$/g, '')),
    'string IdnHost': part((p) => p.host),
    'int Port': part((p) => p.port),
    'bool IsDefaultPort': part((p, self) => !self.authority.endsWith(`:${p.port}`)),
    'string AbsolutePath': part((p) => p.path),
    'string LocalPath': part((p) => unescapeDataString(p.path)),
    'string Query': part((p) => p.query),
    'string Fragment': part((p) => p.fragment),
    'string UserInfo': part((p) => p.userInfo),
    'string PathAndQuery': part((p) => p.path + p.query),
    'string AbsoluteUri': part((_, self) => self.absoluteUri),
    'string Authority': part((_, self) => self.authority),
    'string[] Segments': part((p) => texts(p.path.match(/[^/]*\/|[^/]+$/g) ?? [])),
    'bool IsAbsoluteUri': (self: Uri) => self.parts !== null,
    'bool IsFile': part((p) => p.scheme === 'file'),
    'bool IsLoopback': part((p) => p.host === 'localhost' || p.host.startsWith('127.') || p.host === '[::1]'),
    'string OriginalString': (self: Uri) => self.original,
    'string GetLeftPart(UriPartial part)': (self: Uri, [which]: [EnumValue]) => {
      if (self.parts === null) throw relativeOperation();
      const scheme = `${self.parts.scheme}://`;
      const authority =
        scheme + (self.parts.userInfo === '' ? '' : `${self.parts.userInfo}@`) + self.authority;
      return (
        [scheme, authority, authority + self.parts.path, authority + self.parts.path + self.parts.query][
          which.value
        ] ?? scheme
      );
    },
    'bool IsBaseOf(Uri uri)': (self: Uri, [other]: [Uri]) =>
      other.absoluteUri.startsWith(self.absoluteUri.slice(0, self.absoluteUri.lastIndexOf('/') + 1)),
  },
});
