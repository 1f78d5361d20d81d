import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  Kind,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { RecentlyUsed } from '../recently-used.ts';
import type { RequestContext } from './context.ts';
import type { Variables } from './cost.ts';
import { createVariableReader, schemaOfReadVariables, withReadVariables } from './read-variables.ts';
import { planDocument } from './row-plans/planned-document.ts';
import { createPlannedSchema, isPlannedName } from './row-plans/planned-schema.ts';
import { Misfit, Unplanned } from './row-plans/row-plan.ts';

/** Runs one compiled operation; undefined where the variables do not fit it, so that nothing ran. */
export type CompiledOperation = (
  context: object,
  variables: Variables,
) => ExecutionResult | Promise<ExecutionResult> | undefined;

/** Finds the compiled form of an operation; undefined where graphql-js must run it. */
export type CompiledOperations = (
  document: DocumentNode,
  operationName: string | undefined,
) => CompiledOperation | undefined;

/** Compiling takes as long as a hundred executions, so a document must come again before it is compiled. */
const runsBeforeCompiling = 3;

interface Entry {
  runs: number;
  compiled?: CompiledOperation | undefined;
}

/**
 * Compiles operations with graphql-jit, once they have come back a few times, and keeps `capacity` of them.
 *
 * graphql-jit 0.8.9 writes JavaScript and evaluates it, so only documents that {@link isCompilable} get that far.
 * All else, mutations and introspection too, is graphql-js's. The two must give the same answers; a test compares them.
 * Variables are read by graphql-js, for both.
 * @param rowTypes the declared types: their fields without resolver are properties of the row. What is asked of their rows
 *   is planned (docs/adr/0012), without a resolver call for each of them.
 */
export function createCompiledOperations(
  schema: GraphQLSchema,
  capacity: number,
  rowTypes: ReadonlySet<string> = new Set(),
): CompiledOperations {
  if (!hasDistinctResolverNames(schema)) return () => undefined;
  const compilerSchema = schemaOfReadVariables(createPlannedSchema(schema, rowTypes));
  // By document first: the store gives the same object for the same text, and preflight the same for the same scopes.
  const entries = new RecentlyUsed<DocumentNode, Map<string | undefined, Entry>>(capacity);

  return (document, operationName) => {
    let operations = entries.get(document);
    if (!operations) {
      operations = new Map();
      entries.set(document, operations);
    }
    let entry = operations.get(operationName);
    if (!entry) {
      entry = { runs: 0 };
      operations.set(operationName, entry);
    }
    if (entry.runs === runsBeforeCompiling) return entry.compiled;
    if (++entry.runs === runsBeforeCompiling && isCompilable(document))
      entry.compiled = compilePlanned(document, operationName);
    return entry.compiled;
  };

  function compilePlanned(
    document: DocumentNode,
    operationName: string | undefined,
  ): CompiledOperation | undefined {
    const planned = planDocument(schema, document, rowTypes);
    const plannedCompiled = planned && compile(compilerSchema, planned.document, operationName);
    if (!plannedCompiled) return compile(compilerSchema, document, operationName);
    const whole = lazily(() => compile(compilerSchema, document, operationName));
    let isPlanned = true;
    return (context, variables) => {
      if (!isPlanned || !planned.opensTo((context as RequestContext).principal.scopes))
        return whole()?.(context, variables);
      const result = plannedCompiled(context, variables);
      const again = (made: ExecutionResult) => {
        if (!hasError(made, Misfit)) return made;
        if (hasError(made, Unplanned)) isPlanned = false;
        return runAsWritten(schema, document, operationName, context, variables);
      };
      return result instanceof Promise ? result.then(again) : result && again(result);
    };
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const hasError = ({ errors = [] }: ExecutionResult, kind: typeof Misfit): boolean =>
  errors.some(({ originalError }) => originalError instanceof kind);

/** A row is not as the schema says. That is rare, and graphql-js has the words for it. */
function runAsWritten(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  contextValue: object,
  variableValues: Variables,
): ExecutionResult | Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    contextValue,
    variableValues,
    operationName: operationName ?? null,
  }) as ExecutionResult | Promise<ExecutionResult>;
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledOperation | undefined {
  if (hasVariablesInLiterals(document)) return undefined;
  const compiled = compileQuery(schema, withReadVariables(document), operationName, {
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(compiled)) return undefined;
  const read = createVariableReader(schema, document, operationName);
  return (context, variables) => {
    const values = read(variables);
    // Variables that do not fit: nothing ran, and graphql-js says what is wrong in its own words, with the place.
    if (!values) return undefined;
    const result = compiled.query({}, context, values);
    return result instanceof Promise ? result.then(withOwnErrors) : withOwnErrors(result);
  };
}

/**
 * Whether the compiler's output can be trusted for a document:
 *
 * - No string literal. The compiler writes arguments into its code as JSON and then replaces marker texts in it, which
 *   anybody can read in its source; a literal that starts with the marker of a Date is run as code. Strings in
 *   variables never reach the compiler.
 * - No directive: for `@skip` and `@include` it keeps their conditions in the document's own nodes, which others share.
 * - No `_` in response names: it tells fields apart by their paths joined with `_`, so that `a_b` and `a { b }` are one.
 *   `__typename` may have it, under its own name.
 * - Queries only, without introspection: the rest gains nothing.
 */
export function isCompilable(document: DocumentNode): boolean {
  let trusted = true;
  const refuse = () => {
    trusted = false;
    return BREAK;
  };
  visit(document, {
    StringValue: refuse,
    Directive: refuse,
    OperationDefinition: (node) => (node.operation === 'query' ? undefined : refuse()),
    Field: (node) => {
      const name = (node.alias ?? node.name).value;
      const meta = node.name.value === '__schema' || node.name.value === '__type';
      return meta || (name.includes('_') && name !== '__typename') ? refuse() : undefined;
    },
  });
  return trusted;
}

/**
 * Whether a variable stands within an object or a list of an argument. What the compiler makes of one that is not given, or null, is not
 * what graphql-js does. Planned fields read their arguments themselves.
 */
function hasVariablesInLiterals(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => (isPlannedName(name.value) ? false : undefined),
    Variable(_node, _key, parent) {
      const inLiteral =
        'kind' in (parent ?? {}) ? (parent as ASTNode).kind === Kind.OBJECT_FIELD : Array.isArray(parent);
      if (!inLiteral) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

/** The compiler names resolvers by type and field without a mark between: `A.bC` and `Ab.C` would be one. */
function hasDistinctResolverNames(schema: GraphQLSchema): boolean {
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.keys(type.getFields()).map((field) => type.name + field) : [],
  );
  return new Set(names).size === names.length;
}

/**
 * Makes the compiler's errors graphql-js's own, which Apollo Server counts on, and leaves one a path: where a resolver
 * of a non-null field throws, the compiler adds that the field is null.
 */
function withOwnErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = new Map<string, GraphQLError>();
  for (const { message, path, locations, originalError } of result.errors) {
    const place = JSON.stringify(path);
    if (errors.has(place)) continue;
    const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
    // graphql-js finds locations by nodes, which the compiler does not keep.
    errors.set(place, Object.assign(error, { locations }));
  }
  return { ...result, errors: [...errors.values()] };
}
