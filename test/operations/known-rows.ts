import { parse } from 'graphql';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import type { Movr } from './movr.ts';
import type { GoldenOperation } from './operations.ts';

/** The rows that golden operations name in variables: see `operations.ts`. */
export interface KnownRows {
  /** Those of the known variables that the operation declares. */
  variablesOf(operation: GoldenOperation): Record<string, unknown>;
  /** Finds the rows that earlier mutations made and that this one names. */
  lookUp(mutation: string): Promise<void>;
}

export async function knownRows(movr: Pick<Movr, 'sql' | 'ask' | 'bound'>): Promise<KnownRows> {
  const { write } = movr.bound.nodeIds;
  const one = async (text: string) => String((await movr.sql(text))[0]?.[0]);
  const node = async (type: string, region: string, text: string) => write(type, region, [await one(text)]);
  const vehicle = (condition: string) =>
    node(
      'Vehicle',
      'eastus',
      `select id from vehicles v where crdb_region = 'eastus' and ${condition} order by creation_time, id limit 1`,
    );
  const ridden = `exists (select from rides r where r.crdb_region = 'eastus' and r.vehicle_id = v.id)`;
  const { result } = await movr.ask('{ rides(region: EASTUS, first: 10) { pageInfo { endCursor } } }');
  const known: Record<string, string> = {
    user: write('User', 'eastus', [seededUser.id]),
    ride: await node(
      'Ride',
      'eastus',
      `select id from rides where crdb_region = 'eastus' order by start_time, id limit 1`,
    ),
    vehicle: await node(
      'Vehicle',
      'eastus',
      `select vehicle_id from rides where crdb_region = 'eastus' order by start_time desc limit 1`,
    ),
    available: await node(
      'Vehicle',
      'eastus',
      `select id from vehicles where crdb_region = 'eastus' and status = 'available' order by id limit 1`,
    ),
    elsewhere: await node(
      'User',
      'westeurope',
      `select id from users where crdb_region = 'westeurope' order by id limit 1`,
    ),
    own: await vehicle(`owner_id = '${seededUser.id}' and ${ridden}`),
    other: await vehicle(`owner_id <> '${seededUser.id}'`),
    nowhere: write('Vehicle', 'eastus', ['00000000-0000-4000-8000-00000000dead']),
    cursor: (result.data as { rides: { pageInfo: { endCursor: string } } }).rides.pageInfo.endCursor,
  };

  const lookUps: Readonly<Record<string, () => Promise<void>>> = {
    async 'record-location'() {
      known.started = await node(
        'Ride',
        'eastus',
        `select id from rides where end_time is null and start_address = '1 Here'`,
      );
    },
    async 'delete-vehicle'() {
      known.made = await node('Vehicle', 'eastus', `select id from vehicles where current_location = 'NULL'`);
    },
    async 'update-vehicles'() {
      const rows = await movr.sql(
        `select id from vehicles where owner_id = $1 and city = 'boston' and creation_time = '2026-01-31 12:00:00' order by type desc`,
        seededUser.id,
      );
      [known.two = '', known.three = ''] = rows.map(([id]) => write('Vehicle', 'eastus', [String(id)]));
    },
  };

  return {
    variablesOf({ text, variables = {} }) {
      const declared = parse(text).definitions.flatMap((definition) =>
        definition.kind === 'OperationDefinition'
          ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
          : [],
      );
      return Object.fromEntries(
        declared.map((name) => [name, name in variables ? variables[name] : known[name]]),
      );
    },
    lookUp: async (mutation) => lookUps[mutation]?.(),
  };
}
