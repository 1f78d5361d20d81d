import { define, literal, required, withDefault } from '../define.ts';
import { SendFault } from '../exchange.ts';
import { bool, decimal, name, oneOf } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';
import { compileRequest, REQUEST_ELEMENTS } from './compile-request.ts';
import { sendFailure } from './failure.ts';

/** Sends a request and keeps the answer in a variable: an IResponse, or null after an error that is to be ignored. */
export const sendRequest = define({
  name: 'send-request',
  sections: EVERYWHERE,
  attributes: {
    mode: withDefault(oneOf('new', 'copy'), 'new'),
    'response-variable-name': required(name),
    timeout: withDefault(decimal(0), 60),
    'ignore-error': literal(withDefault(bool, false)),
  },
  elements: REQUEST_ELEMENTS,
  compile: ({ settings, element, load }) => {
    const compile = compileRequest(element, load);
    return async (exchange) => {
      const variable = settings['response-variable-name'].of(exchange);
      try {
        const request = await compile(exchange, settings.mode.of(exchange), settings.timeout.of(exchange));
        const answer = await exchange.seams.send(request);
        // The answer's body counts as well: an expression reads it without waiting.
        await answer.body.bytes();
        exchange.variables.set(variable, exchange.viewOf(answer));
      } catch (error) {
        const isRequestError = error instanceof SendFault || error instanceof StatementFailure;
        if (!isRequestError || settings['ignore-error'].constant !== true) {
          throw sendFailure('send-request', error);
        }
        exchange.note(`The request failed and its error is ignored: ${error.message}`);
        exchange.variables.set(variable, null);
      }
      return undefined;
    };
  },
});
