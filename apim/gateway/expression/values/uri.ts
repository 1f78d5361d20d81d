import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

/** The parts of an absolute URI as System.Uri gives them. */
export interface UriParts {
  readonly scheme: string;
  readonly userInfo: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** System.Uri; `parts` is null for a relative one. */
export class Uri extends DotnetObject {
  readonly original: string;
  readonly parts: UriParts | null;
  readonly dotnetType: TypeRef = named('Uri');
  constructor(original: string, parts: UriParts | null) {
    super();
    this.original = original;
    this.parts = parts;
  }

  /** An absolute URI, or null. */
  static absolute(text: string): Uri | null {
    const match =
      /^\s*([A-Za-z][A-Za-z\d+.-]*):(?:\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(
        text.trimEnd(),
      );
    if (match === null) return null;
    const [, scheme = '', userInfo = '', host = '', port = '', path = '', query = '', fragment = ''] = match;
    const name = scheme.toLowerCase();
    const known = Object.hasOwn(defaultPorts, name) ? defaultPorts[name] : undefined;
    const hierarchical = text.includes('://');
    if (known !== undefined && (!hierarchical || host === '')) return null;
    if (!hierarchical && name.length === 1) return null;
    if (/[\s<>"{}|\\^`]/.test(host) || Number(port) > 65535) return null;
    const escapedPath = hierarchical
      ? removeDots(escapePath(path === '' && known !== undefined ? '/' : path))
      : escapePath(path);
    return new Uri(text, {
      scheme: name,
      userInfo,
      host: host.toLowerCase(),
      port: port === '' ? (known ?? -1) : Number(port),
      path: escapedPath,
      query: escapePath(query === '?' ? '?' : query),
      fragment: escapePath(fragment),
    });
  }

  /** `relative` seen from this absolute URI. */
  combine(relative: string): Uri | null {
    const whole = Uri.absolute(relative);
    if (whole !== null || this.parts === null) return whole;
    const { scheme, userInfo, host, path, query } = this.parts;
    const base = `${scheme}://${userInfo === '' ? '' : `${userInfo}@`}${host}${this.portSuffix}`;
    if (relative.startsWith('//')) return Uri.absolute(`${scheme}:${relative}`);
    if (relative.startsWith('/')) return Uri.absolute(base + relative);
    if (relative.startsWith('?')) return Uri.absolute(base + path + relative);
    if (relative.startsWith('#') || relative === '') return Uri.absolute(base + path + query + relative);
    return Uri.absolute(base + path.slice(0, path.lastIndexOf('/') + 1) + relative);
  }

  private get portSuffix(): string {
    if (this.parts === null || this.parts.port < 0 || defaultPorts[this.parts.scheme] === this.parts.port)
      return '';
    return `:${this.parts.port}`;
  }

  get authority(): string {
    return this.parts === null ? '' : this.parts.host + this.portSuffix;
  }

  get absoluteUri(): string {
    if (this.parts === null) return this.original;
    const { scheme, userInfo, path, query, fragment } = this.parts;
    const slashes = this.original.includes('://') ? '//' : '';
    return `${scheme}:${slashes}${userInfo === '' ? '' : `${userInfo}@`}${this.authority}${path}${query}${fragment}`;
  }

  /** ToString unescapes what is safe to show. */
  override text(): string {
    if (this.parts === null) return this.original;
    return this.absoluteUri.replace(/(?:%[\dA-Fa-f]{2})+/g, (run) => {
      try {
        return [...decodeURIComponent(run)]
          .map((c) => (/[%#?/\\@:;&=+$,[\]]/.test(c) || c < ' ' ? encodeURIComponent(c) : c))
          .join('');
      } catch {
        return run;
      }
    });
  }

  override equals(other: Value): boolean {
    return (
      other instanceof Uri && other.absoluteUri.replace(/#.*/s, '') === this.absoluteUri.replace(/#.*/s, '')
    );
  }

  override hashKey(): string {
    return `\0u${this.absoluteUri}`;
  }
}

function escapePath(text: string): string {
  return text.replace(/[^\w\-.~!*'();:@&=+$,/?#[\]%]|%(?![\dA-Fa-f]{2})/gu, (c) =>
    c === '%' ? '%25' : encodeURIComponent(c),
  );
}

function removeDots(path: string): string {
  const out: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    if (segment === '..') {
      if (out.length > 1) out.pop();
      if (i === segments.length - 1) out.push('');
    } else if (segment === '.') {
      if (i === segments.length - 1) out.push('');
    } else out.push(segment);
  });
  return out.join('/');
}

/** Uri.EscapeDataString: everything but unreserved characters (RFC 3986). Unpaired surrogates become U+FFFD. */
export function escapeDataString(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Uri.UnescapeDataString: what is no valid UTF-8 stays as it is. */
export function unescapeDataString(text: string): string {
  return text.replace(/(?:%[\dA-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
