import type { Run, StatementDefinition } from '../statements/statement.ts';
import type { PipelineExchange } from './pipeline-exchange.ts';
import type { Span } from './recorder.ts';
import type { StepLocation } from './step-location.ts';

/** A compiled statement with its place in the document. */
export type Step = {
  readonly at: StepLocation;
  readonly definition: StatementDefinition;
  run: Run;
  /** Blocks within it, such as the branches of choose, and those of `<base/>` and fragments. */
  readonly within: readonly Step[][];
  /** Whether its expressions read the request's body, which must then be in memory. */
  readsRequestBody: boolean;
};

type StepOutcome = ReturnType<Run>;

/**
 * Runs steps in their order. Most are done at once, so nothing is awaited until one says that it must be: that is a third
 * of the time of a pipeline.
 */
export function runSteps(steps: readonly Step[], exchange: PipelineExchange): StepOutcome {
  return runFrom(steps, 0, exchange);
}

function runFrom(steps: readonly Step[], first: number, exchange: PipelineExchange): StepOutcome {
  for (let index = first; index < steps.length; index += 1) {
    const outcome = runStep(steps[index] as Step, exchange);
    if (outcome instanceof Promise) return continueAfter(outcome, steps, index + 1, exchange);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

async function continueAfter(
  underWay: Promise<Awaited<StepOutcome>>,
  steps: readonly Step[],
  next: number,
  exchange: PipelineExchange,
): Promise<Awaited<StepOutcome>> {
  const outcome = await underWay;
  return outcome ?? runFrom(steps, next, exchange);
}

/** Runs one step: traced, its error marked with its place, the bodies that its expressions read brought into memory. */
export function runStep(step: Step, exchange: PipelineExchange): StepOutcome {
  if (isSkipped(step, exchange)) return undefined;
  const span = exchange.recorder?.begin(step.at, exchange.elapsed);
  try {
    const outcome = needsRequestBody(step, exchange)
      ? exchange.request.body.bytes().then(() => step.run(exchange))
      : step.run(exchange);
    if (outcome instanceof Promise) {
      return outcome.then(
        (value) => finish(step, exchange, span, value),
        (error: unknown) => fail(step, exchange, span, error),
      );
    }
    return finish(step, exchange, span, outcome);
  } catch (error) {
    return fail(step, exchange, span, error);
  }
}

/** A body that expressions may read is in memory as soon as there is a response: the condition of a retry may read it. */
function finish(
  step: Step,
  exchange: PipelineExchange,
  span: Span | undefined,
  outcome: Awaited<StepOutcome>,
): StepOutcome {
  const body = exchange.readsResponseBody ? exchange.response?.body : undefined;
  if (body !== undefined && body.buffered === undefined && !body.isAbsent) {
    return body.bytes().then(
      () => {
        if (span !== undefined) exchange.recorder?.end(span, isLeaf(step), exchange.elapsed, undefined);
        return outcome;
      },
      (error: unknown) => fail(step, exchange, span, error),
    );
  }
  if (span !== undefined) exchange.recorder?.end(span, isLeaf(step), exchange.elapsed, undefined);
  return outcome;
}

function fail(step: Step, exchange: PipelineExchange, span: Span | undefined, error: unknown): never {
  exchange.markFault(error, step.at);
  if (span !== undefined) exchange.recorder?.end(span, isLeaf(step), exchange.elapsed, error);
  throw error;
}

function needsRequestBody(step: Step, { request }: PipelineExchange): boolean {
  return step.readsRequestBody && request.body.buffered === undefined && !request.body.isAbsent;
}

/**
 * Steps that are not for this request: those that no WebSocket handshake runs, and after a cache hit those up to the
 * cache-store ("processing will continue from the step [...] that is after the corresponding cache-store").
 */
function isSkipped(step: Step, exchange: PipelineExchange): boolean {
  if (exchange.isHandshake && step.definition.notOnHandshake) return true;
  if (!exchange.skipsToCacheStore) return false;
  if (step.definition.name === 'cache-store') exchange.skipsToCacheStore = false;
  else if (containsStep(step, 'cache-store')) return false;
  return true;
}

/** Whether a statement of that name stands within a step, however deep. */
export function containsStep(step: Step, name: string): boolean {
  return findStep(step.within.flat(), (inner) => inner.definition.name === name) !== undefined;
}

/** The first step, in the order of the document, for which the question is answered with yes. */
export function findStep(steps: readonly Step[], question: (step: Step) => boolean): Step | undefined {
  for (const step of steps) {
    if (question(step)) return step;
    const inner = findStep(step.within.flat(), question);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const isLeaf = (step: Step): boolean => step.within.length === 0;
