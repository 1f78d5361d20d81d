/**
 * `npm run bench`: Meridian beside its peers, on one database, in one run. Every peer answers the same questions; the
 * answers are compared value by value before anything is timed; rounds are interleaved and peers rotated, so that a
 * noisy moment hits all alike. Read the ratios, not the absolute figures.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { freePorts } from '../test/dev/free-ports.ts';
import { startBenchDatabase } from './database.ts';
import { measure, type PreparedRequest } from './load.ts';
import { meridianPeers } from './meridian.ts';
import { canonical, type OperationName, operationNames, type Variables } from './operations.ts';
import { type RunningPeer, startPeer } from './peer-process.ts';
import { isMutation, otherPeers } from './peers.ts';
import { countStatements } from './postgres-log.ts';
import { residentMebibytes } from './process-usage.ts';
import { type Report, renderMarkdown, renderPlot, type Sample } from './report.ts';
import { drawVariables } from './variables.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    'warm-up': { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    variables: { type: 'string', default: '300' },
    operations: { type: 'string', default: operationNames.join(',') },
    peers: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    plot: { type: 'string' },
  },
});
const settings = {
  scale: Number(options.scale),
  rounds: Number(options.rounds),
  seconds: Number(options.seconds),
  warmUpSeconds: Number(options['warm-up']),
  connections: Number(options.connections),
  variables: Number(options.variables),
};
const operations = operationNames.filter((name) => options.operations.split(',').includes(name));
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const ports = await freePorts(10);
  const { url, logFile, sql } = await startBenchDatabase(stack, ports[0] ?? 0, settings.scale, say);

  const variables = await drawVariables(sql, settings.variables);
  const peers = [...otherPeers, ...(await meridianPeers(ports.slice(8), stack, variables))].filter(
    ({ name }) =>
      name === 'floor' ||
      options.peers === '' ||
      options.peers.split(',').some((part) => name.includes(part)),
  );
  const running: RunningPeer[] = [];
  for (const [i, peer] of peers.entries()) {
    say(`Starting ${peer.name}`);
    const started = await startPeer(peer, ports[1 + i] ?? 0, url);
    stack.defer(() => started.stop());
    running.push(started);
  }

  await compare(running, variables);
  const statements: Record<string, Partial<Record<OperationName, number>>> = {};
  for (const peer of running)
    for (const operation of operations) {
      const v = variables[0] as Variables;
      const cursor = await peer.cursorOf(operation, v);
      const count = await countStatements(sql, logFile, () => peer.ask(operation, v, cursor));
      statements[peer.peer.name] = { ...statements[peer.peer.name], [operation]: count };
    }

  const samples: Sample[] = [];
  for (let round = 1; round <= settings.rounds; round += 1)
    for (const operation of operations)
      for (let i = 0; i < running.length; i += 1) {
        const peer = running[(i + round) % running.length] as RunningPeer;
        const sample = await measure(
          peer,
          operation,
          await prepared(peer, operation, variables),
          settings,
          round,
        );
        samples.push(sample);
        say(
          `round ${round} ${operation} ${peer.peer.name}: ${sample.requestsPerSecond.toFixed(0)}/s, CPU ${sample.serverCpu.toFixed(2)} ms, p99 ${sample.p99} ms${sample.errors > 0 ? `, ${sample.errors} ERRORS` : ''}`,
        );
        // The rides of M1 are the only ones without a start address.
        if (isMutation(operation)) await sql`delete from rides where start_address is null`;
      }

  const report: Report = {
    machine: `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}, PostgreSQL 18`,
    versions: versions(),
    settings,
    samples,
    statements,
    resident: Object.fromEntries(running.map((peer) => [peer.peer.name, residentMebibytes(peer.pid)])),
  };
  if (options.plot) writeFileSync(options.plot, renderPlot(report));
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderMarkdown(report));
}

/** Compares every peer's answers with the floor's. Throws where one differs. */
async function compare(running: readonly RunningPeer[], variables: readonly Variables[]): Promise<void> {
  const [floor, ...others] = running;
  if (!floor) throw new Error('There is no floor');
  const answer = async (peer: RunningPeer, operation: OperationName, v: Variables): Promise<string> => {
    const body = await peer.ask(operation, v, await peer.cursorOf(operation, v));
    return JSON.stringify(canonical(operation, peer.peer.root(operation, body), peer.peer.decode));
  };
  let compared = 0;
  for (const operation of operations)
    for (const v of variables.filter((_, i) => i % Math.ceil(variables.length / 25) === 0)) {
      const expected = await answer(floor, operation, v);
      for (const peer of others) {
        const actual = await answer(peer, operation, v);
        compared += 1;
        if (actual !== expected)
          throw new Error(
            `${peer.peer.name} answers ${operation} differently:\n${actual.slice(0, 600)}\ninstead of\n${expected.slice(0, 600)}`,
          );
      }
    }
  say(`${compared} answers are the same as the floor's`);
}

async function prepared(
  peer: RunningPeer,
  operation: OperationName,
  variables: readonly Variables[],
): Promise<PreparedRequest[]> {
  return Promise.all(
    variables.map(async (v) => ({ variables: v, cursor: await peer.cursorOf(operation, v) })),
  );
}

function versions(): Record<string, string> {
  const read = (file: string): string =>
    (JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { version: string }).version;
  return {
    graphql: read('../node_modules/graphql/package.json'),
    '@apollo/server': read('../node_modules/@apollo/server/package.json'),
    'drizzle-orm': read('../node_modules/drizzle-orm/package.json'),
    postgres: `${read('../node_modules/postgres/package.json')} (patched, for all peers that use it)`,
    mercurius: read('./node_modules/mercurius/package.json'),
    postgraphile: read('./node_modules/postgraphile/package.json'),
  };
}

await main();
