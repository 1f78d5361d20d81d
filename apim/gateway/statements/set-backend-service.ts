import { define, optional } from './define.ts';
import type { Exchange } from './exchange.ts';
import { name, oneOf, text } from './setting-kinds.ts';
import { brokenSetting } from './statement-failure.ts';

/** "Only applicable when the backend is a Service Fabric service." */
const SERVICE_FABRIC = {
  'sf-resolve-condition': optional(text),
  'sf-service-instance-name': optional(text),
  'sf-partition-key': optional(text),
  'sf-replica-type': optional(oneOf('primary', 'secondary')),
  'sf-listener-name': optional(text),
} as const;

/**
 * Sends the request to another backend, path and query kept. "A base policy with backend-id can only be overridden with
 * a policy using the backend-id attribute, not the base-url attribute." No cluster resolves a Service Fabric backend
 * here: its URL is the configuration's, and the trace says what the sf- attributes asked for. An empty base-url, as an
 * empty named value makes it, loads and is no backend.
 */
export const setBackendService = define({
  name: 'set-backend-service',
  sections: ['inbound', 'backend'],
  attributes: {
    'base-url': optional(text),
    'backend-id': optional(name),
    ...SERVICE_FABRIC,
  },
  compile: ({ settings, element, load }) => {
    const given = ['base-url', 'backend-id'].filter((attribute) => element.attributes.has(attribute));
    if (given.length === 0)
      load.fault(element.place, '<set-backend-service> needs "base-url" or "backend-id"');
    const wanted = objectKeys(SERVICE_FABRIC).filter((attribute) => element.attributes.has(attribute));
    const byId = load.shared('requests with a backend-id', () => new WeakSet<Exchange>());
    return (exchange) => {
      const id = settings['backend-id'].of(exchange);
      if (id === undefined) {
        if (byId.has(exchange)) exchange.note('A backend-id was set before, so base-url changes nothing.');
        else exchange.request.backendUrl = baseUrl(settings['base-url'].of(exchange));
        return undefined;
      }
      for (const attribute of wanted) {
        exchange.note(`No Service Fabric resolves ${attribute}="${settings[attribute].of(exchange)}" here.`);
      }
      const url = exchange.configured.backendUrl(id);
      if (url === undefined) throw brokenSetting('set-backend-service', `There is no backend "${id}".`);
      byId.add(exchange);
      exchange.request.backendUrl = url;
      return undefined;
    };
  },
});

const objectKeys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];

function baseUrl(given: string | undefined): string {
  if (given !== undefined && given.trim() !== '') return given;
  throw brokenSetting('set-backend-service', 'set-backend-service/@base-url is empty.');
}
