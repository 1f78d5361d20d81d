import { define, required } from '../define.ts';
import { integer, text } from '../setting-kinds.ts';
import { countOf, INCREMENT_ATTRIBUTES, isDeferred, REPORT_ATTRIBUTES, report } from './rate-attributes.ts';

/**
 * A limit of calls a key in a sliding window. "For each key value, a single counter is used for all scopes at which the
 * policy is configured"; "maximum allowed value: 300 seconds".
 */
export const rateLimitByKey = define({
  name: 'rate-limit-by-key',
  sections: ['inbound'],
  attributes: {
    calls: required(integer(1)),
    'renewal-period': required(integer(1, 300)),
    'counter-key': required(text),
    ...INCREMENT_ATTRIBUTES,
    ...REPORT_ATTRIBUTES,
  },
  compile: ({ settings }) => {
    const deferred = isDeferred(settings);
    return (exchange) => {
      const { rates } = exchange.state;
      const calls = settings.calls.of(exchange);
      const limit = { calls, renewalSeconds: settings['renewal-period'].of(exchange) };
      const key = `key\u0000${settings['counter-key'].of(exchange)}`;
      if (!deferred) {
        const reading = rates.take(key, limit, countOf(settings, exchange));
        report('rate-limit-by-key', settings, exchange, calls, reading);
        return undefined;
      }
      // "Limit exceeded condition is not evaluated at the same time [...] and will be evaluated on next incoming call."
      report('rate-limit-by-key', settings, exchange, calls, rates.read(key, limit));
      exchange.atEndOfOutbound(() => {
        const count = countOf(settings, exchange);
        const { remaining } = rates.add(key, limit, count);
        const header = settings['remaining-calls-header-name'].constant;
        const variable = settings['remaining-calls-variable-name'].constant;
        if (variable !== undefined) exchange.variables.set(variable, remaining);
        if (header !== undefined)
          exchange.beforeAnswer((answer) => answer.headers.set(header, String(remaining)));
      });
      return undefined;
    };
  },
});
