import { RUNTIME } from './dapr/call-dapr.ts';
import { define, optional, type Settings } from './define.ts';
import type { Exchange } from './exchange.ts';
import { name, oneOf, text } from './setting-kinds.ts';
import type { Element, Load } from './statement.ts';
import { brokenSetting } from './statement-failure.ts';

/** "Only applicable when the backend is a Service Fabric service." */
const SERVICE_FABRIC = {
  'sf-resolve-condition': optional(text),
  'sf-service-instance-name': optional(text),
  'sf-partition-key': optional(text),
  'sf-replica-type': optional(oneOf('primary', 'secondary')),
  'sf-listener-name': optional(text),
} as const;

/** set-backend-service-dapr-policy. */
const DAPR = {
  'dapr-app-id': optional(name),
  'dapr-method': optional(name),
  'dapr-namespace': optional(name),
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
    ...DAPR,
  },
  compile: ({ settings, element, load }) => {
    const given = ['base-url', 'backend-id'].filter((attribute) => element.attributes.has(attribute));
    if (given.length === 0)
      load.fault(element.place, '<set-backend-service> needs "base-url" or "backend-id"');
    const wanted = objectKeys(SERVICE_FABRIC).filter((attribute) => element.attributes.has(attribute));
    const isDapr = objectKeys(DAPR).some((attribute) => element.attributes.has(attribute));
    if (isDapr) checkDapr(element, load);
    const byId = load.shared('requests with a backend-id', () => new WeakSet<Exchange>());
    return (exchange) => {
      const id = settings['backend-id'].of(exchange);
      if (id === undefined) {
        if (byId.has(exchange)) exchange.note('A backend-id was set before, so base-url changes nothing.');
        else exchange.request.backendUrl = baseUrl(settings['base-url'].of(exchange));
        return undefined;
      }
      if (isDapr) {
        byId.add(exchange);
        return toDapr(exchange, settings);
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

function checkDapr(element: Element, load: Load): void {
  const isComplete = ['dapr-app-id', 'dapr-method'].every((attribute) => element.attributes.has(attribute));
  if (isComplete && element.attributes.get('backend-id')?.value === 'dapr') return;
  load.fault(element.place, 'Dapr needs backend-id="dapr", "dapr-app-id" and "dapr-method"');
}

/** "Sets the target URL [...] to http://localhost:3500/v1.0/invoke/{app-id}[.{ns-name}]/method/{method-name}." */
function toDapr(exchange: Exchange, settings: Settings<typeof DAPR>): undefined {
  const { request } = exchange;
  const app = [settings['dapr-app-id'], settings['dapr-namespace']].flatMap(
    (each) => each.of(exchange) ?? [],
  );
  request.backendUrl = `${RUNTIME}/invoke/${encodeURIComponent(app.join('.'))}/method`;
  request.path = `/${(settings['dapr-method'].of(exchange) ?? '').replace(/^\/+/, '')}`;
}

const objectKeys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];

function baseUrl(given: string | undefined): string {
  if (given !== undefined && given.trim() !== '') return given;
  throw brokenSetting('set-backend-service', 'set-backend-service/@base-url is empty.');
}
