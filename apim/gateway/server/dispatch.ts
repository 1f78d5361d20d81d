import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { SendFault } from '../statements/exchange.ts';
import { joined } from '../statements/http/message-body.ts';

/** What is sent, and where. */
export type Dispatched = Pick<
  Dispatcher.DispatchOptions,
  'origin' | 'path' | 'method' | 'headers' | 'body' | 'reset'
> & { readonly timeoutMilliseconds: number; readonly signal: AbortSignal | undefined };

/** An answer as it came. */
export type Received = {
  readonly statusCode: number;
  readonly statusReason: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  /** A stream where the answer still arrives; undefined where it has no body. */
  readonly content: Uint8Array | Readable | undefined;
};

/** A connection that was lost before a byte of the answer came: what can be done twice may be sent again. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/**
 * Sends one request. An answer that says it has at most `wholeBytes` is read before it is given: it comes in one piece
 * anyhow, and a stream costs more. Throws SendFault, ConnectionLost, and what undici and Node throw.
 */
export function dispatch(dispatcher: Dispatcher, request: Dispatched, wholeBytes: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { timeoutMilliseconds: _, signal: _signal, ...options } = request;
    const under = new UnderWay(request, wholeBytes, resolve, reject);
    dispatcher.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, under);
  });
}

const LOST = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const LONGEST_TIMER = 2_147_483_647;

class UnderWay implements Dispatcher.DispatchHandler {
  readonly #request: Dispatched;
  readonly #wholeBytes: number;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why it was given up before the connection was there. */
  #givenUp: SendFault | undefined;
  #answered = false;
  #received: Received | undefined;
  #parts: Uint8Array[] | undefined;
  #stream: Readable | undefined;

  constructor(
    request: Dispatched,
    wholeBytes: number,
    resolve: (received: Received) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#request = request;
    this.#wholeBytes = wholeBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    // The time-out is until the response's headers (forward-request-policy, timeout).
    this.#timer = setTimeout(
      () => this.#giveUp(new SendFault('timeout', 'The backend did not answer in time.')),
      Math.min(Math.max(request.timeoutMilliseconds, 1), LONGEST_TIMER),
    );
    request.signal?.addEventListener('abort', this.#callerLeft, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#givenUp !== undefined) controller.abort(this.#givenUp);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
    statusReason = '',
  ): void {
    if (statusCode < 200) return;
    clearTimeout(this.#timer);
    this.#answered = true;
    const head = { statusCode, statusReason, headers: textsOf(controller.rawHeaders) };
    const length = headers['content-length'];
    const isEmpty =
      statusCode === 204 || statusCode === 304 || length === '0' || this.#request.method === 'HEAD';
    if (isEmpty || (length !== undefined && Number(length) <= this.#wholeBytes)) {
      this.#received = { ...head, content: undefined };
      if (!isEmpty) this.#parts = [];
      return;
    }
    this.#stream = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        controller.abort(error ?? new SendFault('connection', 'The answer was not read to its end.'));
        done(error);
      },
    });
    this.#resolve({ ...head, content: this.#stream });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#stream === undefined) this.#parts?.push(chunk);
    else if (!this.#stream.push(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    this.#settle();
    this.#stream?.push(null);
    if (this.#received === undefined) return;
    const content = this.#parts === undefined ? undefined : joined(this.#parts);
    this.#resolve({ ...this.#received, content });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#settle();
    if (this.#stream !== undefined) this.#stream.destroy(error);
    else if (error instanceof SendFault) this.#reject(error);
    else if (this.#answered)
      this.#reject(new SendFault('connection', 'The backend cut its answer off.', { cause: error }));
    else if (this.#controller !== undefined && LOST.has((error as NodeJS.ErrnoException).code ?? ''))
      this.#reject(new ConnectionLost('The connection was closed.', { cause: error }));
    else this.#reject(error);
  }

  readonly #callerLeft = () => this.#giveUp(new SendFault('connection', 'The caller went away.'));

  #giveUp(fault: SendFault): void {
    this.#givenUp = fault;
    this.#controller?.abort(fault);
    // Without a connection nothing else says that it is over.
    this.#settle();
    this.#reject(fault);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#callerLeft);
  }
}

/** Header lines are Latin-1 (RFC 9110, 5.5), as Node gives them. */
function textsOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  const texts: string[] = [];
  if (Array.isArray(raw))
    for (const each of raw) texts.push(typeof each === 'string' ? each : each.toString('latin1'));
  return texts;
}
