import { compileCertificate } from '../authentication/certificate.ts';
import { compileManagedIdentity } from '../authentication/managed-identity.ts';
import { childrenNamed, readText } from '../define.ts';
import type { Exchange, OutgoingRequest } from '../exchange.ts';
import { HeaderList } from '../http/header-list.ts';
import { sideOf } from '../http/side.ts';
import { compileProxy } from '../proxy.ts';
import { compileBody } from '../set-body/body-content.ts';
import { compileHeaderEdit } from '../set-header/edit-header.ts';
import { method } from '../set-method.ts';
import { name } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import { backendUrl } from './forward-request.ts';

/** The elements of send-request and send-one-way-request. */
export const REQUEST_ELEMENTS = {
  'set-url': {},
  'set-method': {},
  'set-header': { many: true },
  'set-body': {},
  'authentication-certificate': {},
  'authentication-managed-identity': {},
  proxy: {},
} as const;

/** Makes the request that a statement sends of its own accord, `new` or as a `copy` of the current one. */
export function compileRequest(
  element: Element,
  load: Load,
): (exchange: Exchange, mode: 'new' | 'copy', timeoutSeconds: number) => Promise<OutgoingRequest> {
  const only = (child: string) => childrenNamed(element, child)[0];
  const part = <T>(child: string, compile: (found: Element) => T) => {
    const found = only(child);
    return found === undefined ? undefined : compile(found);
  };
  const url = part('set-url', (found) => readText(found, name, load));
  const verb = part('set-method', (found) => readText(found, method, load));
  const headers = childrenNamed(element, 'set-header').map((found) => compileHeaderEdit(found, load));
  const body = part('set-body', (found) => compileBody(found, load));
  const certificate = part('authentication-certificate', (found) => compileCertificate(found, load));
  const identity = part('authentication-managed-identity', (found) => compileManagedIdentity(found, load));
  const proxy = part('proxy', (found) => compileProxy(found, load));
  const isNew = (element.attributes.get('mode')?.value ?? 'new') === 'new';
  // The page requires set-url and set-method for a new request; documents in use leave set-method out and get a GET.
  if (isNew && url === undefined) load.fault(element.place, `<${element.name}> needs <set-url>`);

  return async (exchange, mode, timeoutSeconds) => {
    const { request } = exchange;
    const copies = mode === 'copy';
    // "In the outbound policy section, mode=copy does not initialize the request body."
    const copiesBody = copies && sideOf(exchange) === 'request';
    const list = copies ? request.headers.copy() : new HeaderList();
    const copied = copiesBody && !request.body.isAbsent ? await request.body.bytes() : undefined;
    for (const edit of headers) edit(exchange, list, 'request');
    await identity?.(exchange, list);
    const text = body?.readsBody && copied ? new TextDecoder().decode(copied) : '';
    const made = body?.make(exchange, { text, contentType: list.text('Content-Type') });
    const content =
      body === undefined ? copied : typeof made === 'string' ? new TextEncoder().encode(made) : made;
    return {
      method: verb?.of(exchange) ?? (copies ? request.method : 'GET'),
      url: absolute(url?.of(exchange) ?? backendUrl(exchange), element.name),
      headers: list,
      body: content,
      timeoutMilliseconds: timeoutSeconds * 1000,
      followRedirects: true,
      signal: exchange.signal,
      certificate: certificate?.(exchange),
      proxy: proxy?.(exchange),
      streams: false,
    };
  };
}

function absolute(url: string, statement: string): string {
  if (URL.canParse(url) && /^https?:/i.test(url)) return url;
  throw brokenSetting(statement, 'set-url must be an absolute http or https URL.');
}
