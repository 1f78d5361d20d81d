import { literal, optional, type Settings, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { SendFault } from '../exchange.ts';
import { HeaderList } from '../http/header-list.ts';
import { sendFailure } from '../send/failure.ts';
import { bool, integer, name, oneOf } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';

/** Where the Dapr runtime is: "by making an HTTP POST request to http://localhost:3500/v1.0/": the sidecar's own port. */
export const RUNTIME = 'http://localhost:3500/v1.0';

/** The attributes that both Dapr policies have. */
export const DAPR_ATTRIBUTES = {
  'ignore-error': literal(withDefault(bool, false)),
  'response-variable-name': literal(optional(name)),
  timeout: withDefault(integer(1, 240), 5),
  template: literal(optional(oneOf('Liquid', 'liquid'))),
  'content-type': literal(optional(oneOf('application/json'))),
} as const;

/** Posts to the Dapr runtime beside the gateway, keeps the answer, and fails with it unless errors are to be ignored. */
export async function callDapr(
  statement: string,
  exchange: Exchange,
  settings: Settings<typeof DAPR_ATTRIBUTES>,
  call: { readonly path: readonly string[]; readonly body: string; readonly contentType: string | undefined },
): Promise<void> {
  const headers = new HeaderList();
  if (call.contentType !== undefined) headers.set('Content-Type', call.contentType);
  try {
    const answer = await exchange.seams.send({
      method: 'POST',
      url: `${RUNTIME}/${call.path.map(encodeURIComponent).join('/')}`,
      headers,
      body: new TextEncoder().encode(call.body),
      timeoutMilliseconds: settings.timeout.of(exchange) * 1000,
      followRedirects: false,
      signal: exchange.signal,
      certificate: undefined,
      proxy: undefined,
      streams: false,
    });
    await answer.body.bytes();
    const variable = settings['response-variable-name'].constant;
    if (variable !== undefined) exchange.variables.set(variable, exchange.viewOf(answer));
    if (answer.statusCode < 400) return;
    // "The response received from the Dapr runtime is returned to the caller verbatim": by on-error, from the variable.
    throw new StatementFailure(
      statement,
      'DaprRuntimeError',
      `The Dapr runtime answered ${answer.statusCode}.`,
      { statusCode: 500, message: 'Internal server error' },
    );
  } catch (error) {
    const isDapr = error instanceof SendFault || error instanceof StatementFailure;
    if (!isDapr || settings['ignore-error'].constant !== true) throw sendFailure(statement, error);
    exchange.note(`The call of Dapr failed and its error is ignored: ${error.message}`);
  }
}
