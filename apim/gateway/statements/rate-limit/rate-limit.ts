import { define, literal, required } from '../define.ts';
import { integer } from '../setting-kinds.ts';
import { REPORT_ATTRIBUTES, report } from './rate-attributes.ts';
import { compileNestedLimits } from './subscription-limits.ts';

const LIMIT = {
  calls: literal(required(integer(1))),
  'renewal-period': literal(required(integer(1, 300))),
} as const;

/**
 * A limit of calls a subscription in a sliding window; "this policy can be used only once per policy definition", and
 * without a subscription key it has no effect.
 */
export const rateLimit = define({
  name: 'rate-limit',
  sections: ['inbound'],
  once: true,
  attributes: { ...LIMIT, ...REPORT_ATTRIBUTES },
  elements: { api: { many: true } },
  compile: ({ settings, elements, element, load }) => {
    const nested = compileNestedLimits(elements.api, LIMIT, load);
    const { file, line, column } = element.place;
    const definition = `${file}:${line}:${column}`;
    return (exchange) => {
      const { Subscription: subscription } = exchange.context;
      if (subscription === null) {
        exchange.note('Without a subscription key, rate-limit has no effect.');
        return undefined;
      }
      const inner = nested.filter((limit) => limit.covers(exchange.context));
      // The widest limit is told of; a narrower one that is exceeded refuses as well.
      for (const { settings: own, label } of [...inner.reverse(), { settings, label: '' }]) {
        const calls = own.calls.of(exchange);
        const limit = { calls, renewalSeconds: own['renewal-period'].of(exchange) };
        const key = `subscription\u0000${definition}\u0000${label}\u0000${subscription.Id}`;
        report('rate-limit', settings, exchange, calls, exchange.state.rates.take(key, limit));
      }
      return undefined;
    };
  },
});
