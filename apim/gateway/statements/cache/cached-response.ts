import { createHash } from 'node:crypto';
import type { Answer, Exchange } from '../exchange.ts';
import { HeaderList } from '../http/header-list.ts';
import { MessageBody } from '../http/message-body.ts';

/** A response as the cache keeps it. */
export type CachedResponse = {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: readonly (readonly [name: string, values: readonly string[]])[];
  readonly body: Uint8Array;
};

/** What cache-lookup decided about a request, for the cache-store that corresponds to it. */
export type PendingStore = {
  readonly key: string;
  readonly cacheControl: ((durationSeconds: number) => string) | undefined;
};

/** The requests that a cache-lookup missed; shared by the statements of one gateway. */
export const pendingStores = () => new WeakMap<Exchange, PendingStore>();

/** The name that the two statements share it by. */
export const PENDING_STORES = 'responses to store';

/** What a response varies by. */
export type Varies = {
  readonly headers: readonly string[];
  /** Undefined: by the whole query. */
  readonly parameters: readonly string[] | undefined;
  readonly developer: boolean;
  readonly groups: boolean;
};

/** The cache key of a request; hashed, as it holds header values. */
export function responseKey(exchange: Exchange, varies: Varies): string {
  const { original, context, request } = exchange;
  const names = varies.parameters;
  const query = names === undefined ? request.query : request.query.filter(([name]) => names.includes(name));
  const parts = [
    original.url.origin + original.url.pathname,
    query.map(([name, value]) => [name, value]).sort(([a = ''], [b = '']) => (a < b ? -1 : Number(a > b))),
    varies.headers.map((name) => [name.toLowerCase(), request.headers.text(name) ?? null]),
    varies.developer ? (context.User?.Id ?? null) : null,
    varies.groups ? (context.User?.Groups.map(({ Id }) => Id) ?? null) : null,
  ];
  return `response:${createHash('sha256').update(JSON.stringify(parts)).digest('base64')}`;
}

/** A response to keep; its body must be in memory. */
export async function freeze(answer: Answer): Promise<CachedResponse> {
  return {
    statusCode: answer.statusCode,
    statusReason: answer.statusReason,
    headers: [...answer.headers.entries()],
    body: await answer.body.bytes(),
  };
}

/** An answer made of a kept response. */
export function thaw(cached: CachedResponse): Answer {
  return {
    statusCode: cached.statusCode,
    statusReason: cached.statusReason,
    headers: new HeaderList(cached.headers),
    body: new MessageBody(cached.body),
  };
}
