import { define, required, withDefault } from '../define.ts';
import { answerOf } from '../http/side.ts';
import { bool, decimal } from '../setting-kinds.ts';
import { freeze, PENDING_STORES, pendingStores } from './cached-response.ts';

/** Keeps the response that the corresponding cache-lookup missed: 200 alone, unless cache-response says otherwise. */
export const cacheStore = define({
  name: 'cache-store',
  sections: ['outbound'],
  once: true,
  notOnHandshake: true,
  attributes: { duration: required(decimal(0)), 'cache-response': withDefault(bool, false) },
  compile: ({ settings, load }) => {
    const pending = load.shared(PENDING_STORES, pendingStores);
    return async (exchange) => {
      const missed = pending.get(exchange);
      if (missed === undefined) return undefined;
      const answer = answerOf(exchange, 'cache-store');
      if (answer.statusCode !== 200 && !settings['cache-response'].of(exchange)) return undefined;
      const duration = settings.duration.of(exchange);
      if (missed.cacheControl !== undefined)
        answer.headers.set('Cache-Control', missed.cacheControl(duration));
      const response = await freeze(answer);
      exchange.state.cache.store(missed.key, response, duration, response.body.length + 512);
      return undefined;
    };
  },
});
