import { describe, expect, it } from 'vitest';
import { lintStatement } from '../../src/db/lint.ts';
import type { RegionName } from '../../src/db/locality.ts';
import {
  type AggregateQuery,
  aggregateId,
  aggregateStatement,
  aggregateTemplate,
  aggregateTextId,
  readAggregate,
  readGroups,
} from '../../src/loaders/aggregate-loader.ts';
import { filterOf } from '../../src/loaders/filter.ts';
import { type ColumnModel, columnOf, modelOf } from '../../src/loaders/table-model.ts';
import { parcels, rates, stops } from './tables.ts';

const parcel = modelOf(parcels);
const stop = modelOf(stops);
const weight = columnOf(parcel, parcels.weight);
const sent = columnOf(parcel, parcels.sent);
const kind = columnOf(parcel, parcels.kind);
const stamps = columnOf(parcel, parcels.stamps);
const north = 'north' as RegionName;

const plain: AggregateQuery = {
  model: parcel,
  terms: [{ kind: 'count' }, { kind: 'sum', column: weight, field: 'mass' }],
  parent: [],
  groups: undefined,
};

/** The statement, after the lint has found nothing wrong with it. */
function statementOf(query: AggregateQuery, parents: readonly (readonly string[])[] = []) {
  const region = query.model.region ? north : 'global';
  const statement = aggregateStatement(query, aggregateTemplate(query), region, parents);
  expect(lintStatement(statement.text, [parcels, stops, rates], statement), statement.text).toEqual([]);
  return statement;
}

describe('the statement of an aggregate', () => {
  it('has the functions and columns asked for, and the region', () => {
    expect(statementOf(plain)).toEqual({
      text: 'select count(*), sum("parcels"."weight") from "parcels" where "parcels"."zone" = $1',
      parameters: ['north'],
      table: 'parcels',
      region: 'north',
    });
    const terms = [
      { kind: 'avg', column: weight, field: 'mass' },
      { kind: 'min', column: sent, field: 'sent' },
      { kind: 'max', column: sent, field: 'sent' },
    ] as const;
    expect(statementOf({ ...plain, terms }).text).toBe(
      'select avg("parcels"."weight"), min("parcels"."sent"), max("parcels"."sent") from "parcels" where "parcels"."zone" = $1',
    );
  });

  it('names no region where the table is global', () => {
    const statement = statementOf({ ...plain, model: modelOf(rates), terms: [{ kind: 'count' }] });
    expect(statement).toMatchObject({ text: 'select count(*) from "rates" where true', region: 'global' });
  });

  it('is one for many parents, whose keys are one parameter a column', () => {
    const one = { ...plain, parent: [kind] };
    expect(statementOf(one, [['box'], ['tube']])).toMatchObject({
      text: 'select "parcels"."kind", count(*), sum("parcels"."weight") from "parcels" where ("parcels"."zone" = $1 and "parcels"."kind" = any($2::varchar[])) group by "parcels"."kind"',
      parameters: ['north', '{"box","tube"}'],
    });
    const two: AggregateQuery = {
      model: stop,
      terms: [{ kind: 'count' }],
      parent: [columnOf(stop, stops.parcel), columnOf(stop, stops.number)],
      groups: undefined,
    };
    const id = '00000000-0000-4000-8000-000000000001';
    expect(statementOf(two, [[id, '1']])).toMatchObject({
      text: 'select "stops"."parcel", "stops"."number", count(*) from "stops" where ("stops"."zone" = $1 and ("stops"."parcel", "stops"."number") in (select * from unnest($2::uuid[], $3::integer[]))) group by "stops"."parcel", "stops"."number"',
      parameters: ['north', `{"${id}"}`, '{"1"}'],
    });
  });

  it('keeps a filter with an OR inside the region', () => {
    const compare = (column: ColumnModel, value: string) =>
      ({ kind: 'compare', column, operator: 'eq', value }) as const;
    const filter = filterOf({ kind: 'or', of: [compare(kind, 'box'), compare(weight, '1')] });
    expect(statementOf({ ...plain, filter })).toMatchObject({
      text: 'select count(*), sum("parcels"."weight") from "parcels" where ("parcels"."zone" = $1 and (("parcels"."kind" = $2::varchar) or ("parcels"."weight" = $3::numeric(6, 2))))',
      parameters: ['north', 'box', '1'],
    });
  });
});

describe('the statement of groups', () => {
  const grouped: AggregateQuery = { ...plain, groups: { by: [kind, stamps], first: 7 } };

  it('orders by size, and ties in one way on both engines', () => {
    expect(statementOf(grouped)).toMatchObject({
      text: 'select "kind" as "g0", "stamps" as "g1", count(*) as "a0", sum("weight") as "a1" from "parcels" where "parcels"."zone" = $1 group by "parcels"."kind", "parcels"."stamps" order by count(*) desc, "parcels"."kind" is null, "parcels"."kind", "parcels"."stamps" limit $2',
      parameters: ['north', 7],
    });
  });

  it('gives each of many parents its own first groups', () => {
    const { text, parameters } = statementOf({ ...grouped, parent: [sent] }, [['2026-01-31 12:00:00']]);
    expect(text).toBe(
      'select parent.k0, child.* from unnest($1::timestamp[]) as parent(k0) cross join lateral (select "kind" as "g0", "stamps" as "g1", count(*) as "a0", sum("weight") as "a1", count(*) as "n" from "parcels" where ("parcels"."zone" = $2 and "parcels"."sent" = parent.k0) group by "parcels"."kind", "parcels"."stamps" order by count(*) desc, "parcels"."kind" is null, "parcels"."kind", "parcels"."stamps" limit $3) as child order by child.n desc, child.g0 is null, child.g0, child.g1',
    );
    expect(parameters).toEqual(['{"2026-01-31 12:00:00"}', 'north', 7]);
  });

  it('shares its text with others of its shape, and its batch with its equals only', () => {
    const other: AggregateQuery = { ...grouped, groups: { by: [kind, stamps], first: 8 } };
    expect(aggregateTextId(other)).toBe(aggregateTextId(grouped));
    expect(aggregateId(other)).not.toBe(aggregateId(grouped));
    for (const different of [
      plain,
      { ...grouped, groups: { by: [stamps, kind], first: 7 } },
      { ...grouped, parent: [sent] },
      { ...grouped, terms: [{ kind: 'avg', column: weight, field: 'mass' } as const] },
    ])
      expect(aggregateTextId(different)).not.toBe(aggregateTextId(grouped));
  });
});

describe('what is read', () => {
  it('is as the database wrote it', () => {
    expect(readAggregate(plain.terms, ['9223372036854775807', '0.10'])).toEqual({
      count: '9223372036854775807',
      sum: { mass: '0.10' },
      avg: {},
      min: {},
      max: {},
    });
  });

  it('is nothing of a parent without rows', () => {
    expect(readAggregate(plain.terms, undefined)).toMatchObject({ count: '0', sum: { mass: null } });
  });

  it('has in the key of a group the values that make it, and null else', () => {
    const query: AggregateQuery = { ...plain, parent: [sent], groups: { by: [kind], first: 7 } };
    expect(readGroups(query, [['2026-01-31 12:00:00', 'box', '2', '3.50', '2']], north)).toEqual([
      {
        key: {
          zone: 'north',
          id: null,
          label: null,
          weight: null,
          sent: null,
          stamps: null,
          serial: null,
          notes: null,
          kind: 'box',
        },
        count: '2',
        sum: { mass: '3.50' },
        avg: {},
        min: {},
        max: {},
      },
    ]);
  });
});
