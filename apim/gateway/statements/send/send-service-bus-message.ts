import { define, optional, readAttributes, readElements, readText, required } from '../define.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';

/** Sends a message to a queue or a topic of a Service Bus; locally the gateway appends it to a file. */
export const sendServiceBusMessage = define({
  name: 'send-service-bus-message',
  sections: ['inbound', 'outbound', 'on-error'],
  attributes: {
    'queue-name': optional(name),
    'topic-name': optional(name),
    namespace: optional(name),
    'client-id': optional(name),
  },
  elements: { payload: { required: true }, 'message-properties': {} },
  compile: ({ settings, elements, element, load }) => {
    const targets = ['queue-name', 'topic-name'].filter((target) => element.attributes.has(target));
    if (targets.length !== 1) {
      load.fault(element.place, '<send-service-bus-message> needs either "queue-name" or "topic-name"');
    }
    const [payload] = elements.payload.map((each) => readText(each, text, load));
    const properties = elements['message-properties'].flatMap((each) => compileProperties(each, load));
    return (exchange) => {
      exchange.emit({
        kind: 'message',
        namespace: settings.namespace.of(exchange),
        queue: settings['queue-name'].of(exchange),
        topic: settings['topic-name'].of(exchange),
        properties: Object.fromEntries(
          properties.map(({ key, value }) => [key.of(exchange), value.of(exchange)]),
        ),
        content: payload?.of(exchange) ?? '',
      });
    };
  },
});

function compileProperties(parent: Element, load: Load) {
  const found = readElements(parent, { 'message-property': { required: true, many: true } }, load);
  return found['message-property'].map((property) => ({
    key: readAttributes(property, { name: required(name) }, load).name,
    value: readText(property, text, load),
  }));
}
