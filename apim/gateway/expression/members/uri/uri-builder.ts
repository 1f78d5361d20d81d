import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import { Uri, type UriParts } from '../../values/uri.ts';
import { absolute } from './uri.ts';

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

export const builder = defineType('UriBuilder', {
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
