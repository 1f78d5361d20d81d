import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { eastusStatement, openEastus, within } from './regions.ts';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await createDatabase({ seeded: false });
  db = await openEastus(test.url);
  await db.query(
    eastusStatement(`create type state as enum ('ready', 'à réparer avant le départ', 'في الطريق')`),
    within(),
  );
});
afterAll(async () => {
  await db.close(0);
  await test.drop();
});

const texts = {
  'a short text': 'new york',
  'an empty text': '',
  accents: 'São João, Île-de-France',
  emoji: '🚲 👩‍👩‍👧 🇵🇹',
  'text from right to left': 'שלום עולם, مرحبا',
  'control characters': '\u0001\u0002\t\r\n\u007f\\x00ff',
  '128 bytes': 'a'.repeat(128),
  '129 bytes': 'a'.repeat(129),
  '128 bytes, the last two past ASCII': `${'a'.repeat(126)}é`,
  '129 bytes, the last two past ASCII': `${'a'.repeat(127)}é`,
  '300 bytes': 'b'.repeat(300),
  '2 KB, the last two bytes past ASCII': `${'c'.repeat(2_000)}é`,
  '120 KB past ASCII': 'é🚲'.repeat(20_000),
};

it.each(Object.entries(texts))(
  'reads %s among columns of every type as PostgreSQL has it',
  async (_, text) => {
    const statement = eastusStatement(
      `select '3f2504e0-4f89-41d3-9a0c-0305e82c3301'::uuid, $1::text, null::text, octet_length($1), $1::varchar,
         -12.50::numeric(9, 2), 9007199254740993::int8, (-7)::int2, 1.5e-7::float8, 'NaN'::float4, true, false, ''::text,
         '2026-11-24 10:00:00.123456+00'::timestamptz, '0044-03-15 BC'::timestamp, 'infinity'::date, '1 day 02:00'::interval,
         'à réparer avant le départ'::state, array[$1, null, 'é', 'ready'], json_build_object('ç', $1), jsonb_build_array('ü'),
         '\\xff00'::bytea, convert_to($1, 'UTF8')`,
      text,
    );
    const [row] = await db.query(statement, within());
    const [wire] = await db.queryWire(statement, within());
    expect(wire?.values()).toEqual(row);
    const [id, asText, none, octets, asVarchar, ...others] = row ?? [];
    expect([id, asText, none, octets, asVarchar]).toEqual([
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      text,
      null,
      Buffer.byteLength(text),
      text,
    ]);
    const json = others.splice(14, 1)[0];
    const array = others.splice(13, 1)[0];
    expect(JSON.parse(String(json))).toEqual({ ç: text });
    expect(array).toMatch(/,NULL,é,ready\}$/);
    expect(others).toEqual([
      '-12.50',
      '9007199254740993',
      -7,
      1.5e-7,
      Number.NaN,
      true,
      false,
      '',
      '2026-11-24 10:00:00.123456+00',
      '0044-03-15 00:00:00 BC',
      'infinity',
      '1 day 02:00:00',
      'à réparer avant le départ',
      '["ü"]',
      '\\xff00',
      `\\x${Buffer.from(text).toString('hex')}`,
    ]);
  },
);

it('reads thousands of rows of all lengths, some with accents, as PostgreSQL has them', async () => {
  const statement = eastusStatement(
    `select n, gen_random_uuid(), text, encode(convert_to(text, 'UTF8'), 'hex'), case when n % 3 = 0 then text end
     from generate_series(1, 3000) n,
       lateral (select repeat('x', n % 140) || case when n % 2 = 0 then 'é' else '' end || repeat('🚲', n % 7 / 6) as text) t`,
  );
  const rows = (await db.queryWire(statement, within())).map((row) => row.values());
  const expected = rows.map(([, id, , hex], i) => {
    const text = Buffer.from(String(hex), 'hex').toString();
    return [i + 1, id, text, hex, (i + 1) % 3 === 0 ? text : null];
  });
  expect(rows).toEqual(expected);
  expect(new Set(rows.map(([, id]) => id)).size).toBe(3_000);
});

it('reads arrays by the parsers of their elements, where the driver asks for the types', async () => {
  await using sql = Object.assign(postgres(test.url, { max: 1 }), {
    [Symbol.asyncDispose]: () => sql.end(),
  });
  const [row] = await sql.unsafe(
    `select array[1, 2, 3] as whole, array['é', 'a, b', '🚲'] as texts, '{}'::text[] as none, array[[1], [2]] as nested`,
  );
  expect(row).toEqual({
    whole: [1, 2, 3],
    texts: ['é', 'a, b', '🚲'],
    none: [],
    nested: [[1], [2]],
  });
});
