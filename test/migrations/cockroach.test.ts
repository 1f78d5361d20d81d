import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regions } from '../../schema/tables/regions.ts';
import { refusedByCockroach } from '../../src/db/lint/grammar.ts';
import { readItems } from '../../src/db/lint/tokens.ts';
import { readMigrations } from '../../src/db/migration.ts';
import { cockroachShape } from './cockroach-shape.ts';
import { drizzleShape } from './drizzle-shape.ts';
import { domainTables } from './tables.ts';

const migrations = readMigrations(join(import.meta.dirname, '../../migrations/cockroach'), 'movr');
const statements = migrations.flatMap((migration) => migration.statements);

it('make the tables, columns, keys, foreign keys, indexes and localities that the Drizzle tables have', async () => {
  expect(cockroachShape(migrations)).toEqual(drizzleShape(await domainTables()));
});

describe('a difference does not go unnoticed:', () => {
  for (const [what, from, to] of [
    ['a column less', '  credit_card varchar,\n', ''],
    ['another type', 'revenue decimal(10,2)', 'revenue decimal(10,3)'],
    ['a column that may be null', 'id uuid NOT NULL', 'id uuid'],
    ['another default', 'usage_count int4 NOT NULL DEFAULT 1', 'usage_count int4 NOT NULL DEFAULT 0'],
    ['a primary key without the region', 'PRIMARY KEY (crdb_region, id)', 'PRIMARY KEY (id)'],
    [
      'a foreign key without the region',
      'FOREIGN KEY (crdb_region, owner_id) REFERENCES users (crdb_region, id)',
      'FOREIGN KEY (owner_id) REFERENCES users (id)',
    ],
    [
      'another order of an index',
      '(crdb_region, rider_id, start_time, id)',
      '(crdb_region, start_time, rider_id, id)',
    ],
    ['another locality', 'LOCALITY GLOBAL', 'LOCALITY REGIONAL BY ROW AS crdb_region'],
    ['another check', 'CHECK (vehicle_city = city)', 'CHECK (city = city)'],
  ] as const)
    it(what, async () => {
      const changed = statements.map((statement) => statement.replace(from, to));
      expect(changed).not.toEqual(statements);
      const shape = cockroachShape([{ name: 'changed', statements: changed }]);
      expect(shape).not.toEqual(drizzleShape(await domainTables()));
    });
});

it('name the regions of the tables, the primary one first', () => {
  const named = statements
    .filter((statement) => statement.startsWith('ALTER DATABASE'))
    .map((statement) => /REGION (?:IF NOT EXISTS )?"(\w+)"$/.exec(statement)?.[1]);
  expect(named).toEqual(regions);
});

it('may run again after an interruption, and use nothing that CockroachDB does not take', () => {
  for (const statement of statements) {
    if (statement.startsWith('CREATE')) expect(statement).toMatch(/^CREATE (TABLE|INDEX) IF NOT EXISTS /);
    expect(refusedByCockroach(readItems(statement))).toEqual([]);
  }
});
