import { define, literal, optional, withDefault } from '../define.ts';
import { makeAnswer } from '../http/answer.ts';
import { name, statusCode } from '../setting-kinds.ts';

/** Answers with the example that the API's definition has of the operation's response, or with nothing when there is none. */
export const mockResponse = define({
  name: 'mock-response',
  sections: ['inbound', 'outbound', 'on-error'],
  notOnHandshake: true,
  attributes: {
    'status-code': literal(withDefault(statusCode, 200)),
    'content-type': literal(optional(name)),
  },
  compile: ({ settings }) => {
    const status = settings['status-code'].constant ?? 200;
    const wanted = settings['content-type'].constant;
    return (exchange) => {
      const example = exchange.definition?.response(status)?.example(wanted);
      const contentType = wanted ?? example?.contentType;
      exchange.response = makeAnswer(status, {
        headers: contentType === undefined ? {} : { 'Content-Type': contentType },
        body: example?.content ?? '',
      });
      return 'answered';
    };
  },
});
