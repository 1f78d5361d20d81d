import {
  type DocumentNode,
  GraphQLSchema,
  getIntrospectionQuery,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  printSchema,
  type SelectionSetNode,
  specifiedDirectives,
} from 'graphql';
import type { Contract } from './read.ts';

/**
 * The SDL for API Management: the contract without its own directives, which it does not know and whose handling is
 * documented nowhere; descriptions stay, for its developer portal shows them.
 */
export function uploadedSdl({ schema, access }: Contract): string {
  const config = schema.toConfig();
  const bare = new GraphQLSchema({
    ...config,
    directives: specifiedDirectives,
    // What is left out is used by the directives alone.
    types: config.types.filter(
      (type) => !isScalarType(type) || isSpecifiedScalarType(type) || access.types.has(type.name),
    ),
    extensionASTNodes: [],
  });
  return `# Written by npm run generate from schema/*.graphql. Do not edit.\n\n${printSchema(bare)}\n`;
}

/** How much of an operation API Management measures. */
export interface OperationMeasure {
  readonly depth: number;
  readonly fields: number;
}

/** "The policy can validate GraphQL requests with up to 250 query fields across all levels" (usage notes). */
export const APIM_MAX_FIELDS = 250;

/** Depth (a root field is 1) and number of fields of the largest operation, fragments written out. */
export function measureOperation(document: DocumentNode): OperationMeasure {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  );
  const measures = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [measure(node.selectionSet)] : [],
  );
  return {
    depth: Math.max(0, ...measures.map(({ depth }) => depth)),
    fields: Math.max(0, ...measures.map(({ fields }) => fields)),
  };

  function measure(set: SelectionSetNode | undefined): OperationMeasure {
    let depth = 0;
    let fields = 0;
    for (const selection of set?.selections ?? []) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragments.get(selection.name.value)
          : selection.selectionSet;
      const within = measure(inner);
      const own = selection.kind === Kind.FIELD ? 1 : 0;
      depth = Math.max(depth, within.depth + own);
      fields += within.fields + own;
    }
    return { depth, fields };
  }
}

/** What graphql-js and, with it, most tools ask for to read a schema; the limits must let it through. */
export const introspectionMeasure = measureOperation(parse(getIntrospectionQuery()));
