import { define, literal, optional, readAttributes, readElements, readText, required } from '../define.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { callDapr, DAPR_ATTRIBUTES } from './call-dapr.ts';
import { compileContent } from './message-content.ts';

const NAME = 'invoke-dapr-binding';

/** Triggers an output binding of Dapr: a Dapr runtime must run beside the gateway. */
export const invokeDaprBinding = define({
  name: NAME,
  sections: ['inbound', 'outbound', 'on-error'],
  attributes: { name: required(name), operation: literal(optional(name)), ...DAPR_ATTRIBUTES },
  elements: { metadata: {}, data: {} },
  compile: ({ settings, elements, load }) => {
    const items = elements.metadata.flatMap((each) => compileItems(each, load));
    const isTemplate = settings.template.constant !== undefined;
    const [data] = elements.data.map((each) => {
      readAttributes(each, {}, load);
      return compileContent(each, isTemplate, load);
    });
    return async (exchange) => {
      const metadata = items.map(({ key, value }) => [key.constant, value.of(exchange)] as const);
      const operation = settings.operation.constant;
      const request = {
        ...(operation !== undefined && { operation }),
        ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
        ...(data !== undefined && { data: jsonOrText(await data(exchange)) }),
      };
      await callDapr(NAME, exchange, settings, {
        path: ['bindings', settings.name.of(exchange)],
        body: JSON.stringify(request),
        contentType: 'application/json',
      });
      return undefined;
    };
  },
});

function compileItems(parent: Element, load: Load) {
  return readElements(parent, { item: { required: true, many: true } }, load).item.map((item) => ({
    key: readAttributes(item, { key: literal(required(name)) }, load).key,
    value: readText(item, text, load),
  }));
}

/** "Maps to the data property in Dapr", which is JSON: what is no JSON goes as a text. */
function jsonOrText(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
