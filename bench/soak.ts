/**
 * `npm run bench:soak`: whether Meridian grows as it serves. Half a million requests of Q1, Q2 and M1 in turn; after
 * each tenth, CPU a request and resident memory. Ends with 1 where the last tenth is dearer than the second by more than
 * 15 %, or memory grew by more than 15 % after the second, in which the process is warm.
 */
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { freePorts } from '../test/dev/free-ports.ts';
import { startBenchDatabase } from './database.ts';
import { requestsFor } from './load.ts';
import { meridianPeers } from './meridian.ts';
import type { OperationName } from './operations.ts';
import { startPeer } from './peer-process.ts';
import { cpuMilliseconds, residentMebibytes } from './process-usage.ts';
import { drawVariables } from './variables.ts';

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '500000' },
    scale: { type: 'string', default: '1' },
    connections: { type: 'string', default: '32' },
  },
});
/** Shares of each tenth. */
const mix: readonly (readonly [OperationName, number])[] = [
  ['Q1', 0.6],
  ['Q2', 0.3],
  ['M1', 0.1],
];
const parts = 10;
const mostGrowth = 1.15;

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const ports = await freePorts(4);
  const { url, sql } = await startBenchDatabase(stack, ports[0] ?? 0, Number(options.scale), say);
  const variables = await drawVariables(sql, 300);
  const requests = variables.map((v) => ({ variables: v, cursor: undefined }));
  const [meridian] = await meridianPeers(ports.slice(1, 3), stack, variables);
  if (!meridian) throw new Error('There is no Meridian');
  const running = await startPeer(meridian, ports[3] ?? 0, url);
  stack.defer(() => running.stop());

  const fire = async (operation: OperationName, amount: number) => {
    const result = await autocannon({
      url: running.url,
      connections: Number(options.connections),
      amount,
      requests: requestsFor(running, operation, requests),
    });
    const failed = result.errors + result.timeouts + result.non2xx;
    if (failed > 0) throw new Error(`${failed} requests of ${operation} failed`);
  };

  console.log('| requests | CPU, ms a request | resident, MiB |\n|---:|---:|---:|');
  const each = Number(options.requests) / parts;
  const cpu: number[] = [];
  const resident: number[] = [];
  for (let part = 1; part <= parts; part += 1) {
    const before = cpuMilliseconds(running.pid);
    for (const [operation, share] of mix) await fire(operation, Math.round(each * share));
    cpu.push((cpuMilliseconds(running.pid) - before) / each);
    resident.push(residentMebibytes(running.pid));
    console.log(`| ${part * each} | ${cpu.at(-1)?.toFixed(3)} | ${resident.at(-1)?.toFixed(0)} |`);
    // The rides of M1 are the only ones without a start address.
    await sql`delete from rides where start_address is null`;
    await sql.unsafe('vacuum analyze rides, vehicles');
  }
  for (const [what, values] of [
    ['CPU a request', cpu],
    ['Resident memory', resident],
  ] as const) {
    const growth = (values.at(-1) ?? 0) / (values[1] ?? 1);
    console.log(`${what}: ${((growth - 1) * 100).toFixed(1)} % between the second tenth and the last`);
    if (growth > mostGrowth) process.exitCode = 1;
  }
}

await main();
