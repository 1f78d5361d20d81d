import {
  childrenNamed,
  define,
  literal,
  readAttributes,
  readElements,
  readText,
  required,
  withDefault,
} from './define.ts';
import { name, oneOf, text } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/**
 * Adds a message to the trace and to the telemetry. Documents in use, Microsoft's samples too, also write it as plain text,
 * and an expression as the source, which the page refuses: the templates of the Azure Developer CLI deploy `@(context.Api.Name)`.
 */
export const trace = define({
  name: 'trace',
  sections: EVERYWHERE,
  attributes: {
    source: required(name),
    severity: literal(withDefault(oneOf('verbose', 'information', 'error'), 'verbose')),
  },
  elements: { message: {}, metadata: { many: true } },
  freeContent: true,
  compile: ({ settings, element, load }) => {
    const hasText = element.children.some((child) => child.kind === 'text' && child.text.trim() !== '');
    if (!hasText) readElements(element, { message: { required: true }, metadata: { many: true } }, load);
    const messages = hasText
      ? [readText(element, text, load)]
      : childrenNamed(element, 'message').map((message) => readText(message, text, load));
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
