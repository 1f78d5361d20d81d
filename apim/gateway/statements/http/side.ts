import type { Answer, Exchange, ForwardedRequest } from '../exchange.ts';
import { brokenSetting } from '../statement-failure.ts';

/** Which message a statement works on. */
export type Side = 'request' | 'response';

/** The request on the way in, the response on the way out. */
export const sideOf = (exchange: Exchange): Side =>
  exchange.section === 'inbound' || exchange.section === 'backend' ? 'request' : 'response';

/** The message that a statement in the current section works on; fails when there is no response yet. */
export function messageOf(exchange: Exchange, statement: string): ForwardedRequest | Answer {
  return sideOf(exchange) === 'request' ? exchange.request : answerOf(exchange, statement);
}

/** The response; fails when there is none yet. */
export function answerOf(exchange: Exchange, statement: string): Answer {
  if (exchange.response !== undefined) return exchange.response;
  throw brokenSetting(statement, `${statement} needs a response, and there is none yet.`);
}
