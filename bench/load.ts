import autocannon from 'autocannon';
import type { OperationName, Variables } from './operations.ts';
import type { RunningPeer } from './peer-process.ts';
import { cpuMilliseconds } from './process-usage.ts';
import type { Sample } from './report.ts';

/** Variables with the cursor that the peer goes on from, prepared before anything is timed. */
export interface PreparedRequest {
  readonly variables: Variables;
  readonly cursor: string | undefined;
}

/** What the load generator sends, over and over. */
export function requestsFor(
  { peer }: RunningPeer,
  operation: OperationName,
  requests: readonly PreparedRequest[],
): autocannon.Request[] {
  return requests.map(({ variables, cursor }) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...peer.headers?.(variables) },
    body: JSON.stringify(peer.body(operation, variables, cursor)),
  }));
}

/** Puts load on one peer with one operation: warm-up first, then what is counted. */
export async function measure(
  running: RunningPeer,
  operation: OperationName,
  requests: readonly PreparedRequest[],
  settings: { readonly connections: number; readonly warmUpSeconds: number; readonly seconds: number },
  round: number,
): Promise<Sample> {
  const fire = (seconds: number) =>
    autocannon({
      url: running.url,
      connections: settings.connections,
      duration: seconds,
      requests: requestsFor(running, operation, requests),
    });
  await fire(settings.warmUpSeconds);
  const before = cpuMilliseconds(running.pid);
  const result = await fire(settings.seconds);
  const total = result['2xx'] + result.non2xx;
  return {
    peer: running.peer.name,
    operation,
    round,
    requestsPerSecond: total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    serverCpu: (cpuMilliseconds(running.pid) - before) / total,
    errors: result.errors + result.timeouts + result.non2xx,
  };
}
