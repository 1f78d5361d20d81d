import { childrenNamed, define, literal, readAttributes, readText, required, withDefault } from './define.ts';
import { name, oneOf, text } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/** Adds a message to the trace and to the telemetry. */
export const trace = define({
  name: 'trace',
  sections: EVERYWHERE,
  attributes: {
    source: literal(required(name)),
    severity: literal(withDefault(oneOf('verbose', 'information', 'error'), 'verbose')),
  },
  elements: { message: { required: true }, metadata: { many: true } },
  compile: ({ settings, element, load }) => {
    const messages = childrenNamed(element, 'message').map((message) => readText(message, text, load));
    const properties = childrenNamed(element, 'metadata').map((metadata) =>
      readAttributes(metadata, { name: required(name), value: required(text) }, load),
    );
    return (exchange) => {
      const metadata = properties.map((entry) => [entry.name.of(exchange), entry.value.of(exchange)]);
      exchange.emit({
        kind: 'trace',
        source: settings.source.of(exchange),
        severity: settings.severity.of(exchange),
        message: messages.map((message) => message.of(exchange)).join(''),
        metadata: Object.fromEntries(metadata),
      });
    };
  },
});
