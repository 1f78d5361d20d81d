import { define, required } from '../define.ts';
import { messageOf } from '../http/side.ts';
import { text } from '../setting-kinds.ts';
import { EVERYWHERE } from '../statement.ts';

/** "Finds a request or response substring and replaces it with a different substring": every one, in the body. */
export const findAndReplace = define({
  name: 'find-and-replace',
  sections: EVERYWHERE,
  attributes: { from: required(text), to: required(text) },
  compile:
    ({ settings }) =>
    async (exchange) => {
      const { body } = messageOf(exchange, 'find-and-replace');
      const from = settings.from.of(exchange);
      if (body.isAbsent || from === '') return undefined;
      const to = settings.to.of(exchange);
      body.replace((await body.text()).replaceAll(from, () => to));
      return undefined;
    },
});
