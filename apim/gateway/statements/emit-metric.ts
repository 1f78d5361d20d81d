import {
  define,
  literal,
  optional,
  placeOfAttribute,
  readAttributes,
  required,
  withDefault,
} from './define.ts';
import type { Exchange } from './exchange.ts';
import { decimal, name, text } from './setting-kinds.ts';
import { EVERYWHERE } from './statement.ts';
import { brokenSetting } from './statement-failure.ts';

/** The dimensions that need no value (include api-management-emit-metric-dimensions). */
const DEFAULT_DIMENSIONS: Readonly<Record<string, (exchange: Exchange) => string | undefined>> = {
  'API ID': ({ context }) => context.Api?.Id,
  'Operation ID': ({ context }) => context.Operation?.Id,
  'Product ID': ({ context }) => context.Product?.Id,
  'User ID': ({ context }) => context.User?.Id,
  'Subscription ID': ({ context }) => context.Subscription?.Id,
  Location: ({ context }) => context.Deployment.Region,
  'Gateway ID': ({ context }) => context.Deployment.GatewayId,
  'Backend ID': ({ request }) => request.backendUrl,
};

/** "You can configure at most 5 custom dimensions for this policy." */
const MAX_CUSTOM_DIMENSIONS = 5;

const DIMENSION = { name: required(name), value: optional(text) } as const;

/** Sends a custom metric. */
export const emitMetric = define({
  name: 'emit-metric',
  sections: EVERYWHERE,
  attributes: {
    name: literal(required(name)),
    namespace: literal(withDefault(name, 'API Management')),
    value: withDefault(decimal(), 1),
  },
  elements: { dimension: { required: true, many: true } },
  compile: ({ settings, elements, element, load }) => {
    const dimensions = elements.dimension.map((dimension) => {
      const read = readAttributes(dimension, DIMENSION, load);
      const isDefault =
        read.name.constant !== undefined && Object.hasOwn(DEFAULT_DIMENSIONS, read.name.constant);
      const hasValue = dimension.attributes.has('value');
      if (!hasValue && !read.name.isExpression && !isDefault) {
        load.fault(
          placeOfAttribute(dimension, 'name'),
          `the dimension "${read.name.constant}" needs a "value"`,
        );
      }
      return { ...read, hasValue };
    });
    if (dimensions.filter(({ hasValue }) => hasValue).length > MAX_CUSTOM_DIMENSIONS) {
      load.fault(element.place, `<emit-metric> takes at most ${MAX_CUSTOM_DIMENSIONS} custom dimensions`);
    }
    return (exchange) => {
      const entries = dimensions.map(({ name: called, value, hasValue }) => {
        const dimension = called.of(exchange);
        const given = hasValue ? value.of(exchange) : DEFAULT_DIMENSIONS[dimension]?.(exchange);
        if (!hasValue && !Object.hasOwn(DEFAULT_DIMENSIONS, dimension)) {
          throw brokenSetting('emit-metric', `The dimension ${dimension} has no value.`);
        }
        return [dimension, given ?? ''];
      });
      exchange.emit({
        kind: 'metric',
        namespace: settings.namespace.of(exchange),
        name: settings.name.of(exchange),
        value: settings.value.of(exchange),
        dimensions: Object.fromEntries(entries),
      });
    };
  },
});
