import { define, literal, optional, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { bool, decimal, oneOf } from '../setting-kinds.ts';
import { brokenSetting, StatementFailure } from '../statement-failure.ts';
import { sendFailure } from './failure.ts';

/**
 * Sends the request to the backend; without it nothing is sent. The time-out is for the response's headers, 300 seconds
 * by default. HTTP/2 to the backend is negotiated by the sender, so http-version is accepted as it is.
 */
export const forwardRequest = define({
  name: 'forward-request',
  sections: ['backend'],
  attributes: {
    timeout: optional(decimal(0)),
    'timeout-ms': optional(decimal(0)),
    'continue-timeout': optional(decimal(0)),
    'http-version': literal(withDefault(oneOf('1', '2', '2or1'), '1')),
    'follow-redirects': withDefault(bool, false),
    'buffer-request-body': withDefault(bool, false),
    'buffer-response': literal(withDefault(bool, true)),
    'fail-on-error-status-code': literal(withDefault(bool, false)),
  },
  compile: ({ settings, element, load }) => {
    if (element.attributes.has('timeout') && element.attributes.has('timeout-ms')) {
      load.fault(element.place, '<forward-request> takes either "timeout" or "timeout-ms"');
    }
    const failsOnErrorStatus = settings['fail-on-error-status-code'].constant === true;
    return async (exchange) => {
      const { request, seams } = exchange;
      if (settings['buffer-request-body'].of(exchange)) await request.body.bytes();
      const seconds = settings.timeout.of(exchange) ?? 300;
      const answer = await seams
        .send({
          method: request.method,
          url: backendUrl(exchange),
          headers: request.headers,
          body: request.body.take(),
          timeoutMilliseconds: settings['timeout-ms'].of(exchange) ?? seconds * 1000,
          followRedirects: settings['follow-redirects'].of(exchange),
          signal: exchange.signal,
          certificate: exchange.certificate,
          proxy: exchange.proxy,
          streams: settings['buffer-response'].constant === false,
        })
        .catch((error: unknown) => {
          throw sendFailure('forward-request', error);
        });
      exchange.response = answer;
      if (failsOnErrorStatus && answer.statusCode >= 400 && answer.statusCode <= 599) {
        const message = `The backend answered ${answer.statusCode}.`;
        throw new StatementFailure('forward-request', 'BackendConnectionFailure', message, 'response');
      }
      return undefined;
    };
  },
});

/** The backend's URL, with the path and the query as the statements left them. */
export function backendUrl({ request }: Exchange): string {
  if (request.backendUrl === undefined) throw brokenSetting('forward-request', 'The API has no backend URL.');
  const base = request.backendUrl.replace(/\/+$/, '');
  const query = request.query.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${base}${request.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
