import { define } from '../define.ts';
import { messageOf, sideOf } from '../http/side.ts';

/**
 * Masks the backend's URLs: in a response they become the gateway's, in a request the other way round ("rewrites
 * (masks) links in the response body so that they point to the equivalent link via the gateway").
 */
export const redirectContentUrls = define({
  name: 'redirect-content-urls',
  sections: ['inbound', 'outbound'],
  once: true,
  attributes: {},
  compile: () => async (exchange) => {
    const { body, headers } = messageOf(exchange, 'redirect-content-urls');
    const backend = exchange.request.backendUrl?.replace(/\/+$/, '');
    if (backend === undefined) return undefined;
    const apiPath = exchange.context.Api?.Path ?? '';
    const gateway = `${exchange.original.url.origin}/${apiPath}`.replace(/\/+$/, '');
    const [from, to] = sideOf(exchange) === 'response' ? [backend, gateway] : [gateway, backend];
    if (!body.isAbsent) body.replace((await body.text()).replaceAll(from, () => to));
    const location = headers.text('Location');
    if (location?.startsWith(from)) headers.set('Location', to + location.slice(from.length));
    return undefined;
  },
});
