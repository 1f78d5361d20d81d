/**
 * `npm run bench:profile -- --operation Q1`: where Meridian's time goes under load, by `--cpu-prof`: self time of the
 * server process, the first seconds left out, in which it starts and compiles.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePorts } from '../test/dev/free-ports.ts';
import { startBenchDatabase } from './database.ts';
import { measure } from './load.ts';
import { meridianPeers } from './meridian.ts';
import { operationNames } from './operations.ts';
import { startPeer } from './peer-process.ts';
import { drawVariables } from './variables.ts';

const { values: options } = parseArgs({
  options: {
    operation: { type: 'string', default: 'Q1,Q3,M1' },
    scale: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '8' },
  },
});
const operations = operationNames.filter((name) => options.operation.split(',').includes(name));
const warmUpSeconds = 4;

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

/** The first that fits a frame names its part. */
const parts: readonly (readonly [string, RegExp])[] = [
  ['garbage collection', /^\(garbage collector\)/],
  ['writing to sockets (system calls)', /^(writeBuffer|writeUtf8String|writeLatin1String|writev) /],
  ['promises and ticks', /^runMicrotasks |internal\/process\/task_queues/],
  ['hashes: tokens, documents, node ids', /internal\/crypto/],
  ['postgres.js', /node_modules\/postgres\//],
  ['Apollo Server', /node_modules\/@apollo\//],
  [
    'Fastify and what it brings',
    /node_modules\/(fastify|find-my-way|secure-json-parse|content-type|negotiator|avvio|light-my-request|toad-cache)/,
  ],
  ['graphql-js, graphql-jit and its code', /node_modules\/graphql|ResolverHandler|fieldnodes|__context/],
  ['Drizzle', /node_modules\/drizzle-orm\//],
  ['DataLoader', /node_modules\/dataloader\//],
  ['OpenTelemetry', /node_modules\/@opentelemetry\//],
  ['Meridian: src/db', /\/src\/db\//],
  ['Meridian: src/loaders', /\/src\/loaders\//],
  ['Meridian: src/graphql', /\/src\/graphql\//],
  ['Meridian: src/auth, src/contract, src/telemetry', /\/src\/(auth|contract|telemetry)\//],
  ['Meridian: resolvers', /\/resolvers\//],
  ['node:http, node:net, streams, timers, Buffer', /node:|utf8Slice|latin1Slice|btoa/],
];
const unnamed = 'the rest';

/** Microseconds by part. */
function selfTimes({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const partOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const frame = `${functionName} ${url}`;
      return [
        id,
        /^\(idle\)/.test(frame) ? undefined : (parts.find(([, fits]) => fits.test(frame))?.[0] ?? unnamed),
      ];
    }),
  );
  const times = new Map<string, number>();
  let clock = 0;
  samples.forEach((id, i) => {
    const delta = timeDeltas[i] ?? 0;
    clock += delta;
    const part = partOf.get(id);
    if (part === undefined || clock < warmUpSeconds * 1_000_000) return;
    times.set(part, (times.get(part) ?? 0) + delta);
  });
  return times;
}

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const ports = await freePorts(4);
  const { url, sql } = await startBenchDatabase(stack, ports[0] ?? 0, Number(options.scale), say);
  const variables = await drawVariables(sql, 300);
  const [meridian] = await meridianPeers(ports.slice(1, 3), stack, variables);
  if (!meridian) throw new Error('There is no Meridian');

  const shares: Map<string, number>[] = [];
  for (const operation of operations) {
    const folder = mkdtempSync(join(tmpdir(), 'meridian-profile-'));
    const flags = [...(meridian.flags ?? []), '--cpu-prof', `--cpu-prof-dir=${folder}`];
    const running = await startPeer({ ...meridian, flags }, ports[3] ?? 0, url);
    const requests = await Promise.all(
      variables.map(async (v) => ({ variables: v, cursor: await running.cursorOf(operation, v) })),
    );
    const load = { connections: 32, warmUpSeconds, seconds: Number(options.seconds) };
    const { requestsPerSecond, serverCpu } = await measure(running, operation, requests, load, 1);
    say(`${operation}: ${requestsPerSecond.toFixed(0)}/s, CPU ${serverCpu.toFixed(2)} ms a request`);
    await running.stop();
    const [file = ''] = readdirSync(folder);
    const times = selfTimes(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile);
    const total = [...times.values()].reduce((sum, time) => sum + time, 0);
    shares.push(new Map([...times].map(([part, time]) => [part, (100 * time) / total])));
    rmSync(folder, { recursive: true, force: true });
    await sql`delete from rides where start_address is null`;
  }

  console.log(`| self time, % | ${operations.join(' | ')} |\n| --- |${' ---: |'.repeat(operations.length)}`);
  for (const part of [...parts.map(([name]) => name), unnamed])
    console.log(`| ${part} | ${shares.map((share) => (share.get(part) ?? 0).toFixed(1)).join(' | ')} |`);
}

await main();
