import { define, literal, placeOfAttribute, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { countOf, INCREMENT_ATTRIBUTES, isDeferred } from '../rate-limit/rate-attributes.ts';
import { instant, text } from '../setting-kinds.ts';
import { bytesOf, checkQuota, QUOTA_ATTRIBUTES, refuseBeyond } from './quota-attributes.ts';

/** 0001-01-01T00:00:00Z, where .NET's calendar begins. */
const BEGINNING = -62_135_596_800_000;

/**
 * A quota of calls or kilobytes a key in fixed windows. "If multiple policies would increment the same key value, it is
 * incremented only once per request"; the minimum period is 300 seconds, and 0 means for ever.
 */
export const quotaByKey = define({
  name: 'quota-by-key',
  sections: ['inbound'],
  attributes: {
    ...QUOTA_ATTRIBUTES,
    'counter-key': required(text),
    ...INCREMENT_ATTRIBUTES,
    'first-period-start': literal(withDefault(instant, BEGINNING)),
  },
  compile: ({ settings, element, load }) => {
    checkQuota(element, load);
    const period = settings['renewal-period'].constant ?? 0;
    if (period !== 0 && period < 300) {
      load.fault(
        placeOfAttribute(element, 'renewal-period'),
        '<quota-by-key> needs a "renewal-period" of at least 300 seconds, or 0',
      );
    }
    const counted = load.shared('quota keys a request', () => new WeakMap<Exchange, Map<string, number>>());
    const calls = settings.calls.constant;
    const bandwidth = settings.bandwidth.constant;
    const quota = {
      ...(calls !== undefined && { calls }),
      ...(bandwidth !== undefined && { bandwidthKilobytes: bandwidth }),
      renewalSeconds: period,
      firstPeriodStart: settings['first-period-start'].constant ?? BEGINNING,
    };
    const deferred = isDeferred(settings);
    return (exchange) => {
      const { quotas } = exchange.state;
      const key = `key\u0000${settings['counter-key'].of(exchange)}`;
      const keys = counted.get(exchange) ?? new Map<string, number>();
      counted.set(exchange, keys);
      // Counters of different periods are different counters.
      const counter = `${period}\u0000${key}`;
      refuseBeyond('quota-by-key', quotas.read(key, quota, keys.get(counter)));
      if (keys.has(counter)) return undefined;
      const count = deferred ? 0 : countOf(settings, exchange);
      keys.set(counter, count);
      if (deferred)
        exchange.atEndOfOutbound(() => void quotas.add(key, quota, countOf(settings, exchange), 0));
      else quotas.add(key, quota, count, 0);
      if (bandwidth !== undefined) {
        exchange.beforeAnswer((answer) => void quotas.add(key, quota, 0, bytesOf(exchange, answer)));
      }
      return undefined;
    };
  },
});
