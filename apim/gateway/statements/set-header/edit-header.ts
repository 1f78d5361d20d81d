import {
  childrenNamed,
  readAttributes,
  readElements,
  readText,
  required,
  type Settings,
  withDefault,
} from '../define.ts';
import type { Exchange } from '../exchange.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { Side } from '../http/side.ts';
import { name, oneOf, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';

/** The attributes of set-header and set-query-parameter. */
export const EDIT_ATTRIBUTES = {
  name: required(name),
  'exists-action': withDefault(oneOf('override', 'skip', 'append', 'delete'), 'override'),
} as const;

/** Reads set-header, wherever it stands: alone, or within send-request and return-response. */
export function compileHeaderEdit(
  element: Element,
  load: Load,
): (exchange: Exchange, headers: HeaderList, side: Side) => void {
  const settings = readAttributes(element, EDIT_ATTRIBUTES, load);
  readElements(element, { value: { many: true } }, load);
  return headerEdit(settings, readValues(element, load));
}

/** The `value` elements of set-header and set-query-parameter. */
export function readValues(element: Element, load: Load): Setting<string>[] {
  return childrenNamed(element, 'value').map((value) => readText(value, text, load));
}

/** "The following headers can't be appended, overridden, or deleted" (set-header-policy, Limitations). */
const UNTOUCHABLE: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

/** "The client IP address value in X-Forwarded-For can't be deleted", "Server can't be deleted in responses". */
const UNDELETABLE: Readonly<Record<Side, string>> = { request: 'x-forwarded-for', response: 'server' };

/** "Multiple values of a header are concatenated to a CSV string", but not of these (set-header-policy, Usage notes). */
const NEVER_JOINED: ReadonlySet<string> = new Set([
  'user-agent',
  'www-authenticate',
  'proxy-authenticate',
  'cookie',
  'set-cookie',
  'warning',
  'date',
  'expires',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'retry-after',
]);

/** Makes the change that a set-header statement describes. */
export function headerEdit(
  settings: Settings<typeof EDIT_ATTRIBUTES>,
  values: readonly Setting<string>[],
): (exchange: Exchange, headers: HeaderList, side: Side) => void {
  return (exchange, headers, side) => {
    const header = settings.name.of(exchange);
    const key = header.toLowerCase();
    if (UNTOUCHABLE.has(key)) return exchange.note(`The header ${header} cannot be changed by a policy.`);
    const action = settings['exists-action'].of(exchange);
    if (action === 'delete') {
      if (key === UNDELETABLE[side]) return exchange.note(`The header ${header} cannot be deleted.`);
      return headers.delete(header);
    }
    if (action === 'skip' && headers.has(header)) return;
    const before = action === 'append' ? (headers.get(header) ?? []) : [];
    // A line break would end the header and begin another one.
    const given = values.map((value) => value.of(exchange).replaceAll(/[\r\n]+/g, ' '));
    const all = [...before, ...given];
    headers.set(header, ...(NEVER_JOINED.has(key) ? all : [all.join(',')]));
  };
}
