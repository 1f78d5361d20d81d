import { define, literal, required } from './define.ts';
import { integer, text } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';
import { StatementFailure } from './statement-failure.ts';

/** "Prevents enclosed policies from executing by more than the specified number of requests at any time": 429 at once. */
export const limitConcurrency = define({
  name: 'limit-concurrency',
  sections: EVERYWHERE,
  freeContent: true,
  attributes: { key: required(text), 'max-count': literal(required(integer(1))) },
  compile: ({ settings, element, load }) => {
    const block = load.statements(element);
    return async (exchange) => {
      const release = exchange.state.slots.take(
        settings.key.of(exchange),
        settings['max-count'].constant ?? 0,
      );
      if (release === undefined) {
        // The text is not documented; the status is.
        const message = 'Concurrency limit is exceeded.';
        throw new StatementFailure('limit-concurrency', 'ConcurrencyLimitExceeded', message, {
          statusCode: 429,
          message,
        });
      }
      try {
        return await block.run(exchange);
      } finally {
        release();
      }
    };
  },
});
