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
