import { STATUS_CODES } from 'node:http';
import type { Answer } from '../exchange.ts';
import { HeaderList } from './header-list.ts';
import { MessageBody } from './message-body.ts';

/** An answer that the gateway makes itself. */
export function makeAnswer(
  statusCode: number,
  options: {
    readonly reason?: string | undefined;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array | string | undefined;
  } = {},
): Answer {
  return {
    statusCode,
    statusReason: options.reason ?? STATUS_CODES[statusCode] ?? '',
    headers: new HeaderList(Object.entries(options.headers ?? {})),
    body: new MessageBody(options.body),
  };
}

/** A copy of an answer whose body is in memory already; changing one does not change the other. */
export function copyAnswer(answer: Answer): Answer {
  return {
    statusCode: answer.statusCode,
    statusReason: answer.statusReason,
    headers: answer.headers.copy(),
    body: new MessageBody(answer.body.buffered),
  };
}
