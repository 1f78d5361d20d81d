import { define, literal, optional, readText, required } from './define.ts';
import { name, text } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';

/** "The maximum supported message size [...] is 200 kilobytes (KB). If a message [...] exceeds 200 KB, it's truncated." */
const MAX_BYTES = 200 * 1024;

/** Sends a text to an event hub; locally the gateway appends it to a file. */
export const logToEventhub = define({
  name: 'log-to-eventhub',
  sections: EVERYWHERE,
  attributes: {
    'logger-id': literal(required(name)),
    'partition-id': literal(optional(name)),
    'partition-key': optional(text),
  },
  freeContent: true,
  compile: ({ settings, element, load }) => {
    if (element.attributes.has('partition-id') && element.attributes.has('partition-key')) {
      load.fault(element.place, '<log-to-eventhub> takes either "partition-id" or "partition-key"');
    }
    const content = readText(element, text, load);
    return (exchange) => {
      exchange.emit({
        kind: 'event',
        loggerId: settings['logger-id'].of(exchange),
        partition: settings['partition-key'].of(exchange) ?? settings['partition-id'].constant,
        content: truncated(content.of(exchange)),
      });
    };
  },
});

function truncated(given: string): string {
  const bytes = Buffer.from(given, 'utf8');
  return bytes.length <= MAX_BYTES ? given : new TextDecoder().decode(bytes.subarray(0, MAX_BYTES));
}
