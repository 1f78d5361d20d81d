import type { RegionName } from '../../../src/db/locality.ts';
import type { Cursors } from '../../../src/loaders/cursor.ts';
import type { NodeIds } from '../../../src/loaders/node-id.ts';
import { constantCase, createDice } from './dice.ts';
import { comparison, complete, many, meets, one, type PageRequest, pageOf, type Terms } from './evaluate.ts';
import { createRandomAggregates } from './random-aggregate.ts';
import { createRandomFilters } from './random-filter.ts';
import { type ModelData, type ModelRow, type ModelType, modelTypes, typeOf } from './rows.ts';

/** An operation, and what the model answers. */
export interface RandomOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

export interface RandomParts {
  readonly data: ModelData;
  readonly nodeIds: NodeIds;
  readonly cursors: Cursors;
  /** From 0 to below 1. */
  readonly random: () => number;
}

const regions = ['eastus', 'westeurope', 'southeastasia'];

/** A selection: the text of it, and what the model makes of a row. */
interface Selection {
  readonly text: string;
  readonly answer: (row: ModelRow) => unknown;
}

/** Makes one operation after another. */
export function createRandomOperations({
  data,
  nodeIds,
  cursors,
  random,
}: RandomParts): () => RandomOperation {
  const dice = createDice(random);
  const { below, chance, pick, some } = dice;
  const { where, asSent } = createRandomFilters({ data, nodeIds, dice });

  let variables: Record<string, unknown> = {};
  let declarations: string[] = [];
  function variable(type: string, value: unknown): string {
    const name = `v${declarations.length}`;
    variables[name] = value;
    declarations.push(`$${name}: ${type}`);
    return `$${name}`;
  }

  const idOf = (type: ModelType, row: ModelRow): string =>
    nodeIds.write(
      type.name,
      type.regional ? String(row.region) : 'global',
      type.key.map((name) => String(row[name])),
    );

  /** A connection: its arguments and selection, and what the model makes of its rows. */
  function connection(name: string, type: ModelType, region: string, depth: number) {
    const filter = chance(0.5) ? where(type, region, 2) : undefined;
    const chosen: Terms = chance(0.5)
      ? some(type.ordered, 2).map((field) => [field, pick(['asc', 'desc'] as const)] as const)
      : [];
    const terms = complete(type, chosen.length > 0 ? chosen : type.usualOrder);
    const order = comparison(type, terms);
    const size = below(depth === 2 ? 16 : 5);
    const page: { -readonly [K in keyof PageRequest]: PageRequest[K] } = chance(0.35)
      ? { last: size }
      : { first: size };
    const rows = data.rows(type, region);
    if (chance(0.35) && rows.length > 0) page.after = pick(rows);
    if (chance(0.2) && rows.length > 0) page.before = pick(rows);

    const args: string[] = [];
    if (page.first !== undefined)
      args.push(`first: ${chance(0.5) ? variable('Int', page.first) : page.first}`);
    if (page.last !== undefined) args.push(`last: ${page.last}`);
    for (const side of ['after', 'before'] as const) {
      const row = page[side];
      if (row) args.push(`${side}: ${variable('String', cursorOf(name, type, terms, row))}`);
    }
    if (filter) args.push(`where: ${variable(`${type.name}Filter`, asSent(filter, type, region))}`);
    if (chosen.length > 0)
      args.push(
        `orderBy: [${chosen.map(([field, direction]) => `${constantCase(field)}_${direction.toUpperCase()}`).join(', ')}]`,
      );

    const wantsCount = chance(0.4);
    const wantsInfo = chance(0.4);
    const inEdges = chance(0.3);
    const inner = selection(type, depth);
    const parts = [
      ...(wantsCount ? ['totalCount'] : []),
      inEdges ? `edges { cursor node ${inner.text} }` : `nodes ${inner.text}`,
      ...(wantsInfo ? ['pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'] : []),
    ];
    const cursor = (row: ModelRow | undefined) => row && cursorOf(name, type, terms, row);
    return {
      args,
      text: `{ ${parts.join(' ')} }`,
      answer(all: readonly ModelRow[]) {
        const sorted = all.filter((row) => !filter || meets(row, filter, type, data)).sort(order);
        const { rows: found, hasNextPage, hasPreviousPage } = pageOf(sorted, page, order);
        return {
          ...(wantsCount ? { totalCount: sorted.length } : {}),
          ...(inEdges
            ? { edges: found.map((row) => ({ cursor: cursor(row), node: inner.answer(row) })) }
            : { nodes: found.map(inner.answer) }),
          ...(wantsInfo
            ? {
                pageInfo: {
                  hasNextPage,
                  hasPreviousPage,
                  startCursor: cursor(found[0]) ?? null,
                  endCursor: cursor(found.at(-1)) ?? null,
                },
              }
            : {}),
        };
      },
    };
  }

  const { aggregate, groups } = createRandomAggregates({ data, dice, variable, selection, where, asSent });

  /** A cursor as the gateway would write it: the database's text, and its names of the columns. */
  function cursorOf(name: string, type: ModelType, terms: Terms, row: ModelRow): string {
    const columns = terms.map(([field, direction]) => ({
      direction,
      column: { property: field, column: { name: type.columns[field]?.replaceAll('"', '') } },
    }));
    const id = columns.map(({ column, direction }) => `${column.column.name} ${direction}`).join(', ');
    const stored = Object.fromEntries(
      terms.map(([field]) => [
        field,
        type.fields[field] === 'instant' ? String(row[field]).replace('T', ' ').replace('Z', '') : row[field],
      ]),
    );
    return cursors.write(name, { terms: columns as never, id }, stored);
  }

  function selection(type: ModelType, depth: number): Selection {
    const fields = some(Object.keys(type.fields), 4);
    const parts: { name: string; text: string; answer: (row: ModelRow) => unknown }[] = fields.map(
      (name) => ({
        name,
        text: name,
        answer: (row) => (name === 'id' ? idOf(type, row) : row[name]),
      }),
    );
    if (depth > 0) {
      for (const name of Object.keys(type.one)) {
        if (!chance(0.35)) continue;
        const inner = selection(typeOf(type.one[name]?.type ?? ''), depth - 1);
        const answer = (row: ModelRow) => {
          const other = one(row, name, type, data);
          return other ? inner.answer(other) : null;
        };
        parts.push({ name, text: `${name} ${inner.text}`, answer });
      }
      for (const name of Object.keys(type.many)) {
        const target = typeOf(type.many[name]?.type ?? '');
        // Twice under two names: the same field with other arguments.
        for (const alias of chance(0.15) ? ['a', 'b'] : chance(0.3) ? [''] : []) {
          const inner = connection(`${type.name}.${name}`, target, regionNow, depth - 1);
          const key = alias === '' ? name : alias + name;
          parts.push({
            name: key,
            text: `${alias === '' ? '' : `${key}: `}${name}(${inner.args.join(', ')}) ${inner.text}`,
            answer: (row) => inner.answer(many(row, name, type, data)),
          });
        }
        for (const [kind, make] of [
          ['Aggregate', aggregate],
          ['Groups', groups],
        ] as const) {
          if (!type.aggregated[name]?.includes(kind) || !chance(0.3)) continue;
          const inner = make(target, regionNow);
          const args = inner.args.length > 0 ? `(${inner.args.join(', ')})` : '';
          parts.push({
            name: name + kind,
            text: `${name}${kind}${args} ${inner.text}`,
            answer: (row) => inner.answer(many(row, name, type, data)),
          });
        }
      }
    }
    return {
      text: `{ ${parts.map(({ text }) => text).join(' ')} }`,
      answer: (row) => Object.fromEntries(parts.map(({ name, answer }) => [name, answer(row)])),
    };
  }

  let regionNow = 'eastus' as RegionName;

  /** A field of Query over all rows of a type. */
  function rootOf(type: ModelType) {
    if (type.groupedBy.length > 0 && chance(0.3))
      return chance(0.5)
        ? ([`${type.root}Aggregate`, aggregate(type, regionNow)] as const)
        : ([`${type.root}Groups`, groups(type, regionNow)] as const);
    return [type.root, connection(`Query.${type.root}`, type, regionNow, 2)] as const;
  }

  return () => {
    variables = {};
    declarations = [];
    regionNow = pick(regions) as RegionName;
    const type = pick(Object.values(modelTypes));
    const [root, found] = rootOf(type);
    const args = [...(type.regional ? [`region: ${regionNow.toUpperCase()}`] : []), ...found.args];
    const head = declarations.length > 0 ? `query (${declarations.join(', ')}) ` : '';
    return {
      text: `${head}{ ${root}${args.length > 0 ? `(${args.join(', ')})` : ''} ${found.text} }`,
      variables,
      expected: { [root]: found.answer(data.rows(type, regionNow)) },
    };
  };
}
