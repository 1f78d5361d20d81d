import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCursors } from '../../src/loaders/cursor.ts';
import { randomOf } from '../contract/random.ts';
import { createRandomOperations } from './model/random-operation.ts';
import { ModelData } from './model/rows.ts';
import { type Movr, openMovr } from './movr.ts';
import { secret } from './run-domain.ts';

const operations = 3_000;
const atOnce = 8;

let movr: Movr;

beforeAll(async () => {
  movr = await openMovr();
});

afterAll(() => movr.close());

it(`answers ${operations} random operations as a naive implementation in memory does`, async () => {
  const data = await ModelData.read(movr);
  const next = createRandomOperations({
    data,
    nodeIds: movr.bound.nodeIds,
    cursors: createCursors(secret),
    random: randomOf(20_261_124),
  });
  let rows = 0;
  const asked = { Aggregate: 0, Groups: 0, nested: 0 };
  for (let done = 0; done < operations; done += atOnce)
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const { text, variables, expected } = next();
        const { result, statements } = await movr.ask(text, { variables });
        for (const kind of ['Aggregate', 'Groups'] as const) if (text.includes(kind)) asked[kind] += 1;
        if (/nodes.*(Aggregate|Groups)/.test(text)) asked.nested += 1;
        rows += statements.reduce((sum, statement) => sum + statement.rows, 0);
        expect({ text, variables, ...result }).toEqual({ text, variables, data: expected });
      }),
    );
  // The operations would prove little if most of them found nothing.
  expect(rows).toBeGreaterThan(8 * operations);
  for (const [kind, times] of Object.entries(asked)) expect(times, kind).toBeGreaterThan(operations / 12);
}, 240_000);

it('gives each row once on a walk through all pages, also while rows come and go', async () => {
  const rowsOf = async () =>
    new Set((await movr.sql(`select id from rides where crdb_region = 'eastus'`)).map(([id]) => String(id)));
  const before = await rowsOf();
  for (const backwards of [false, true]) {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; ; page += 1) {
      const args: string = `${backwards ? 'last' : 'first'}: 50${cursor ? `, ${backwards ? 'before' : 'after'}: "${cursor}"` : ''}`;
      const { result } = await movr.ask(`{ rides(region: EASTUS, ${args}) { nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
      const { nodes, pageInfo } = (result.data as never as Walked).rides;
      seen.push(...nodes.map(({ id }) => movr.bound.nodeIds.read(id, 'id').key[0] ?? ''));
      cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
      if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
      // Rows before and after the cursor appear, and the row of the cursor itself goes.
      await movr.sql(`insert into rides (crdb_region, id, city, vehicle_city, start_time)
        select 'eastus', gen_random_uuid(), 'boston', 'boston', timestamp '2025-06-01' + (random() * 400 + i) * interval '1 hour'
        from generate_series(1, 3) as g(i)`);
      await movr.sql(
        `with gone as (delete from vehicle_location_histories where crdb_region = 'eastus' and ride_id = $1)
         select 1`,
        seen.at(page % 2 ? -1 : 0) ?? '',
      );
      await movr.sql(
        `delete from rides where crdb_region = 'eastus' and id = $1`,
        seen.at(page % 2 ? -1 : 0) ?? '',
      );
    }
    expect(new Set(seen).size).toBe(seen.length);
    const after = await rowsOf();
    const throughout = [...before].filter((id) => after.has(id));
    expect(throughout.length).toBeGreaterThan(500);
    expect(throughout.filter((id) => !seen.includes(id))).toEqual([]);
  }
});

interface Walked {
  readonly rides: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
}
