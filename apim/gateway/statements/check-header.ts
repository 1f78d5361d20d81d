import { childrenNamed, define, readText, required } from './define.ts';
import { bool, name, statusCode, text } from './setting-kinds.ts';
import { StatementFailure } from './statement-failure.ts';

/** Lets a request through if it has a header, with one of the values if any are listed. */
export const checkHeader = define({
  name: 'check-header',
  sections: ['inbound'],
  attributes: {
    name: required(name),
    'failed-check-httpcode': required(statusCode),
    'failed-check-error-message': required(text),
    'ignore-case': required(bool),
  },
  elements: { value: { many: true } },
  compile: ({ settings, element, load }) => {
    const values = childrenNamed(element, 'value').map((value) => readText(value, text, load));
    return (exchange) => {
      const header = settings.name.of(exchange);
      const given = exchange.request.headers.text(header);
      const fail = (reason: string, message: string) =>
        new StatementFailure('check-header', reason, message, {
          statusCode: settings['failed-check-httpcode'].of(exchange),
          message: settings['failed-check-error-message'].of(exchange),
        });
      if (given === undefined) {
        throw fail('HeaderNotFound', `Header ${header} was not found in the request. Access denied.`);
      }
      const fold = settings['ignore-case'].of(exchange)
        ? (word: string) => word.toLowerCase()
        : (word: string) => word;
      const allowed = values.map((value) => fold(value.of(exchange)));
      if (allowed.length > 0 && !allowed.includes(fold(given))) {
        throw fail(
          'HeaderValueNotAllowed',
          `Header ${header} value of ${given} is not allowed. Access denied.`,
        );
      }
      return undefined;
    };
  },
});
