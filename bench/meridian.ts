import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regions } from '../schema/tables/regions.ts';
import { users } from '../schema/tables/users.ts';
import type { RegionName } from '../src/db/locality.ts';
import { gatewayAudience, identityEnvironment } from '../src/dev/identity/identities.ts';
import { startIdentityProvider } from '../src/dev/identity/identity-provider.ts';
import { requestToken } from '../src/dev/identity/request-token.ts';
import { gatewayFlags } from '../src/dev/stack/programs.ts';
import { createCursors } from '../src/loaders/cursor.ts';
import { ascending } from '../src/loaders/declaration.ts';
import { createNodeIds } from '../src/loaders/node-id.ts';
import { orderOf } from '../src/loaders/order.ts';
import { modelOf } from '../src/loaders/table-model.ts';
import { meridianOperations } from './meridian-operations.ts';
import type { Variables } from './operations.ts';
import { type Body, isMutation, onlyField, type Peer } from './peers.ts';

const secret = 'the benchmark signs cursors with this';

/** Meridian as shipped: on its own port, and through the policy gateway with the deployed policies. */
export async function meridianPeers(
  [identityPort = 0, gatewayPort = 0]: readonly number[],
  stack: AsyncDisposableStack,
  riders: readonly Pick<Variables, 'region' | 'riderId'>[],
): Promise<readonly Peer[]> {
  const home = mkdtempSync(join(tmpdir(), 'meridian-bench-identity-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const identity = await startIdentityProvider({
    port: identityPort,
    home,
    user: { id: riders[0]?.riderId ?? '', regions: [riders[0]?.region ?? ''] },
  });
  stack.defer(identity.stop);

  // One caller a region: M1's rider is who calls.
  const tokens = new Map<string, string>();
  for (const { region, riderId } of riders)
    if (!tokens.has(region))
      tokens.set(
        region,
        await requestToken(identityPort, {
          subject: riderId,
          scopes: ['rides.read', 'rides.write', 'revenue.read', 'users.read', 'vehicles.read'],
        }),
      );
  const apim = await apimToken(identity.managedIdentity);
  const authorization = (v: Variables) => `Bearer ${tokens.get(v.region)}`;

  const nodeIds = createNodeIds(secret, regions as unknown as RegionName[], () => true);
  const cursors = createCursors(secret);
  const byId = orderOf(modelOf(users), [ascending(users.id)]);
  const operations = meridianOperations({
    rideId: (region, id) => nodeIds.write('Ride', region, [id]),
    vehicleId: (region, id) => nodeIds.write('Vehicle', region, [id]),
    userCursor: (id) => cursors.write('Query.users', byId, { id }),
  });
  const environment = {
    ...identityEnvironment(identityPort),
    // Production believes only what is on https, and the benchmark's identity provider is not; all else is as shipped.
    NODE_ENV: 'development',
    INTROSPECTION: 'off',
    GATEWAY_HOST: '127.0.0.1',
    CURSOR_SECRET: secret,
    LOG_LEVEL: 'warn',
  };
  const shared = {
    path: '/graphql',
    body: (operation, v, cursor) => ({
      query: operations[operation].query,
      variables: operations[operation].variables(v, cursor),
    }),
    firstPage: (operation, v) => {
      const first = operations[operation].firstPage;
      return first && { query: first.query, variables: first.variables(v) };
    },
    root: (operation, answer) =>
      isMutation(operation) ? (onlyField(answer) as Body | null)?.ride : onlyField(answer),
    decode: (id) => nodeIds.read(id, 'id').key[0] ?? '',
  } satisfies Partial<Peer>;
  return [
    {
      ...shared,
      name: 'Meridian',
      module: '../src/main.ts',
      flags: gatewayFlags,
      port: gatewayPort,
      readyPath: '/ready',
      environment: (port) => ({ ...environment, GATEWAY_PORT: String(port) }),
      headers: (v) => ({ authorization: authorization(v), 'x-apim-authorization': `Bearer ${apim}` }),
    },
    {
      ...shared,
      name: 'Meridian through the policy gateway',
      module: '../apim/gateway/cli.ts',
      args: ['serve'],
      readyPath: '/health',
      environment: (port) => ({
        ...environment,
        ...identity.managedIdentity,
        APIM_PORT: String(port),
        GATEWAY_PORT: String(gatewayPort),
        // One caller a region sends all the load; the limits are for one person.
        RATE_LIMIT_CALLS: '1000000000',
        COST_BUDGET: '2000000000',
      }),
      headers: (v) => ({ authorization: authorization(v) }),
    },
  ];
}

/** APIM's own token, as its managed identity gets it. */
async function apimToken(managed: {
  readonly IDENTITY_ENDPOINT: string;
  readonly IDENTITY_HEADER: string;
}): Promise<string> {
  const url = new URL(managed.IDENTITY_ENDPOINT);
  url.searchParams.set('resource', gatewayAudience);
  url.searchParams.set('api-version', '2019-08-01');
  const response = await fetch(url, { headers: { 'x-identity-header': managed.IDENTITY_HEADER } });
  return ((await response.json()) as { access_token: string }).access_token;
}
