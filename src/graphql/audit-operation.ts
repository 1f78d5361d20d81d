import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AuditRecord } from '../audit/audit-record.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { errorCodeOf } from './errors.ts';
import type { OperationOutcome, OperationRequest } from './executor.ts';
import type { PreparedOperation } from './prepare.ts';
import { createRedaction, type IsSensitive } from './redact-variables.ts';

/** What is the same in all records of an operation. */
interface Audited {
  readonly coordinates: readonly string[];
  readonly redact: (variables: OperationRequest['variables']) => unknown;
}

/** Makes what writes one audit record an operation, refused ones included. */
export function createAuditor(
  schema: GraphQLSchema,
  isSensitive: IsSensitive,
  trail: AuditTrail,
): (request: OperationRequest, outcome: OperationOutcome<{ readonly coordinate: string }>) => void {
  const known = new WeakMap<PreparedOperation, Audited>();
  const auditedOf = (prepared: PreparedOperation, document: DocumentNode): Audited => {
    const earlier = known.get(prepared);
    if (earlier) return earlier;
    const operation = getOperationAST(document, prepared.name);
    if (!operation) throw new TypeError('A prepared operation is not in its document');
    const audited: Audited = {
      coordinates: coordinatesIn(schema, document, operation),
      redact: createRedaction(schema, isSensitive, document, operation),
    };
    known.set(prepared, audited);
    return audited;
  };

  return ({ document, documentHash, variables, call }, { operation, cost, denied, context, result }) => {
    const { coordinates, redact } = auditedOf(operation, document);
    const { subject, tenant, client } = call.principal;
    trail.write({
      time: new Date(call.receivedAt).toISOString(),
      requestId: call.requestId,
      traceId: call.traceId,
      principal: { subject, tenant, client },
      operation: { name: operation.name, type: operation.type, hash: documentHash },
      variables: redact(variables),
      coordinates,
      denied: [...new Set(denied.map(({ coordinate }) => coordinate))],
      cost,
      status: statusOf(context !== undefined, result),
      errors: [...new Set((result.errors ?? []).map(errorCodeOf))],
      statements: context?.database.statementCount() ?? 0,
      milliseconds: Date.now() - call.receivedAt,
    });
  };
}

function statusOf(
  ran: boolean,
  { data, errors = [] }: OperationOutcome<never>['result'],
): AuditRecord['status'] {
  if (!ran) return 'refused';
  if (data === undefined || data === null) return 'failed';
  return errors.length > 0 ? 'partial' : 'ok';
}

function coordinatesIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === 'FragmentDefinition',
  );
  visit(
    { ...document, definitions },
    visitWithTypeInfo(types, {
      Field: ({ name }) => void found.add(`${types.getParentType()?.name}.${name.value}`),
    }),
  );
  return [...found].sort();
}
