import { declare, optional, readAttributes, required } from './define.ts';
import type { Exchange, HttpProxy } from './exchange.ts';
import { byText, text } from './setting-kinds.ts';
import type { Element, Load } from './statement.ts';

const ATTRIBUTES = {
  url: required(
    byText('a URL such as "http://host:port"', (given) => (URL.canParse(given) ? given : undefined)),
  ),
  username: optional(text),
  password: optional(text),
} as const;

/** Reads proxy, alone or within send-request. */
export function compileProxy(element: Element, load: Load): (exchange: Exchange) => HttpProxy {
  const settings = readAttributes(element, ATTRIBUTES, load);
  return (exchange) => ({
    url: settings.url.of(exchange),
    username: settings.username.of(exchange),
    password: settings.password.of(exchange),
  });
}

/** Routes the request to the backend through an HTTP proxy. */
export const proxy = declare({
  name: 'proxy',
  sections: ['inbound'],
  attributes: ATTRIBUTES,
  compile: (element, load) => {
    const compiled = compileProxy(element, load);
    return (exchange) => {
      exchange.proxy = compiled(exchange);
    };
  },
});
