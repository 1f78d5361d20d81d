import { define, optional } from './define.ts';
import type { Exchange } from './exchange.ts';
import { name, text } from './setting-kinds.ts';
import { brokenSetting } from './statement-failure.ts';

/**
 * Sends the request to another backend, path and query kept. "A base policy with backend-id can only be overridden with
 * a policy using the backend-id attribute, not the base-url attribute."
 */
export const setBackendService = define({
  name: 'set-backend-service',
  sections: ['inbound', 'backend'],
  attributes: {
    'base-url': optional(name),
    'backend-id': optional(name),
    'sf-resolve-condition': optional(text),
    'sf-service-instance-name': optional(text),
    'sf-partition-key': optional(text),
    'sf-replica-type': optional(text),
    'sf-listener-name': optional(text),
  },
  compile: ({ settings, element, load }) => {
    const given = ['base-url', 'backend-id'].filter((attribute) => element.attributes.has(attribute));
    if (given.length === 0)
      load.fault(element.place, '<set-backend-service> needs "base-url" or "backend-id"');
    for (const [attribute, { place }] of element.attributes) {
      if (attribute.startsWith('sf-')) {
        load.fault(place, `"${attribute}" is known but not supported: it is for Service Fabric`);
      }
    }
    const byId = load.shared('requests with a backend-id', () => new WeakSet<Exchange>());
    return (exchange) => {
      const id = settings['backend-id'].of(exchange);
      if (id === undefined) {
        if (byId.has(exchange)) exchange.note('A backend-id was set before, so base-url changes nothing.');
        else exchange.request.backendUrl = settings['base-url'].of(exchange);
        return undefined;
      }
      const url = exchange.configured.backendUrl(id);
      if (url === undefined) throw brokenSetting('set-backend-service', `There is no backend "${id}".`);
      byId.add(exchange);
      exchange.request.backendUrl = url;
      return undefined;
    };
  },
});
