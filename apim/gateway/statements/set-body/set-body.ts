import { declare } from '../define.ts';
import { messageOf } from '../http/side.ts';
import { EVERYWHERE } from '../statement.ts';
import { BODY_ATTRIBUTES, compileBody } from './body-content.ts';

/**
 * Replaces the body of the request or the response. The page's section list lacks on-error, where howto-policies
 * recommends it and production documents use it.
 */
export const setBody = declare({
  name: 'set-body',
  sections: EVERYWHERE,
  notOnHandshake: true,
  attributes: BODY_ATTRIBUTES,
  compile: (element, load) => {
    const content = compileBody(element, load);
    return async (exchange) => {
      const { body, headers } = messageOf(exchange, 'set-body');
      const text = content.readsBody ? await body.text() : '';
      body.replace(content.make(exchange, { text, contentType: headers.text('Content-Type') }));
      return undefined;
    };
  },
});
