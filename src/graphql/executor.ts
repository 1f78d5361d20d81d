import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { MeridianError } from '../errors.ts';
import type { CompiledOperations } from './compiled.ts';
import type { Call, RequestContext } from './context.ts';
import type { Variables } from './cost.ts';
import { graphqlError, statusOf } from './errors.ts';
import type { TraceOperation } from './operation-telemetry.ts';
import type { Prepare, PreparedOperation } from './prepare.ts';
import { regionForbidden } from './region-guard.ts';

/** What a caller's scopes leave of an operation. */
export interface Cleared<Denial> {
  /** Without the denied fields. The same object for the same document and scopes. */
  readonly document: DocumentNode;
  readonly denied: readonly Denial[];
}

/** The contract's part in an operation: takes denied fields out before, and puts their nulls and errors in after. */
export interface Clearance<Denial> {
  readonly preflight: (
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
    scopes: ReadonlySet<string>,
  ) => Cleared<Denial>;
  readonly merge: (result: ExecutionResult, denied: readonly Denial[]) => ExecutionResult;
}

/** One operation of one call. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly documentHash: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
  readonly call: Call;
  /** Told the cost as soon as it is known, also where the operation is refused for it. */
  readonly onCost: (cost: number) => void;
}

/** What happened, for the audit trail. */
export interface OperationOutcome<Denial> {
  readonly operation: PreparedOperation;
  readonly cost: number;
  readonly denied: readonly Denial[];
  readonly context: RequestContext | undefined;
  readonly result: ExecutionResult;
}

export interface ExecutorParts<Denial> {
  readonly schema: GraphQLSchema;
  /** The schema that a caller may know of, where not all may know of all of it. */
  readonly schemaSeenBy?: (scopes: ReadonlySet<string>) => GraphQLSchema;
  readonly prepare: Prepare;
  readonly clearance: Clearance<Denial>;
  readonly compiled: CompiledOperations;
  readonly trace: TraceOperation;
  readonly openContext: (call: Call, operation: PreparedOperation, deadline: number) => RequestContext;
  readonly settings: {
    readonly costLimit: number;
    readonly authorizationMode: 'partial' | 'strict';
    readonly timeoutMs: number;
  };
  readonly audit?: (request: OperationRequest, outcome: OperationOutcome<Denial>) => void;
}

export type Executor = (request: OperationRequest) => Promise<ExecutionResult>;

/**
 * Makes the executor: the steps "prepare", "preflight" and "execute" of a request. Whatever can be refused without
 * running anything is refused here, and what is refused carries no `data`.
 */
export function createExecutor<Denial>(parts: ExecutorParts<Denial>): Executor {
  return async (request) => {
    try {
      return await executeRequest(parts, request);
    } catch (error) {
      if (!(error instanceof MeridianError)) throw error;
      return { errors: [asRequestError(graphqlError(error))] };
    }
  };
}

async function executeRequest<Denial>(
  parts: ExecutorParts<Denial>,
  request: OperationRequest,
): Promise<ExecutionResult> {
  const { clearance, settings } = parts;
  const { document, operationName, variables, call } = request;
  const operation = parts.prepare(document, operationName);
  if ('errors' in operation) return { errors: operation.errors };

  const cost = operation.cost(variables);
  request.onCost(cost);
  const finish = (result: ExecutionResult, denied: readonly Denial[] = [], context?: RequestContext) => {
    parts.audit?.(request, { operation, cost, denied, context, result });
    return result;
  };
  const refusals = refusalsOf(operation, cost, settings.costLimit, request);
  if (refusals.length > 0) return finish({ errors: refusals });

  const cleared = clearance.preflight(document, operationName, variables, call.principal.scopes);
  if (cleared.denied.length > 0 && settings.authorizationMode === 'strict') {
    const { errors = [] } = clearance.merge({ data: {} }, cleared.denied);
    return finish({ errors: errors.map(asRequestError) }, cleared.denied);
  }

  const deadline = call.receivedAt + settings.timeoutMs;
  const opened = parts.openContext(call, operation, deadline);
  // The nulls of denied fields are written into rows that are objects.
  const context = cleared.denied.length > 0 ? opened : { ...opened, written: call.written };
  const facts = { operation, documentHash: request.documentHash, cost };
  const result = await parts.trace(call, facts, async () => {
    const running = run(parts, operation, { ...request, document: cleared.document }, context);
    const answer = running instanceof Promise ? await before(deadline, running, operation) : running;
    if (answer.data === undefined) return { errors: (answer.errors ?? []).map(asVariableError) };
    return cleared.denied.length > 0 ? clearance.merge(answer, cleared.denied) : answer;
  });
  return finish(result, cleared.denied, context);
}

function run<Denial>(
  { schema, schemaSeenBy, compiled }: ExecutorParts<Denial>,
  { introspects }: PreparedOperation,
  { document, operationName, variables, call }: OperationRequest,
  context: RequestContext,
): ExecutionResult | Promise<ExecutionResult> {
  const result = compiled(document, operationName)?.(context, variables);
  if (result) return result;
  return execute({
    schema: introspects && schemaSeenBy ? schemaSeenBy(call.principal.scopes) : schema,
    document,
    contextValue: context,
    variableValues: variables,
    ...(operationName === undefined ? {} : { operationName }),
  }) as ExecutionResult | Promise<ExecutionResult>;
}

function refusalsOf(
  operation: PreparedOperation,
  cost: number,
  limit: number,
  { variables, call }: OperationRequest,
): readonly GraphQLError[] {
  const refusals: GraphQLError[] = [];
  if (cost > limit) {
    const details = Number.isFinite(cost) ? { cost, limit } : { limit };
    const error = new MeridianError(
      'COST_LIMIT_EXCEEDED',
      'The operation costs more than is allowed.',
      details,
    );
    refusals.push(asRequestError(graphqlError(error)));
  }
  for (const { region, path } of operation.regions(variables))
    if (!call.principal.regions.includes(region))
      refusals.push(asRequestError(graphqlError(regionForbidden(region), { path })));
  return refusals;
}

/** An operation that takes longer than it may gets an answer; what it started is bounded by the same deadline. */
async function before(
  deadline: number,
  running: Promise<ExecutionResult>,
  { type }: PreparedOperation,
): Promise<ExecutionResult> {
  const { promise: late, resolve } = Promise.withResolvers<ExecutionResult>();
  const timer = setTimeout(
    () => {
      const error =
        type === 'mutation'
          ? new MeridianError('OUTCOME_UNKNOWN', 'The operation took too long; it may have been done.')
          : new MeridianError('UNAVAILABLE', 'The operation took too long.');
      resolve({ errors: [asRequestError(graphqlError(error))] });
    },
    // A statement learns of the deadline first, and its error says which field it was.
    Math.max(0, deadline - Date.now()) + 100,
  );
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives an error that stands alone, without `data`, its HTTP status. */
function asRequestError(error: GraphQLError): GraphQLError {
  const code = error.extensions.code as keyof typeof statusOf;
  return new GraphQLError(error.message, {
    ...(error.path ? { path: error.path } : {}),
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.originalError ? { originalError: error.originalError } : {}),
    extensions: { ...error.extensions, http: { status: statusOf[code] ?? 500 } },
  });
}

/** Only variables that do not fit their types stop an operation that was prepared. */
function asVariableError(error: GraphQLError): GraphQLError {
  if (error.extensions?.code !== undefined || error.originalError instanceof MeridianError) return error;
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
