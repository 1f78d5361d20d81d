import { declare, readAttributes, required, withDefault } from './define.ts';
import type { Exchange } from './exchange.ts';
import { answerOf } from './http/side.ts';
import { statusCode, text } from './setting-kinds.ts';
import { type Element, EVERYWHERE, type Load } from './statement.ts';

/** The reference requires a reason; documents in use leave it out, and HTTP/2 has none. */
const ATTRIBUTES = { code: required(statusCode), reason: withDefault(text, '') } as const;

/** Reads set-status, wherever it stands. */
export function compileStatus(
  element: Element,
  load: Load,
): (exchange: Exchange, answer: { statusCode: number; statusReason: string }) => void {
  const settings = readAttributes(element, ATTRIBUTES, load);
  return (exchange, answer) => {
    answer.statusCode = settings.code.of(exchange);
    answer.statusReason = settings.reason.of(exchange);
  };
}

/** Sets the status of the response. */
export const setStatus = declare({
  name: 'set-status',
  sections: EVERYWHERE,
  attributes: ATTRIBUTES,
  compile: (element, load) => {
    const apply = compileStatus(element, load);
    return (exchange) => void apply(exchange, answerOf(exchange, 'set-status'));
  },
});
