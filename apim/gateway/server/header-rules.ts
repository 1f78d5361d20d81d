import type { HeaderList } from '../statements/http/header-list.ts';

/** RFC 9110, 7.6.1: headers that are for one connection and are not passed on. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Header pairs of a message as Node gives them, without those that are for one connection. */
export function passedOn(raw: readonly string[]): (readonly [string, string])[] {
  const named = namedByConnection(raw);
  const passed: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const key = name.toLowerCase();
    if (!HOP_BY_HOP.has(key) && !named?.has(key)) passed.push([name, raw[index + 1] ?? '']);
  }
  return passed;
}

const CONNECTION = 'connection';

/** "The proxy MUST remove any header field with the names that Connection lists." */
function namedByConnection(raw: readonly string[]): ReadonlySet<string> | undefined {
  let named: Set<string> | undefined;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index];
    if (name?.length !== CONNECTION.length || name.toLowerCase() !== CONNECTION) continue;
    named ??= new Set();
    for (const each of (raw[index + 1] ?? '').split(',')) named.add(each.trim().toLowerCase());
  }
  return named;
}

/** Adds the caller's address, as API Management does; policies cannot take it out (set-header-policy). */
export function addForwardedFor(headers: HeaderList, address: string): void {
  headers.set('X-Forwarded-For', [...(headers.get('X-Forwarded-For') ?? []), address].join(', '));
}

/** An address as it is written: IPv4 within IPv6 as IPv4. */
export function callerAddress(address: string | undefined): string {
  return address?.startsWith('::ffff:') ? address.slice(7) : (address ?? '');
}

/**
 * Headers as Node sends them without looking at each: names and values by turns, several values as several lines. `leftOut`
 * are names in lower case.
 */
export function toRawHeaders(headers: HeaderList, leftOut: readonly string[] = []): string[] {
  const all: string[] = [];
  for (const [name, values] of headers.entries()) {
    if (leftOut.length > 0 && leftOut.includes(name.toLowerCase())) continue;
    for (const value of values) all.push(name, value);
  }
  return all;
}

/** Headers for Node: several values of one name stay several lines where that has a meaning, else are joined. */
export function toNodeHeaders(headers: HeaderList): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  for (const [name, values] of headers.entries()) {
    const [only] = values;
    all[name] = values.length === 1 && only !== undefined ? only : [...values];
  }
  return all;
}
