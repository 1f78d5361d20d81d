import { define, readText } from './define.ts';
import { byText } from './setting-kinds.ts';

/** An HTTP method: a token, in upper case as backends expect it. */
export const method = byText('an HTTP method', (given) =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(given.trim()) ? given.trim().toUpperCase() : undefined,
);

/** Changes the method of the forwarded request. */
export const setMethod = define({
  name: 'set-method',
  sections: ['inbound', 'on-error'],
  notOnHandshake: true,
  attributes: {},
  freeContent: true,
  compile: ({ element, load }) => {
    const setting = readText(element, method, load);
    return (exchange) => {
      exchange.request.method = setting.of(exchange);
    };
  },
});
