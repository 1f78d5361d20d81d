import { childrenNamed, define, readText, withDefault } from '../define.ts';
import { bool, name, oneOf } from '../setting-kinds.ts';
import {
  type CachedResponse,
  PENDING_STORES,
  pendingStores,
  responseKey,
  thaw,
  type Varies,
} from './cached-response.ts';
import { CACHING_TYPE } from './caching-type.ts';

/**
 * Answers a GET request from the cache. "API Management only performs cache lookup for HTTP GET requests"; with an
 * Authorization header only if allow-private-response-caching says so. vary-by-developer(-groups) are said to be
 * required and to be false by default: absent means false.
 */
export const cacheLookup = define({
  name: 'cache-lookup',
  sections: ['inbound'],
  once: true,
  notOnHandshake: true,
  attributes: {
    'vary-by-developer': withDefault(bool, false),
    'vary-by-developer-groups': withDefault(bool, false),
    'caching-type': CACHING_TYPE,
    'downstream-caching-type': withDefault(oneOf('none', 'private', 'public'), 'none'),
    'must-revalidate': withDefault(bool, true),
    'allow-private-response-caching': withDefault(bool, false),
  },
  elements: { 'vary-by-header': { many: true }, 'vary-by-query-parameter': { many: true } },
  compile: ({ settings, element, load }) => {
    const headers = childrenNamed(element, 'vary-by-header').map((child) => readText(child, name, load));
    const parameters = childrenNamed(element, 'vary-by-query-parameter').map((child) =>
      readText(child, name, load),
    );
    const pending = load.shared(PENDING_STORES, pendingStores);
    return (exchange) => {
      if (exchange.original.method !== 'GET') return undefined;
      const isPrivate = exchange.original.headers.has('Authorization');
      if (isPrivate && !settings['allow-private-response-caching'].of(exchange)) return undefined;
      const varies: Varies = {
        headers: headers.map((header) => header.of(exchange)),
        parameters:
          parameters.length === 0
            ? undefined
            : parameters.flatMap((parameter) =>
                parameter
                  .of(exchange)
                  .split(';')
                  .map((part) => part.trim()),
              ),
        developer: settings['vary-by-developer'].of(exchange),
        groups: settings['vary-by-developer-groups'].of(exchange),
      };
      const key = responseKey(exchange, varies);
      const cached = exchange.state.cache.lookup(key) as CachedResponse | undefined;
      if (cached !== undefined) {
        exchange.response = thaw(cached);
        return 'cached';
      }
      const downstream = settings['downstream-caching-type'].of(exchange);
      const revalidates = settings['must-revalidate'].of(exchange) ? ', must-revalidate' : '';
      const cacheControl =
        downstream === 'none' ? undefined : (age: number) => `${downstream}, max-age=${age}${revalidates}`;
      pending.set(exchange, { key, cacheControl });
      return undefined;
    };
  },
});
