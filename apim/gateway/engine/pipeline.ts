import type { Answer } from '../statements/exchange.ts';
import { makeAnswer } from '../statements/http/answer.ts';
import type { Outcome, Section } from '../statements/statement.ts';
import { errorAnswer } from './error-answer.ts';
import type { EffectivePolicy } from './load-policies.ts';
import type { PipelineExchange } from './pipeline-exchange.ts';
import { lastErrorView, type PolicyFault, readFault } from './policy-fault.ts';
import { runStep, runSteps } from './step.ts';

/**
 * Takes a request through the sections of its policy and answers with what is to be sent to the caller. Never throws:
 * an error that on-error does not take care of is API Management's own answer.
 */
export async function runPipeline(policy: EffectivePolicy, exchange: PipelineExchange): Promise<Answer> {
  try {
    if (!(await answeredPreflight(policy, exchange))) await runSections(policy, exchange);
  } catch (error) {
    await runOnError(policy, exchange, faultOf(exchange, error));
  }
  return finish(exchange);
}

/**
 * Runs policies at the opening of a WebSocket: inbound and the backend's statements apart from forwarding, since the
 * gateway opens the connection itself. An answer means that the WebSocket is refused.
 */
export async function runHandshake(
  policy: EffectivePolicy,
  exchange: PipelineExchange,
): Promise<Answer | undefined> {
  try {
    const outcome = await enter(policy, exchange, 'inbound');
    if (outcome === undefined) {
      exchange.finishRecord(101);
      return undefined;
    }
  } catch (error) {
    await runOnError(policy, exchange, faultOf(exchange, error));
  }
  return finish(exchange);
}

/** Ends a request that no policy document is for: no API takes it, or it has no key. */
export async function runRefused(
  policy: EffectivePolicy | undefined,
  exchange: PipelineExchange,
  fault: PolicyFault,
): Promise<Answer> {
  await runOnError(policy, exchange, fault);
  return finish(exchange);
}

/** "The cors policy is the only policy that is executed on the OPTIONS request during preflight" (cors-policy). */
async function answeredPreflight(
  { preflight }: EffectivePolicy,
  exchange: PipelineExchange,
): Promise<boolean> {
  const { method, headers } = exchange.original;
  const asks = method === 'OPTIONS' && headers.has('Origin') && headers.has('Access-Control-Request-Method');
  if (!asks || preflight === undefined || exchange.context.Operation?.Method === 'OPTIONS') return false;
  return (await runStep(preflight, exchange)) === 'answered';
}

async function runSections(policy: EffectivePolicy, exchange: PipelineExchange): Promise<void> {
  const inbound = await enter(policy, exchange, 'inbound');
  if (inbound === 'answered') return;
  exchange.skipsToCacheStore = inbound === 'cached' && containsCacheStore(policy);
  if (inbound === undefined && (await enter(policy, exchange, 'backend')) === 'answered') return;
  // Nothing was forwarded: "the outbound section is then run immediately" (forward-request-policy), on an empty 200.
  exchange.response ??= makeAnswer(200);
  await enter(policy, exchange, 'outbound');
}

function enter(
  policy: EffectivePolicy,
  exchange: PipelineExchange,
  section: Section,
): Promise<Outcome> | Outcome {
  exchange.section = section;
  return runSteps(policy.sections[section], exchange);
}

/** "Remaining steps of the section are skipped", the default answer is put in place, on-error runs. */
async function runOnError(
  policy: EffectivePolicy | undefined,
  exchange: PipelineExchange,
  fault: PolicyFault,
): Promise<void> {
  take(exchange, fault);
  exchange.section = 'on-error';
  exchange.skipsToCacheStore = false;
  try {
    if (policy !== undefined) await runSteps(policy.sections['on-error'], exchange);
  } catch (error) {
    // An error in on-error ends it; there is nothing further that could run.
    take(exchange, faultOf(exchange, error));
  }
}

function take(exchange: PipelineExchange, fault: PolicyFault): void {
  const reading = readFault(fault);
  exchange.lastError = lastErrorView(reading, fault.at);
  if (exchange.recorder !== undefined) {
    const { source, reason, message } = reading;
    exchange.recorder.lastError = { source, reason, message };
  }
  if (reading.answer === 'response' && exchange.response !== undefined) return;
  const answer =
    reading.answer === 'response' ? { statusCode: 500, message: 'Internal server error' } : reading.answer;
  exchange.response = errorAnswer(answer, exchange.requestId);
  exchange.recorder?.skipChanges();
}

function faultOf(exchange: PipelineExchange, error: unknown): PolicyFault {
  const { fault } = exchange;
  return fault !== undefined && fault.error === error ? fault : { error, at: undefined };
}

/** What was put off to the end: deferred counting, and headers that go onto whatever answer leaves. */
async function finish(exchange: PipelineExchange): Promise<Answer> {
  for (const act of exchange.endActs) {
    try {
      await act();
    } catch (error) {
      exchange.emit({
        kind: 'trace',
        source: 'gateway',
        severity: 'error',
        message: `A deferred statement failed: ${error instanceof Error ? error.message : String(error)}`,
        metadata: {},
      });
    }
  }
  const answer = exchange.response ?? makeAnswer(200);
  for (const act of exchange.answerActs) act(answer);
  exchange.finishRecord(answer.statusCode);
  return answer;
}

function containsCacheStore(policy: EffectivePolicy): boolean {
  const names = (steps: EffectivePolicy['sections']['outbound']): boolean =>
    steps.some((step) => step.definition.name === 'cache-store' || step.within.some(names));
  return names(policy.sections.outbound);
}
