import {
  BREAK,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationTypeNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { type CostTable, createCostAnalysis, type OperationCost } from './cost.ts';
import { createRegionAnalysis, type OperationRegions, type RegionVocabulary } from './document-regions.ts';
import { type DocumentLimits, exceededLimits } from './limits.ts';

/** An operation of a valid document, with all that is known of it before its variables are. */
export interface PreparedOperation {
  readonly name: string | undefined;
  readonly type: OperationTypeNode;
  readonly cost: OperationCost;
  readonly regions: OperationRegions;
  /** Whether it asks for the schema. */
  readonly introspects: boolean;
}

/** Why a document cannot be run: limits, validation, or an operation name that it does not have. */
export interface Refusal {
  readonly errors: readonly GraphQLError[];
}

export type Prepare = (
  document: DocumentNode,
  operationName: string | undefined,
) => PreparedOperation | Refusal;

/**
 * Makes the function that measures, validates and analyses a document. It does so once a document: the answer, also a
 * refusal, is kept for as long as the document is, which Apollo Server's document store bounds.
 */
export function createPrepare(
  schema: GraphQLSchema,
  options: {
    readonly limits: DocumentLimits;
    readonly introspection: boolean;
    readonly costs: CostTable;
    readonly regions: RegionVocabulary;
  },
): Prepare {
  const rules = options.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const costOf = createCostAnalysis(schema, options.costs);
  const regionsOf = createRegionAnalysis(schema, options.regions);
  const prepared = new WeakMap<DocumentNode, Refusal | Map<string | undefined, PreparedOperation>>();

  const check = (document: DocumentNode): Refusal | Map<string | undefined, PreparedOperation> => {
    const tooMuch = exceededLimits(document, options.limits);
    if (tooMuch.length > 0) return { errors: tooMuch };
    const errors = validate(schema, document, rules, { maxErrors: 20 });
    return errors.length > 0 ? { errors: errors.map(withValidationCode) } : new Map();
  };

  return (document, operationName) => {
    let operations = prepared.get(document);
    if (!operations) {
      operations = check(document);
      prepared.set(document, operations);
    }
    if (!(operations instanceof Map)) return operations;
    const known = operations.get(operationName);
    if (known) return known;
    const operation = getOperationAST(document, operationName);
    // Not kept: a caller can make up as many names as it likes.
    if (!operation) return { errors: [unknownOperation(operationName)] };
    const fresh: PreparedOperation = {
      name: operation.name?.value,
      type: operation.operation,
      cost: costOf(document, operation),
      regions: regionsOf(document, operation),
      introspects: introspects(document),
    };
    operations.set(operationName, fresh);
    return fresh;
  };
}

/** Any field of these names in a valid document is the meta field. */
function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

function withValidationCode(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.originalError ? { originalError: error.originalError } : {}),
    extensions: { ...error.extensions, code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}

function unknownOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'The document has several operations, and the request names none of them.'
      : 'The document has no operation of this name.',
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}
