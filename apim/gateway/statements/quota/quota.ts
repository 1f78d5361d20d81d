import type { Quota } from '../../state/fixed-window.ts';
import { define, literal, optional, type Settings } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { compileNestedLimits } from '../rate-limit/subscription-limits.ts';
import { integer } from '../setting-kinds.ts';
import { bytesOf, checkQuota, QUOTA_ATTRIBUTES, refuseBeyond } from './quota-attributes.ts';

/**
 * A quota a subscription, in fixed windows from its start: "the start of each period is calculated relative to the
 * start time of the subscription" (quota-policy, renewal-period). Without a subscription key it has no effect.
 */
export const quota = define({
  name: 'quota',
  sections: ['inbound'],
  once: true,
  attributes: QUOTA_ATTRIBUTES,
  elements: { api: { many: true } },
  compile: ({ settings, elements, element, load }) => {
    checkQuota(element, load);
    const nested = compileNestedLimits(elements.api, NESTED, load);
    const { file, line, column } = element.place;
    const definition = `${file}:${line}:${column}`;
    return (exchange) => {
      const { Subscription: subscription } = exchange.context;
      if (subscription === null) {
        exchange.note('Without a subscription key, quota has no effect.');
        return undefined;
      }
      const start = subscription.StartDate ?? subscription.CreatedDate;
      const period = settings['renewal-period'].of(exchange);
      const inner = nested.filter((limit) => limit.covers(exchange.context));
      const limits = [...inner, { settings, label: '' }].map(({ settings: own, label }) => ({
        key: `subscription\u0000${definition}\u0000${label}\u0000${subscription.Id}`,
        quota: quotaOf(own, exchange, start, period),
      }));
      const { quotas } = exchange.state;
      for (const limit of limits) refuseBeyond('quota', quotas.read(limit.key, limit.quota));
      for (const limit of limits) quotas.add(limit.key, limit.quota, 1, 0);
      exchange.beforeAnswer((answer) => {
        const bytes = bytesOf(exchange, answer);
        for (const limit of limits) quotas.add(limit.key, limit.quota, 0, bytes);
      });
      return undefined;
    };
  },
});

/** The page's table requires a period of api and operation, its statement shows them without: the quota's own then. */
const NESTED = { ...QUOTA_ATTRIBUTES, 'renewal-period': literal(optional(integer(0))) } as const;

function quotaOf(
  settings: Settings<typeof NESTED>,
  exchange: Exchange,
  start: number,
  period: number,
): Quota {
  const calls = settings.calls.of(exchange);
  const bandwidthKilobytes = settings.bandwidth.of(exchange);
  return {
    ...(calls !== undefined && { calls }),
    ...(bandwidthKilobytes !== undefined && { bandwidthKilobytes }),
    renewalSeconds: settings['renewal-period'].of(exchange) ?? period,
    firstPeriodStart: start,
  };
}
