import type { PolicyContext } from '../../expression/index.ts';
import { type AttributeTable, optional, readAttributes, readElements, type Settings } from '../define.ts';
import { name } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';

const WHICH = { name: optional(name), id: optional(name) } as const;

/** A limit of its own for an API, or for an operation of one. */
export type NestedLimit<A extends AttributeTable> = {
  readonly settings: Settings<A>;
  readonly covers: (context: PolicyContext) => boolean;
  /** Tells the counters of one document's limits apart. */
  readonly label: string;
};

/**
 * Reads the `api` and `operation` elements of rate-limit and quota: "Either name or id can be specified. If both
 * attributes are provided, id is used and name is ignored" (rate-limit-policy, api attributes).
 */
export function compileNestedLimits<const A extends AttributeTable>(
  apis: readonly Element[],
  attributes: A,
  load: Load,
): NestedLimit<A>[] {
  return apis.flatMap((api, index) => {
    const isApi = matcher(api, load);
    const operations = readElements(api, { operation: { many: true } }, load).operation;
    const own: NestedLimit<A> = {
      settings: readLimits(api, attributes, load),
      covers: ({ Api }) => Api !== null && isApi(Api.Id, Api.Name),
      label: `api ${index}`,
    };
    const below = operations.map((operation, nth): NestedLimit<A> => {
      const isOperation = matcher(operation, load);
      return {
        settings: readLimits(operation, attributes, load),
        covers: (context) =>
          own.covers(context) &&
          context.Operation !== null &&
          isOperation(context.Operation.Id, context.Operation.Name),
        label: `api ${index} operation ${nth}`,
      };
    });
    return [own, ...below];
  });
}

function matcher(element: Element, load: Load): (id: string, called: string) => boolean {
  const id = element.attributes.get('id')?.value;
  const called = element.attributes.get('name')?.value;
  if (id === undefined && called === undefined) {
    load.fault(element.place, `<${element.name}> needs "id" or "name"`);
  }
  return (givenId, givenName) => (id !== undefined ? givenId === id : givenName === called);
}

function readLimits<A extends AttributeTable>(element: Element, attributes: A, load: Load): Settings<A> {
  return readAttributes(element, { ...WHICH, ...attributes }, load) as unknown as Settings<A>;
}
