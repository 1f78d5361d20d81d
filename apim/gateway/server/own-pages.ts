import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TraceLog } from './trace-log.ts';

type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** Pages that the gateway answers itself, before any API. */
export type OwnPages = { find(request: IncomingMessage): Page | undefined };

/** Where API Management answers load balancers. */
const STATUS = '/status-0123456789abcdef';
const TRACE_PAGE = new URL('./trace-page.html', import.meta.url);

/** No page can be framed, and no script but its own runs: traces hold text that callers wrote. */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * The state of the service at the path where API Management has it, and the trace: a page, and its records as JSON. The
 * trace is for this machine only: other callers do not find it.
 */
export function createOwnPages(trace: TraceLog): OwnPages {
  const html = readFileSync(TRACE_PAGE);
  const operational: Page = (_, response) => send(response, 'text/plain', 'Service Operational');
  const pages: ReadonlyMap<string, Page> = new Map<string, Page>([
    [STATUS, operational],
    ['/health', operational],
    ['/trace', (_, response) => void response.writeHead(200, PAGE_HEADERS).end(html)],
    ['/trace.json', (_, response) => send(response, 'application/json', JSON.stringify(trace.last()))],
  ]);
  return {
    find(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const path = request.url?.split('?', 1)[0] ?? '';
      const page = pages.get(path);
      return page === undefined || page === operational || isLocal(request) ? page : undefined;
    },
  };
}

/**
 * Whether the caller is on this machine and asked for it by name: a page elsewhere whose name was made to lead here (DNS
 * rebinding) says its own name in Host.
 */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '';
  return isLoopback && (host === 'localhost' || host.startsWith('127.') || host === '[::1]');
}

function send(response: ServerResponse, contentType: string, content: string): void {
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  response.end(content);
}
