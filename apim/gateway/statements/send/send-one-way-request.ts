import { define, withDefault } from '../define.ts';
import { decimal, oneOf } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';
import { compileRequest, REQUEST_ELEMENTS } from './compile-request.ts';

/** Sends a request "without waiting for a response"; what comes of it is nobody's business. */
export const sendOneWayRequest = define({
  name: 'send-one-way-request',
  sections: EVERYWHERE,
  attributes: { mode: withDefault(oneOf('new', 'copy'), 'new'), timeout: withDefault(decimal(0), 60) },
  elements: REQUEST_ELEMENTS,
  compile: ({ settings, element, load }) => {
    const compile = compileRequest(element, load);
    return async (exchange) => {
      const request = await compile(exchange, settings.mode.of(exchange), settings.timeout.of(exchange));
      // The caller may be answered and gone before this request is over.
      exchange.seams
        .send({ ...request, signal: undefined })
        .then((answer) => answer.body.bytes())
        .catch((error: unknown) => exchange.note(`The one-way request failed: ${String(error)}`));
      return undefined;
    };
  },
});
