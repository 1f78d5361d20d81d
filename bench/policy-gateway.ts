/**
 * `npm run bench:policy-gateway`: what the policy gateway with the deployed policies costs a request, beside a proxy that
 * does nothing. Both stand in front of the same backend, which answers a fixed text at once; tokens are real, from the
 * stand-in identity provider. Rounds alternate, so that a noisy moment hits both. CPU is that of the server's process
 * with all its threads: garbage collection and compilation are in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { identityEnvironment } from '../src/dev/identity/identities.ts';
import { startIdentityProvider } from '../src/dev/identity/identity-provider.ts';
import { requestToken } from '../src/dev/identity/request-token.ts';
import { freePorts } from '../test/dev/free-ports.ts';
import { answers } from './overhead/answers.ts';
import { type ServerProcess, startServer } from './overhead/server-process.ts';
import { median } from './statistics.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    /** Requests of each kind before anything is counted. */
    'warm-up': { type: 'string', default: '12000' },
    connections: { type: 'string', default: '16' },
    /** Tokens of so many users take turns. */
    users: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    /** Writes a CPU profile of the policy gateway into this folder. */
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const scopes = ['rides.read', 'revenue.read', 'users.read', 'vehicles.read'];
const id = 'UmlkZTpFQVNUVVM6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx';
const list = 'nodes { id city type status creationTime currentLocation }';
const cases = {
  'one ride with rider and vehicle': {
    answer: 'entity',
    query: `query Q1($id: ID!) { ride(id: $id) { id city startTime rider { id name city } vehicle { id type status } } }`,
    variables: { id },
  },
  'a list of 50 vehicles': {
    answer: 'list',
    query: `query Q2($region: Region!) { vehicles(region: $region, first: 50) { ${list} } }`,
    variables: { region: 'EASTUS' },
  },
} as const;
type Case = keyof typeof cases;

interface Sample {
  readonly server: string;
  readonly case: Case;
  /** CPU milliseconds a request. */
  readonly cpu: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'meridian-bench-identity-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const [identityPort = 0, backendPort = 0, barePort = 0, gatewayPort = 0] = await freePorts(4);
  const user = { id: '00000000-0000-4000-8000-000000000001', regions: ['eastus'] };
  const identity = await startIdentityProvider({ port: identityPort, home, user });
  stack.defer(identity.stop);
  const tokens = await Promise.all(
    Array.from({ length: Number(options.users) }, (_, index) =>
      requestToken(identityPort, { scopes, subject: user.id.replace(/.{4}$/, String(1000 + index)) }),
    ),
  );
  const start = async (program: Parameters<typeof startServer>[0]) => {
    const started = await startServer(program);
    stack.defer(() => started.stop());
    return started;
  };
  const behind = { path: '/graphql', readyPath: '/health' };
  const nothing = { BACKEND_PORT: String(backendPort) };
  await start({
    ...behind,
    name: 'backend',
    module: './static-upstream.ts',
    port: backendPort,
    environment: {},
  });
  const bare = await start({
    ...behind,
    name: 'bare undici proxy',
    module: './bare-proxy.ts',
    port: barePort,
    environment: nothing,
  });
  const gateway = await start({
    ...behind,
    name: 'policy gateway',
    module: '../../apim/gateway/cli.ts',
    args: ['serve'],
    port: gatewayPort,
    ...(options.profile === undefined
      ? {}
      : { execArgv: ['--cpu-prof', '--cpu-prof-interval', '500', `--cpu-prof-dir=${options.profile}`] }),
    environment: {
      ...identityEnvironment(identityPort),
      ...identity.managedIdentity,
      APIM_PORT: String(gatewayPort),
      GATEWAY_PORT: String(backendPort),
      // A few callers send all the load; the limits are for one person.
      RATE_LIMIT_CALLS: '1000000000',
      COST_BUDGET: '2000000000',
    },
  });
  const servers = [bare, gateway].filter(({ name }) => name.includes(options.only));
  for (const server of servers) for (const name of caseNames) await check(server, name, tokens);
  for (const server of servers)
    for (const name of caseNames) await fire(server, name, tokens, { amount: Number(options['warm-up']) });
  const samples: Sample[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1)
    for (const name of caseNames)
      for (const server of round % 2 === 0 ? servers : servers.toReversed())
        samples.push(await fire(server, name, tokens, { duration: Number(options.seconds) }));
  process.stdout.write(options.json ? `${JSON.stringify(samples)}\n` : `${table(servers, samples)}\n`);
}

const caseNames = Object.keys(cases) as Case[];

const requestOf = (name: Case, token: string) => ({
  method: 'POST' as const,
  headers: {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${token}`,
    'x-answer': cases[name].answer,
  },
  body: JSON.stringify({ query: cases[name].query, variables: cases[name].variables }),
});

/** What is measured must be the whole way to the backend and back. */
async function check(server: ServerProcess, name: Case, tokens: readonly string[]): Promise<void> {
  const response = await fetch(server.url, requestOf(name, tokens[0] ?? ''));
  const text = await response.text();
  if (response.status !== 200 || text !== answers[cases[name].answer].toString())
    throw new Error(`${server.name} answered ${response.status}: ${text.slice(0, 500)}`);
}

async function fire(
  server: ServerProcess,
  name: Case,
  tokens: readonly string[],
  until: { readonly duration: number } | { readonly amount: number },
): Promise<Sample> {
  const before = await server.cpuMilliseconds();
  const result = await autocannon({
    url: server.url,
    connections: Number(options.connections),
    ...until,
    requests: tokens.map((token) => requestOf(name, token)),
  });
  const used = (await server.cpuMilliseconds()) - before;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${server.name}: ${result.non2xx} answers without success, ${result.errors} errors`);
  return {
    server: server.name,
    case: name,
    cpu: used / result['2xx'],
    requestsPerSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

function table(servers: readonly ServerProcess[], samples: readonly Sample[]): string {
  const of = (server: string, name: Case, field: 'cpu' | 'requestsPerSecond' | 'p50' | 'p99') =>
    median(samples.filter((s) => s.server === server && s.case === name).map((sample) => sample[field]));
  const rows = caseNames.flatMap((name) => [
    ...servers.map(({ name: server }) => {
      const [cpu, rate, p50, p99] = (['cpu', 'requestsPerSecond', 'p50', 'p99'] as const).map((field) =>
        of(server, name, field),
      );
      return `| ${name} | ${server} | ${cpu?.toFixed(3)} | ${rate?.toFixed(0)} | ${p50} / ${p99} |`;
    }),
    ...(servers.length < 2
      ? []
      : [
          `| ${name} | *difference* | ${(of('policy gateway', name, 'cpu') - of('bare undici proxy', name, 'cpu')).toFixed(3)} | | |`,
        ]),
  ]);
  return [
    '| request | server | CPU ms a request | requests a second | p50 / p99 ms |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

await main();
