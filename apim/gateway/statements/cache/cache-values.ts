import { define, literal, optional, required, withDefault } from '../define.ts';
import { bool, decimal, name, text, value } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';
import { type CachedValue, keyOf, sizeOf } from './cached-value.ts';
import { CACHING_TYPE } from './caching-type.ts';

/** Puts a cached value into a variable; a miss leaves the variable as it is, unless there is a default-value. */
export const cacheLookupValue = define({
  name: 'cache-lookup-value',
  sections: EVERYWHERE,
  attributes: {
    key: required(text),
    'variable-name': literal(required(name)),
    'default-value': optional(value),
    'caching-type': CACHING_TYPE,
  },
  compile: ({ settings, element }) => {
    const hasDefault = element.attributes.has('default-value');
    const variable = settings['variable-name'].constant ?? '';
    return (exchange) => {
      const cached = exchange.state.cache.lookup(keyOf(settings.key.of(exchange))) as CachedValue | undefined;
      if (cached !== undefined) exchange.variables.set(variable, cached.of);
      else if (hasDefault) exchange.variables.set(variable, settings['default-value'].of(exchange) ?? null);
      exchange.note(cached === undefined ? 'The cache has no such value.' : 'The cache has the value.');
    };
  },
});

/** Keeps a value for a number of seconds. */
export const cacheStoreValue = define({
  name: 'cache-store-value',
  sections: EVERYWHERE,
  attributes: {
    key: required(text),
    value: required(value),
    duration: required(decimal(0)),
    'caching-type': CACHING_TYPE,
  },
  compile:
    ({ settings }) =>
    (exchange) => {
      const of = settings.value.of(exchange);
      const key = keyOf(settings.key.of(exchange));
      exchange.state.cache.store(key, { of }, settings.duration.of(exchange), sizeOf(of));
    },
});

/** Forgets a value. A cache in this process does not fail, so fail-on-cache-removal-error never comes to bear. */
export const cacheRemoveValue = define({
  name: 'cache-remove-value',
  sections: EVERYWHERE,
  attributes: {
    key: required(text),
    'caching-type': CACHING_TYPE,
    'fail-on-cache-removal-error': withDefault(bool, false),
  },
  compile:
    ({ settings }) =>
    (exchange) => {
      exchange.state.cache.remove(keyOf(settings.key.of(exchange)));
    },
});
