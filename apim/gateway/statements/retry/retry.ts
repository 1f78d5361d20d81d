import { define, optional, required, withDefault } from '../define.ts';
import { bool, decimal, integer } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';
import { retryWait } from './wait.ts';

/** "The policy executes its child policies once and then retries their execution until the retry condition is false". */
export const retry = define({
  name: 'retry',
  sections: EVERYWHERE,
  freeContent: true,
  attributes: {
    condition: required(bool),
    count: required(integer(1, 50)),
    interval: required(decimal(0)),
    'max-interval': optional(decimal(0)),
    delta: optional(decimal(0)),
    'first-fast-retry': withDefault(bool, false),
  },
  compile: ({ settings, element, load }) => {
    for (const child of element.children) {
      if (child.kind === 'element' && child.name === 'wait') {
        load.fault(child.place, '<retry> may contain any policy except <wait>');
      }
    }
    const block = load.statements(element);
    return async (exchange) => {
      let outcome = await block.run(exchange);
      const count = settings.count.of(exchange);
      for (let attempt = 1; attempt <= count && outcome === undefined; attempt += 1) {
        if (!settings.condition.of(exchange)) break;
        const intervals = {
          interval: settings.interval.of(exchange),
          maxInterval: settings['max-interval'].of(exchange),
          delta: settings.delta.of(exchange),
          firstFast: settings['first-fast-retry'].of(exchange),
        };
        const seconds = retryWait(intervals, attempt, exchange.seams.random());
        exchange.note(`Retry ${attempt} of ${count} in ${seconds} s.`);
        if (seconds > 0) await exchange.seams.wait(seconds * 1000, exchange.signal);
        outcome = await block.run(exchange);
      }
      return outcome;
    };
  },
});
