import { isIP } from 'node:net';
import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull, stringArray as texts } from '../values/collection.ts';
import type { EnumValue } from '../values/enumeration.ts';
import type { UriParts } from '../values/uri.ts';
import { escapeDataString, Uri, unescapeDataString } from '../values/uri.ts';

const relativeOperation = () =>
  dotnetError('InvalidOperationException', 'This operation is not supported for a relative URI.');
const invalid = (text: string) =>
  dotnetError(
    'UriFormatException',
    text === ''
      ? 'Invalid URI: The URI is empty.'
      : 'Invalid URI: The format of the URI could not be determined.',
  );

function absolute(text: string | null): Uri {
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

const uri = defineType('Uri', {
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

/** UriBuilder: parts that can be set. */
class UriBuilder extends DotnetObject {
  readonly dotnetType: TypeRef = named('UriBuilder');
  parts: UriParts;
  constructor(parts: UriParts) {
    super();
    this.parts = parts;
  }

  get uri(): Uri {
    const { scheme, host, port, path, query, fragment } = this.parts;
    return absolute(`${scheme}://${host}${port < 0 ? '' : `:${port}`}${path}${query}${fragment}`);
  }

  override text(): string {
    const { scheme, host, port, path, query, fragment } = this.parts;
    return `${scheme}://${host}${port < 0 ? '' : `:${port}`}${path}${query}${fragment}`;
  }
}

const blank: UriParts = {
  scheme: 'http',
  userInfo: '',
  host: 'localhost',
  port: -1,
  path: '/',
  query: '',
  fragment: '',
};
const prefixed = (text: string, mark: string) => (text === '' || text.startsWith(mark) ? text : mark + text);
const set =
  (change: (value: never) => Partial<UriParts>) =>
  (self: UriBuilder, [value]: [Value]) => {
    self.parts = { ...self.parts, ...change(value as never) };
    return null;
  };

const builder = defineType('UriBuilder', {
  constructors: {
    '()': () => new UriBuilder(blank),
    '(string uri)': (_: null, [text]: [string]) =>
      new UriBuilder((Uri.absolute(text) ?? absolute(`http://${text}`)).parts ?? blank),
    '(Uri uri)': (_: null, [from]: [Uri]) => new UriBuilder(from.parts ?? blank),
    '(string schemeName, string hostName)': (_: null, [scheme, host]: [string, string]) =>
      new UriBuilder({ ...blank, scheme, host }),
    '(string scheme, string host, int portNumber)': (
      _: null,
      [scheme, host, port]: [string, string, number],
    ) => new UriBuilder({ ...blank, scheme, host, port }),
    '(string scheme, string host, int port, string pathValue)': (
      _: null,
      [scheme, host, port, path]: [string, string, number, string],
    ) => new UriBuilder({ ...blank, scheme, host, port, path: prefixed(path, '/') }),
  },
  members: {
    'Uri Uri': (self: UriBuilder) => self.uri,
    'string Scheme': (self: UriBuilder) => self.parts.scheme,
    'string Host': (self: UriBuilder) => self.parts.host,
    'int Port': (self: UriBuilder) => self.parts.port,
    'string Path': (self: UriBuilder) => self.parts.path,
    'string Query': (self: UriBuilder) => self.parts.query,
    'string Fragment': (self: UriBuilder) => self.parts.fragment,
  },
  setters: {
    'string Scheme': set((scheme: string) => ({ scheme })),
    'string Host': set((host: string) => ({ host })),
    'int Port': set((port: number) => ({ port })),
    'string Path': set((path: string | null) => ({ path: prefixed(path ?? '', '/') })),
    'string Query': set((query: string | null) => ({ query: prefixed(query ?? '', '?') })),
    'string Fragment': set((fragment: string | null) => ({ fragment: prefixed(fragment ?? '', '#') })),
  },
});

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const htmlEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  euro: '€',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};

/** WebUtility.UrlEncode: form encoding; ! ( ) * - . _ stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/['~]/g, (c) => (c === "'" ? '%27' : '%7E'));
}

function htmlEncode(text: string): string {
  return [...text]
    .map((c) => {
      const code = c.codePointAt(0) ?? 0;
      return htmlEscapes[c] ?? ((code >= 160 && code < 256) || code > 0xffff ? `&#${code};` : c);
    })
    .join('');
}

function htmlDecode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(\w{2,8}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined)
        return Object.hasOwn(htmlEntities, name) ? (htmlEntities[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const orNull =
  (change: (text: string) => string) =>
  (_: null, [text]: [string | null], call: Call) =>
    text === null ? null : call.run.text(change(text));
const web = {
  'string UrlEncode(string value)': orNull(urlEncode),
  'string UrlDecode(string encodedValue)': orNull((text) => unescapeDataString(text.replaceAll('+', ' '))),
  'string HtmlEncode(string value)': orNull(htmlEncode),
  'string HtmlDecode(string value)': orNull(htmlDecode),
};

/** System.Net.IPAddress. */
class IpAddress extends DotnetObject {
  readonly address: string;
  readonly dotnetType: TypeRef = named('IPAddress');
  constructor(address: string) {
    super();
    this.address = address;
  }

  override text(): string {
    return this.address;
  }

  override equals(other: Value): boolean {
    return other instanceof IpAddress && other.address === this.address;
  }

  override hashKey(): string {
    return `\0i${this.address}`;
  }
}

const readIp = (text: string): IpAddress | null =>
  isIP(text) === 0
    ? null
    : new IpAddress(isIP(text) === 4 ? text : new URL(`http://[${text}]`).hostname.slice(1, -1));

const ip = defineType('IPAddress', {
  statics: {
    'IPAddress Parse(string ipString)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('ipString');
      const found = readIp(text);
      if (found === null) throw dotnetError('FormatException', 'An invalid IP address was specified.');
      return found;
    },
    'bool TryParse(string ipString, out IPAddress address)': (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => {
      out.value = text === null ? null : readIp(text);
      return out.value !== null;
    },
    'bool IsLoopback(IPAddress address)': (_: null, [address]: [IpAddress]) =>
      address.address.startsWith('127.') || address.address === '::1',
  },
  members: {
    'byte[] GetAddressBytes()': (self: IpAddress) => {
      if (isIP(self.address) === 4) return Uint8Array.from(self.address.split('.').map(Number));
      const [head = '', tail] = self.address.split('::');
      const groups = (text: string) =>
        text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
      const before = groups(head);
      const after = groups(tail ?? '');
      const all =
        tail === undefined
          ? before
          : [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
      return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
    },
  },
});

export const uriTypes: readonly TypeDefinition[] = [
  uri,
  builder,
  defineType('WebUtility', { kind: 'static', statics: web }),
  defineType('HttpUtility', { kind: 'static', statics: web }),
  ip,
];
