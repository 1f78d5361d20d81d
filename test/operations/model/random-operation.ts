import type { RegionName } from '../../../src/db/locality.ts';
import type { Cursors } from '../../../src/loaders/cursor.ts';
import type { NodeIds } from '../../../src/loaders/node-id.ts';
import {
  comparison,
  complete,
  many,
  meets,
  one,
  type PageRequest,
  pageOf,
  type Terms,
  type Where,
} from './evaluate.ts';
import {
  type Kind,
  type ModelData,
  type ModelRow,
  type ModelType,
  modelTypes,
  typeOf,
  type Value,
} from './rows.ts';

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
  const below = (n: number) => Math.floor(random() * n);
  const chance = (p: number) => random() < p;
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const some = <T>(from: readonly T[], most: number): T[] =>
    [...from].sort(() => random() - 0.5).slice(0, 1 + below(most));

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

  function operand(type: ModelType, name: string, region: string): Value {
    const present = data.values(type, name, region);
    const value = pick(present) as Value;
    if (value === undefined) return type.fields[name] === 'number' ? 0 : 'x';
    if (type.fields[name] === 'number' && chance(0.3)) return Math.round(Number(value));
    return value;
  }

  const operatorsOf: Readonly<Record<Kind, readonly string[]>> = {
    id: ['eq', 'ne', 'in', 'notIn'],
    text: [
      'eq',
      'ne',
      'in',
      'notIn',
      'lt',
      'lte',
      'gt',
      'gte',
      'between',
      'isNull',
      'startsWith',
      'contains',
    ],
    number: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    decimal: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    instant: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull'],
    enum: ['eq', 'ne', 'in', 'notIn', 'isNull'],
  };

  function condition(type: ModelType, name: string, region: string): Record<string, unknown> {
    const kind = type.fields[name] as Kind;
    const operator = pick(operatorsOf[kind]);
    const value = () => operand(type, name, region);
    const values: Readonly<Record<string, () => unknown>> = {
      in: () => Array.from({ length: below(4) }, value),
      notIn: () => Array.from({ length: below(4) }, value),
      between: () => ({ from: value(), to: value() }),
      isNull: () => chance(0.5),
      startsWith: () => String(value()).slice(0, 1 + below(4)),
      contains: () => pick([String(value()).slice(1, 3), '%', '_', '\\', "'", 'a']),
    };
    return { [operator]: (values[operator] ?? value)() };
  }

  function where(type: ModelType, region: string, depth: number): Where {
    const found: Record<string, unknown> = {};
    for (const name of some(
      [...Object.keys(type.fields), ...Object.keys(type.one), ...Object.keys(type.many), 'and', 'or', 'not'],
      2,
    )) {
      if (name in type.fields) found[name] = condition(type, name, region);
      else if (depth === 0) continue;
      else if (name in type.one) found[name] = where(typeOf(type.one[name]?.type ?? ''), region, depth - 1);
      else if (name in type.many)
        found[name] = {
          [pick(['some', 'none', 'every'])]: where(typeOf(type.many[name]?.type ?? ''), region, depth - 1),
        };
      else if (name === 'not') found.not = where(type, region, depth - 1);
      else found[name] = Array.from({ length: below(3) }, () => where(type, region, depth - 1));
    }
    return found;
  }

  /** The same filter with node ids where the model has raw keys. */
  function asSent(filter: Where, type: ModelType, region: string): unknown {
    return Object.fromEntries(
      Object.entries(filter).map(([name, inner]) => {
        if (name === 'and' || name === 'or')
          return [name, (inner as Where[]).map((each) => asSent(each, type, region))];
        if (name === 'not') return [name, asSent(inner as Where, type, region)];
        const relation = type.one[name];
        if (relation) return [name, asSent(inner as Where, typeOf(relation.type), region)];
        const list = type.many[name];
        if (list)
          return [
            name,
            Object.fromEntries(
              Object.entries(inner as Record<string, Where>).map(([quantifier, each]) => [
                quantifier,
                asSent(each, typeOf(list.type), region),
              ]),
            ),
          ];
        if (type.fields[name] !== 'id') return [name, inner];
        const write = (value: unknown) => nodeIds.write(type.name, region, [String(value)]);
        return [
          name,
          Object.fromEntries(
            Object.entries(inner as Where).map(([operator, value]) => [
              operator,
              Array.isArray(value) ? value.map(write) : write(value),
            ]),
          ),
        ];
      }),
    );
  }

  const constantCase = (name: string) => name.replace(/[A-Z]/g, '_$&').toUpperCase();

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
      }
    }
    return {
      text: `{ ${parts.map(({ text }) => text).join(' ')} }`,
      answer: (row) => Object.fromEntries(parts.map(({ name, answer }) => [name, answer(row)])),
    };
  }

  let regionNow = 'eastus' as RegionName;

  return () => {
    variables = {};
    declarations = [];
    regionNow = pick(regions) as RegionName;
    const type = pick(Object.values(modelTypes));
    const found = connection(`Query.${type.root}`, type, regionNow, 2);
    const args = [...(type.regional ? [`region: ${regionNow.toUpperCase()}`] : []), ...found.args];
    const head = declarations.length > 0 ? `query (${declarations.join(', ')}) ` : '';
    return {
      text: `${head}{ ${type.root}(${args.join(', ')}) ${found.text} }`,
      variables,
      expected: { [type.root]: found.answer(data.rows(type, regionNow)) },
    };
  };
}
