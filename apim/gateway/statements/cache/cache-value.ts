import type { Value } from '../../expression/index.ts';
import { define, literal, optional, readAttributes, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { decimal, name, text, value } from '../setting-kinds.ts';
import type { Block, Outcome } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';
import { type CachedValue, keyOf, sizeOf } from './cached-value.ts';
import { CACHING_TYPE } from './caching-type.ts';

/** "28800": what the policy toolkit's emulator takes without expires-after. */
const DEFAULT_SECONDS = 28_800;

/** A `value` block that runs, and the request that it runs for. */
type UnderWay = { readonly exchange: Exchange; readonly done: Promise<void> };

/**
 * Puts a cached value into a variable, and runs `value` to make it when there is none or when it is to be refreshed. The
 * reference has no page for it; this is what CacheValueConfig and CacheValueHandler of Microsoft's policy toolkit say:
 * "a unified caching solution with stampede protection". Of requests that miss together one runs the block and the others
 * wait; while one refreshes a value the others take the old one.
 */
export const cacheValue = define({
  name: 'cache-value',
  page: 'api-management-policies',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  attributes: {
    key: required(text),
    'variable-name': literal(required(name)),
    'expires-after': withDefault(decimal(0), DEFAULT_SECONDS),
    'refresh-after': optional(decimal(0)),
    'default-value': optional(value),
    'caching-type': CACHING_TYPE,
  },
  elements: { value: { required: true } },
  compile: ({ settings, elements, element, load }) => {
    const variable = settings['variable-name'].constant ?? '';
    const hasDefault = element.attributes.has('default-value');
    const [block] = elements.value.map((each) => {
      readAttributes(each, {}, load);
      return load.statements(each);
    });
    const underWay = load.shared('values that are made', () => new Map<string, UnderWay>());

    const make = async (
      exchange: Exchange,
      key: string,
      stale: CachedValue | undefined,
    ): Promise<Outcome> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      underWay.set(key, { exchange, done: promise });
      try {
        const outcome = await runBlock(block, exchange, variable, stale);
        const made = exchange.variables.get(variable) ?? null;
        if (outcome !== undefined || made === null || made === stale?.of) return outcome;
        const expires = settings['expires-after'].of(exchange);
        const refreshes = settings['refresh-after'].of(exchange) ?? expires;
        const refreshAt = exchange.seams.now() + refreshes * 1000;
        exchange.state.cache.store(keyOf(key), { of: made, refreshAt }, expires, sizeOf(made));
        return undefined;
      } finally {
        underWay.delete(key);
        resolve();
      }
    };

    return async (exchange) => {
      const key = settings.key.of(exchange);
      const isForced = settings['refresh-after'].of(exchange) === 0;
      const lookup = () => exchange.state.cache.lookup(keyOf(key)) as CachedValue | undefined;
      const take = ({ of }: CachedValue) => void exchange.variables.set(variable, of);
      const others = underWay.get(key);
      const isOurs = others?.exchange === exchange;
      let cached = isForced ? undefined : lookup();
      if (cached === undefined && others !== undefined && !isOurs) {
        await others.done;
        cached = lookup();
      }
      if (cached !== undefined && (others !== undefined || !isDue(cached, exchange))) {
        exchange.note('The cache has the value.');
        return take(cached);
      }
      const outcome = await make(exchange, key, cached);
      if (outcome === undefined && hasDefault && !exchange.variables.has(variable)) {
        exchange.variables.set(variable, settings['default-value'].of(exchange) ?? null);
      }
      return outcome;
    };
  },
});

const isDue = ({ refreshAt }: CachedValue, exchange: Exchange): boolean =>
  refreshAt !== undefined && refreshAt <= exchange.seams.now();

/** Runs the block with the variable gone, so that what it holds afterwards is the block's; else it is what it was. */
async function runBlock(
  block: Block | undefined,
  exchange: Exchange,
  variable: string,
  stale: CachedValue | undefined,
): Promise<Outcome> {
  const before: Value | undefined = stale?.of ?? exchange.variables.get(variable);
  exchange.variables.delete(variable);
  const restore = () => {
    if (!exchange.variables.has(variable) && before !== undefined) exchange.variables.set(variable, before);
  };
  try {
    const outcome = await block?.run(exchange);
    restore();
    return outcome;
  } catch (error) {
    if (stale === undefined || !(error instanceof StatementFailure)) throw error;
    exchange.note(`The value could not be refreshed, and the old one is taken: ${error.message}`);
    exchange.variables.set(variable, stale.of);
    return undefined;
  }
}
