import { define, required } from '../define.ts';
import { answerOf } from '../http/side.ts';
import { name } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';
import { isJson } from './media-type.ts';

/** One or more JavaScript identifiers with dots between: anything else would be script that the caller wrote. */
const CALLBACK = /^[$_\p{ID_Start}][$\p{ID_Continue}]*(?:\.[$_\p{ID_Start}][$\p{ID_Continue}]*)*$/u;

/** Wraps a JSON response in a call of the function that the query names. */
export const jsonp = define({
  name: 'jsonp',
  sections: ['outbound'],
  once: true,
  attributes: { 'callback-parameter-name': required(name) },
  compile:
    ({ settings }) =>
    async (exchange) => {
      const parameter = settings['callback-parameter-name'].of(exchange);
      const callback = exchange.original.url.searchParams.get(parameter);
      const answer = answerOf(exchange, 'jsonp');
      if (callback === null || !isJson(answer.headers.text('Content-Type'))) return undefined;
      if (!CALLBACK.test(callback)) {
        const message = `Value of callback parameter ${parameter} is not a valid JavaScript identifier.`;
        throw new StatementFailure('jsonp', 'CallbackParameterInvalid', message, {
          statusCode: 400,
          message,
        });
      }
      answer.body.replace(`${callback}(${await answer.body.text()});`);
      answer.headers.set('Content-Type', 'application/javascript');
      return undefined;
    },
});
