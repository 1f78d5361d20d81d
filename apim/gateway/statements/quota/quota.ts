import type { Quota } from '../../state/fixed-window.ts';
import type { Settings } from '../define.ts';
import { define } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { compileNestedLimits } from '../rate-limit/subscription-limits.ts';
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
    const nested = compileNestedLimits(elements.api, QUOTA_ATTRIBUTES, load);
    const { file, line, column } = element.place;
    const definition = `${file}:${line}:${column}`;
    return (exchange) => {
      const { Subscription: subscription } = exchange.context;
      if (subscription === null) {
        exchange.note('Without a subscription key, quota has no effect.');
        return undefined;
      }
      const start = subscription.StartDate ?? subscription.CreatedDate;
      const inner = nested.filter((limit) => limit.covers(exchange.context));
      const limits = [...inner, { settings, label: '' }].map(({ settings: own, label }) => ({
        key: `subscription\u0000${definition}\u0000${label}\u0000${subscription.Id}`,
        quota: quotaOf(own, exchange, start),
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

function quotaOf(settings: Settings<typeof QUOTA_ATTRIBUTES>, exchange: Exchange, start: number): Quota {
  const calls = settings.calls.of(exchange);
  const bandwidthKilobytes = settings.bandwidth.of(exchange);
  return {
    ...(calls !== undefined && { calls }),
    ...(bandwidthKilobytes !== undefined && { bandwidthKilobytes }),
    renewalSeconds: settings['renewal-period'].of(exchange),
    firstPeriodStart: start,
  };
}
