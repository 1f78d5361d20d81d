import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { type Movr, openMovr, runMovr } from './movr.ts';
import type { Answer } from './run-domain.ts';

let movr: Movr;
/** Vehicles of the calling user, made here and touched by nothing else. */
let fresh: () => Promise<string>;

beforeAll(async () => {
  movr = await openMovr();
  fresh = async () => {
    const { result } = await movr.ask(
      `mutation { createVehicles(vehicles: [{ city: "boston", type: BIKE, currentLocation: "1 Here", ext: { a: 1 } }]) { vehicles { id } } }`,
    );
    return (result.data as { createVehicles: { vehicles: [{ id: string }] } }).createVehicles.vehicles[0].id;
  };
});

afterAll(() => movr.close());

const updateText = `mutation ($input: UpdateVehicleInput!) { updateVehicle(input: $input) {
  vehicle { type status currentLocation ext version } } }`;
const update = (input: Record<string, unknown>, over: Pick<Movr, 'ask'> = movr): Promise<Answer> =>
  over.ask(updateText, { variables: { input } });
const vehicleOf = ({ result }: Answer) =>
  (result.data as { updateVehicle: { vehicle: object } }).updateVehicle.vehicle;
const codeOf = ({ result }: Answer) => result.errors?.[0]?.extensions?.code;
const count = async (table: string, where: string, ...parameters: string[]) =>
  Number((await movr.sql(`select count(*) from ${table} where ${where}`, ...parameters))[0]?.[0]);

describe('a patch', () => {
  it.each([
    [{ status: 'LOST' }, { status: 'LOST' }],
    [{ currentLocation: null }, { currentLocation: null }],
    [
      { ext: null, type: 'SCOOTER' },
      { ext: null, type: 'SCOOTER' },
    ],
    [{ ext: {} }, { ext: {} }],
    [{ ext: [] }, { ext: [] }],
    [{ currentLocation: '' }, { currentLocation: '' }],
    [{ currentLocation: '\u202eשלום 🛴\'"\\' }, { currentLocation: '\u202eשלום 🛴\'"\\' }],
  ])('%j keeps what it does not name', async (patch, changed) => {
    const before = { type: 'BIKE', status: 'AVAILABLE', currentLocation: '1 Here', ext: { a: 1 } };
    const answer = await update({ id: await fresh(), ...patch });
    expect(vehicleOf(answer)).toEqual({ ...before, ...changed, version: 2 });
  });

  it('holds the same in variables that are absent as in fields that are', async () => {
    const { result } = await movr.ask(
      'mutation ($id: ID!, $ext: JSON, $status: VehicleStatus) { updateVehicle(input: { id: $id, ext: $ext, status: $status }) { vehicle { ext status } } }',
      { variables: { id: await fresh(), status: 'LOST' } },
    );
    expect(result.data).toEqual({ updateVehicle: { vehicle: { ext: { a: 1 }, status: 'LOST' } } });
  });

  it('has one text for its columns, whatever their values and order', async () => {
    const texts = [
      await update({ id: await fresh(), status: 'LOST', ext: null }),
      await update({ ext: { b: 'x' }, status: 'AVAILABLE', id: await fresh() }),
    ].map(({ statements }) => statements.map(({ text }) => text));
    expect(texts[0]).toEqual(texts[1]);
  });
});

describe('expectedVersion', () => {
  it('lets one of two changes through, and tells the other the version', async () => {
    const id = await fresh();
    const answers = await Promise.all(
      ['LOST', 'IN_USE'].map((status) => update({ id, status, expectedVersion: 1 })),
    );
    expect(answers.map(codeOf).sort()).toEqual(['CONFLICT', undefined]);
    expect(
      await count(
        'vehicles',
        `version = 2 and current_location = '1 Here' and ext is not null and id = $1`,
        idOf(id),
      ),
    ).toBe(1);
  });

  it('says nothing of the version of a row that is another’s', async () => {
    const id = await fresh();
    const { result } = await movr.ask(updateText, {
      variables: { input: { id, status: 'LOST', expectedVersion: 9 } },
      principal: { subject: 'c0ffee00-0000-4000-8000-0000000000aa' },
    });
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', argument: 'input' });
  });
});

describe('many rows', () => {
  const createText =
    'mutation ($vehicles: [CreateVehicleInput!]!) { createVehicles(vehicles: $vehicles) { vehicles { type currentLocation } } }';
  const create = (vehicles: readonly object[]) => movr.ask(createText, { variables: { vehicles } });
  const bikes = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ city: 'boston', type: 'BIKE', currentLocation: `many ${i}` }));

  it('are one statement of one text up to the limit, and come back in the order of the request', async () => {
    const few = await create(bikes(2));
    const many = await create(bikes(100));
    expect(many.statements.map(({ text }) => text)).toEqual(few.statements.map(({ text }) => text));
    expect(many.statements.length).toBe(1);
    expect(many.result.data).toEqual({
      createVehicles: {
        vehicles: bikes(100).map(({ type, currentLocation }) => ({ type, currentLocation })),
      },
    });
  });

  it('are none where one of them is wrong', async () => {
    const before = await count('vehicles', 'true');
    for (const wrong of [bikes(101), [...bikes(3), { city: 'atlantis', type: 'BIKE' }]]) {
      const answer = await create(wrong);
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      expect(answer.statements).toEqual([]);
    }
    expect(await count('vehicles', 'true')).toBe(before);
  });
});

describe('many changes', () => {
  const fields = '{ type status currentLocation ext version }';
  const updateAll = (vehicles: readonly object[]) =>
    movr.ask(
      `mutation ($vehicles: [UpdateVehicleInput!]!) { updateVehicles(vehicles: $vehicles) { vehicles ${fields} } }`,
      { variables: { vehicles } },
    );
  const deleteAll = (vehicles: readonly object[]) =>
    movr.ask(
      'mutation ($vehicles: [DeleteVehicleInput!]!) { deleteVehicles(vehicles: $vehicles) { vehicles { id } } }',
      { variables: { vehicles } },
    );
  const made = (n: number) => Promise.all(Array.from({ length: n }, fresh));

  it('say of each row what its own change would say', async () => {
    const patches = [
      { status: 'LOST' },
      { ext: null, currentLocation: null },
      { ext: { weight: 1.5, '"': '\\{},NULL' }, type: 'SCOOTER' },
      { currentLocation: '' },
      { currentLocation: 'NULL', status: 'IN_USE', type: 'BIKE', ext: [] },
      { status: null, city: 'new york' },
    ];
    const together = await made(patches.length);
    const { result, statements } = await updateAll(
      patches.map((patch, i) => ({ id: together[i], ...patch })),
    );
    const alone = [];
    for (const patch of patches) alone.push(vehicleOf(await update({ id: await fresh(), ...patch })));
    expect(result.data).toEqual({ updateVehicles: { vehicles: alone } });
    expect(statements.length).toBe(1);
  });

  it('are one statement of one text up to the limit', async () => {
    const ids = await made(100);
    const [few, many] = [
      await updateAll(ids.slice(0, 2).map((id) => ({ id, status: 'LOST' }))),
      await updateAll(ids.map((id) => ({ id, status: 'IN_USE' }))),
    ];
    expect(many.statements.map(({ text }) => text)).toEqual(few.statements.map(({ text }) => text));
    const gone = await deleteAll(ids.map((id) => ({ id })).reverse());
    expect(gone.result.data).toEqual({ deleteVehicles: { vehicles: ids.map((id) => ({ id })).reverse() } });
    expect(gone.statements.length).toBe(1);
  });

  it('leave every row as it was where one of them is refused', async () => {
    const [one, two] = (await made(2)) as [string, string];
    const untouched = async () => {
      for (const id of [one, two])
        expect(await count('vehicles', `version = 1 and status = 'available' and id = $1`, idOf(id))).toBe(1);
    };
    const gone = movr.bound.nodeIds.write('Vehicle', 'eastus', ['00000000-0000-4000-8000-00000000dead']);
    for (const [code, other] of [
      ['CONFLICT', { id: two, expectedVersion: 7 }],
      ['NOT_FOUND', { id: gone }],
    ] as const) {
      expect(
        codeOf(
          await updateAll([
            { id: one, status: 'LOST' },
            { ...other, status: 'LOST' },
          ]),
        ),
      ).toBe(code);
      await untouched();
      expect(codeOf(await deleteAll([{ id: one }, other]))).toBe(code);
      await untouched();
    }
  });

  it('let one of two through that expect the same versions', async () => {
    const ids = await made(3);
    const change = (status: string, of: readonly string[]) =>
      updateAll(of.map((id) => ({ id, status, expectedVersion: 1 })));
    const answers = await Promise.all([change('LOST', ids), change('IN_USE', ids.toReversed())]);
    expect(answers.map(codeOf).sort()).toEqual(['CONFLICT', undefined]);
    const rows = await movr.sql(
      `select distinct status, version from vehicles where id = any($1::uuid[])`,
      `{${ids.map(idOf).join()}}`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('rows made with their parent', () => {
  const register = (over: Pick<Movr, 'ask'>, subject: string) =>
    over.ask(
      'mutation { registerOwner(input: { city: "rome", name: "Nested", vehicles: [{ type: BIKE }] }) { user { id } } }',
      { principal: { subject, homeRegion: 'westeurope' as RegionName } },
    );
  const one = 'c0ffee00-0000-4000-8000-0000000000b1';
  const two = 'c0ffee00-0000-4000-8000-0000000000b2';

  it('leave nothing where the database refuses a child', async () => {
    // Each numbers its new rows from 1, so the second one's vehicle has the first one's key.
    expect(codeOf(await register(runMovr(movr.database), one))).toBeUndefined();
    expect(codeOf(await register(runMovr(movr.database), two))).toBe('CONFLICT');
    expect(await count('users', 'id = $1', one)).toBe(1);
    expect(await count('users', 'id = $1', two)).toBe(0);
    expect(await count('vehicles', 'owner_id = $1', two)).toBe(0);
  });

  it('leave nothing where the connection fails between parent and child', async () => {
    const failing: Database = {
      ...movr.database,
      transaction: (region, origin, body, options) =>
        movr.database.transaction(
          region,
          origin,
          (runner) =>
            body({
              ...runner,
              query: (statement, origin) =>
                statement.table === 'vehicles'
                  ? Promise.reject(new Error('lost'))
                  : runner.query(statement, origin),
            }),
          options,
        ),
    };
    expect(codeOf(await register(runMovr(failing), two))).toBe('INTERNAL_SERVER_ERROR');
    expect(await count('users', 'id = $1', two)).toBe(0);
  });
});

describe('rows read after a change', () => {
  it('are as changed, also where the same operation read them before', async () => {
    const id = await fresh();
    const { result } = await movr.ask(
      `mutation ($id: ID!) {
        a: updateVehicle(input: { id: $id, currentLocation: "first" }) { vehicle { owner { vehicles(where: { id: { eq: $id } }) { nodes { currentLocation } } } } }
        b: updateVehicle(input: { id: $id, currentLocation: "second" }) { vehicle { owner { vehicles(where: { id: { eq: $id } }) { nodes { currentLocation } } } } }
        c: deleteVehicle(input: { id: $id }) { vehicle { owner { id vehicles(where: { id: { eq: $id } }) { totalCount } } } } }`,
      { variables: { id } },
    );
    expect(result.errors).toBeUndefined();
    const at = (text: string) => ({
      vehicle: { owner: { vehicles: { nodes: [{ currentLocation: text }] } } },
    });
    expect(result.data).toMatchObject({
      a: at('first'),
      b: at('second'),
      c: { vehicle: { owner: { vehicles: { totalCount: 0 } } } },
    });
  });
});

/** The key in a node id. */
function idOf(nodeId: string): string {
  const { key } = movr.bound.nodeIds.read(nodeId, 'id', 'Vehicle');
  return String(key[0]);
}

describe('a ride of a rider who has no row in the region', () => {
  it('is NOT_FOUND, names the argument, and leaves the vehicle as it was', async () => {
    const id = await fresh();
    const { result } = await movr.ask(
      'mutation ($id: ID!) { startRide(input: { vehicleId: $id }) { ride { id } } }',
      { variables: { id }, principal: { subject: 'c0ffee00-0000-4000-8000-00000000f0e1' } },
    );
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument: 'input.vehicleId' });
    const after = await movr.ask('query ($id: ID!) { vehicle(id: $id) { status version } }', {
      variables: { id },
    });
    expect(after.result.data).toEqual({ vehicle: { status: 'AVAILABLE', version: 1 } });
  });
});
