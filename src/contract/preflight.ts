import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { RecentlyUsed } from '../recently-used.ts';
import type { AccessMap } from './access-map.ts';
import { clearDocument } from './clear-document.ts';
import type { Denial } from './denial.ts';
import { findDenials } from './find-denials.ts';
import { createScopeSetNames } from './scope-sets.ts';

/** What a caller's scopes leave of an operation. */
export interface Cleared {
  /** What to execute: the caller's own document where nothing is denied. The same object for the same question. */
  readonly document: DocumentNode;
  /** Empty where nothing is denied. For `merge`, or in strict mode for the refusal. */
  readonly denied: readonly Denial[];
}

/**
 * Authorises a valid operation as a whole, before anything runs. Fields that a row rule may still open are let
 * through: shield asks the row. Variables count where `@skip` and `@include` use them.
 * @throws MeridianError GRAPHQL_VALIDATION_FAILED where an operation has more than 20,000 selections, fragments written out
 */
export type Preflight = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
  scopes: ReadonlySet<string>,
) => Cleared;

/** A variable in a condition, and what it is where the caller sends nothing. */
interface Condition {
  readonly variable: string;
  readonly otherwise: boolean | undefined;
}

interface KnownOperation {
  readonly id: number;
  readonly operation: OperationDefinitionNode;
  readonly conditions: readonly Condition[];
}

/** Makes the preflight. It walks an operation once a set of scopes and values of conditions, and keeps `cacheSize` answers. */
export function createPreflight(
  access: AccessMap,
  schema: GraphQLSchema,
  { cacheSize }: { readonly cacheSize: number },
): Preflight {
  const nameOf = createScopeSetNames(access);
  const cache = new RecentlyUsed<string, Cleared>(cacheSize);
  const knownOperations = createKnownOperations();

  return (document, operationName, variables, scopes) => {
    const known = knownOperations(document, operationName);
    if (!known) return { document, denied: [] };
    const { id, operation, conditions } = known;
    const isTrue = (name: string): boolean | undefined => {
      const given = variables[name];
      if (typeof given === 'boolean') return given;
      return conditions.find(({ variable }) => variable === name)?.otherwise;
    };
    const values = conditions.map(({ variable }) => isTrue(variable)).join();
    return cache.of(`${id} ${values} ${nameOf(scopes)}`, () => {
      const denials = findDenials(schema, access, document, operation, isTrue, scopes);
      if (denials.denied.length === 0) return { document, denied: [] };
      return { document: clearDocument(document, operation, denials), denied: denials.denied };
    });
  };
}

/** Remembers operations for as long as their documents live; a number stands for each in the cache's keys. */
function createKnownOperations() {
  const documents = new WeakMap<DocumentNode, Map<OperationDefinitionNode, KnownOperation>>();
  let last = 0;
  return (document: DocumentNode, operationName: string | undefined): KnownOperation | undefined => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    const operations = documents.get(document) ?? new Map<OperationDefinitionNode, KnownOperation>();
    documents.set(document, operations);
    let known = operations.get(operation);
    if (!known) {
      last += 1;
      known = { id: last, operation, conditions: conditionsOf(document, operation) };
      operations.set(operation, known);
    }
    return known;
  };
}

/** The variables that conditions use, anywhere in the document: one too many only costs an entry of the cache. */
function conditionsOf(document: DocumentNode, operation: OperationDefinitionNode): readonly Condition[] {
  const found = new Map<string, Condition>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) {
        if (value.kind !== Kind.VARIABLE) continue;
        const variable = value.name.value;
        const definition = operation.variableDefinitions?.find(
          (node) => node.variable.name.value === variable,
        );
        const { defaultValue } = definition ?? {};
        const otherwise = defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined;
        found.set(variable, { variable, otherwise });
      }
    },
  });
  return [...found.values()];
}
