import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import type { Statement } from '../../db/database.ts';
import { sqlStateOf } from '../../db/sqlstate.ts';
import { MeridianError } from '../../errors.ts';
import type { Key } from '../../loaders/entity-loader.ts';
import type { MutationDeclaration, NestedRows } from '../../loaders/mutation-declaration.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { columnOf, type TableModel } from '../../loaders/table-model.ts';
import type { Values, Writer } from '../../loaders/write.ts';
import type { RequestContext } from '../context.ts';
import type { BindingParts } from './binding-parts.ts';
import type { Resolver } from './domain.ts';
import type { Kernel } from './kernel.ts';
import { refuseArgument } from './refuse-argument.ts';
import {
  callerIn,
  createNameReader,
  createRowReader,
  type InputObject,
  ownValues,
  regionOfInput,
} from './row-input.ts';

type Declared<K extends MutationDeclaration['kind']> = Extract<MutationDeclaration, { kind: K }>;

interface MutationParts extends BindingParts {
  readonly kernel: Kernel;
}

/** Runs a mutation; what it resolves to is the payload's one field of the table's type. */
type Change = (args: InputObject, context: RequestContext) => Promise<Row | readonly Row[]>;

type Binder<K extends MutationDeclaration['kind']> = (mutation: Declared<K>, parts: MutationParts) => Change;

/** Makes the resolver of a declared field of Mutation. Throws a TypeError where declaration and table disagree. */
export function mutationResolverOf(
  mutation: MutationDeclaration,
  returns: GraphQLOutputType,
  parts: MutationParts,
): Resolver {
  const bind = binders[mutation.kind] as Binder<MutationDeclaration['kind']>;
  const change = bind(mutation as never, parts);
  const payload = payloadField(returns, parts.catalog.typeOf(mutation.table).name);
  return async (_root, args: InputObject, context) => ({ [payload]: await change(args, context) });
}

/** One entry a kind of mutation. Everything that can be known beforehand is refused before the transaction begins. */
const binders: { readonly [K in MutationDeclaration['kind']]: Binder<K> } = {
  create(mutation, parts) {
    const { kernel, catalog } = parts;
    const { table } = mutation;
    const model = catalog.model(table);
    refuseGaps(model, mutation);
    const read = createRowReader(model, mutation.fields, parts);
    const regionOf = regionOfInput(model, mutation.home, parts.regionOf);
    const nested = Object.entries(mutation.nested).map(([field, rows]) =>
      nestedRows(field, rows, model, parts),
    );
    return (args, context) => {
      const input = args.input as InputObject;
      const given = read(input, 'input');
      const region = regionOf(input, 'input', given) ?? refuseArgument('input', 'does not say the region');
      const row = { ...given.values, ...ownValues(model, mutation.own, { kernel, context }) };
      const children = nested.map((each) => each(input, region, row, context));
      return kernel.change(context, region, async (writer) => {
        const made = await writer.insert(table, row);
        for (const { table: child, rows } of children)
          if (rows.length > 0) await writer.insertMany(child, rows);
        return made;
      });
    };
  },

  createMany(mutation, parts) {
    const { kernel, catalog } = parts;
    const { table, argument, most, own } = mutation;
    const model = catalog.model(table);
    refuseGaps(model, mutation);
    const read = createRowReader(model, mutation.fields, parts);
    const regionOf = regionOfInput(model, mutation.home, parts.regionOf);
    return (args, context) => {
      const inputs = listIn(args, argument, most, argument);
      if (inputs.length === 0) refuseArgument(argument, 'is empty');
      let region: Statement['region'] | undefined;
      const rows = inputs.map((input, i) => {
        const place = `${argument}[${i}]`;
        const given = read(input, place);
        const at = regionOf(input, place, given) ?? refuseArgument(place, 'does not say the region');
        if (region !== undefined && region !== at) refuseArgument(place, 'lies in another region');
        region = at;
        return { ...given.values, ...ownValues(model, own, { kernel, context }) };
      });
      return kernel.change(context, region ?? 'global', (writer) => writer.insertMany(table, rows));
    };
  },

  update(mutation, parts) {
    const { kernel, catalog } = parts;
    const { table, owner } = mutation;
    const model = catalog.model(table);
    for (const { column } of Object.values(mutation.fields))
      if (model.key.includes(columnOf(model, column)))
        throw new TypeError(`An update cannot change the key ${model.name}.${column.name}`);
    const readName = createNameReader(table, mutation.name, parts);
    const read = createRowReader(model, mutation.fields, parts);
    const regionOf = regionOfInput(model, mutation.home, parts.regionOf);
    return (args, context) => {
      const input = args.input as InputObject;
      const { region, key } = readName(input);
      const given = read(input, 'input');
      const goal = regionOf(input, 'input', given);
      if (goal !== undefined && goal !== region)
        refuseArgument(
          mutation.home ? `input.${mutation.home.field}` : 'input',
          'lies in another region than the row',
        );
      if (Object.keys(given.values).length === 0) refuseArgument('input', 'changes nothing');
      const wanted = conditions(model, owner, input, context);
      return kernel.change(
        context,
        region,
        async (writer) =>
          (await writer.update(table, key, given.values, wanted.options)) ??
          wanted.refuse(await writer.find(table, key)),
      );
    };
  },

  remove({ table, owner, name }, parts) {
    const { kernel, catalog } = parts;
    const model = catalog.model(table);
    const readName = createNameReader(table, name, parts);
    return (args, context) => {
      const input = args.input as InputObject;
      const { region, key } = readName(input);
      const wanted = conditions(model, owner, input, context);
      return kernel
        .change(
          context,
          region,
          async (writer) =>
            (await writer.delete(table, key, wanted.options)) ?? wanted.refuse(await writer.find(table, key)),
        )
        .catch(refuseReferenced);
    };
  },

  upsert(mutation, parts) {
    const { kernel, catalog } = parts;
    const { table, owner } = mutation;
    const model = catalog.model(table);
    refuseGaps(model, mutation);
    const read = createRowReader(model, mutation.fields, parts);
    const regionOf = regionOfInput(model, mutation.home, parts.regionOf);
    return (args, context) => {
      const input = args.input as InputObject;
      const given = read(input, 'input');
      const region = regionOf(input, 'input', given) ?? refuseArgument('input', 'does not say the region');
      const values = { ...ownValues(model, mutation.own, { kernel, context }), ...given.values };
      const key = model.key.map(({ property }) => String(values[property]));
      const change = Object.fromEntries(
        Object.entries(given.values).filter(([property]) =>
          model.key.every((column) => column.property !== property),
        ),
      );
      const wanted = conditions(model, owner, input, context);
      const write = (writer: Writer): Promise<Row | null> =>
        wanted.expectsVersion
          ? writer.update(table, key, change, wanted.options)
          : writer.upsertWhen(table, values, change, wanted.options.when);
      return kernel.change(
        context,
        region,
        async (writer) => (await write(writer)) ?? wanted.refuse(await writer.find(table, key)),
      );
    };
  },
};

/** What the row to change must meet, and the error where it did not. */
interface Conditions {
  readonly options: { readonly when?: SQL };
  readonly expectsVersion: boolean;
  /** Throws NOT_FOUND, FORBIDDEN or CONFLICT, as the row that is there says. */
  readonly refuse: (row: Row | null) => never;
}

function conditions(
  model: TableModel,
  owner: PgColumn | undefined,
  { expectedVersion }: InputObject,
  context: RequestContext,
): Conditions {
  const owned = owner && columnOf(model, owner);
  const subject = owned && callerIn(owned, context);
  const version = model.byProperty.get('version')?.column;
  const expected = typeof expectedVersion === 'number' && version ? expectedVersion : undefined;
  const when = and(
    owned && eq(owned.column, subject),
    version && expected !== undefined ? eq(version, expected) : undefined,
  );
  return {
    options: when ? { when } : {},
    expectsVersion: expected !== undefined,
    refuse(row) {
      if (!row) throw new MeridianError('NOT_FOUND', 'There is no such row.', { argument: 'input' });
      if (owned && row[owned.property] !== subject)
        throw new MeridianError('FORBIDDEN', 'The row is not the caller’s.');
      throw new MeridianError('CONFLICT', 'The row was changed in the meantime.', {
        argument: 'input.expectedVersion',
        expectedVersion: expected,
        version: row.version,
      });
    },
  };
}

/** Rows that are made with their parent: read and checked before the transaction, with the parent's key in them. */
function nestedRows(
  field: string,
  nested: NestedRows,
  parentModel: TableModel,
  parts: MutationParts,
): (
  input: InputObject,
  region: Statement['region'],
  parent: Row,
  context: RequestContext,
) => { readonly table: PgTable; readonly rows: readonly Values[] } {
  const { kernel, catalog } = parts;
  const { table, most, own, fields } = nested;
  const model = catalog.model(table);
  if (nested.parent.length !== parentModel.key.length)
    throw new TypeError(`The parent columns of ${model.name} are not the key of ${parentModel.name}`);
  const parentColumns = nested.parent.map((column) => columnOf(model, column));
  refuseGaps(
    model,
    nested,
    parentColumns.map(({ property }) => property),
  );
  const read = createRowReader(model, fields, parts);
  return (input, region, parent, context) => {
    const place = `input.${field}`;
    const key: Key = parentModel.key.map(({ property }) => String(parent[property]));
    const inherited = Object.fromEntries(parentColumns.map(({ property }, i) => [property, key[i]]));
    const surroundings = { kernel, context, parent: { row: parent, model: parentModel } };
    const rows = listIn(input, field, most, place).map((each, i) => {
      const given = read(each, `${place}[${i}]`);
      if (given.region !== undefined && given.region !== region)
        refuseArgument(`${place}[${i}]`, 'lies in another region');
      return { ...given.values, ...ownValues(model, own, surroundings), ...inherited };
    });
    return { table, rows };
  };
}

/** The list in a field of the input; empty where it is absent or null. */
function listIn(input: InputObject, field: string, most: number, place: string): readonly InputObject[] {
  const list = (input[field] ?? []) as readonly InputObject[];
  if (list.length > most) refuseArgument(place, `has more than ${most} elements`);
  return list;
}

/** A column that is NOT NULL, has no default and that nothing fills would fail on the first call. */
function refuseGaps(
  model: TableModel,
  { fields, own = [] }: Pick<NestedRows, 'fields' | 'own'>,
  inherited: readonly string[] = [],
): void {
  const filled = new Set([
    ...inherited,
    ...Object.values(fields).map(({ column }) => columnOf(model, column).property),
    ...own.map(({ column }) => columnOf(model, column).property),
  ]);
  const gaps = model.columns.filter(
    (each) =>
      each !== model.region && each.column.notNull && !each.column.hasDefault && !filled.has(each.property),
  );
  if (gaps.length > 0)
    throw new TypeError(
      `Nothing fills ${gaps.map(({ property }) => `${model.name}.${property}`).join(', ')}`,
    );
}

/** SQLSTATE 23503 of a DELETE: the row is there, and others hold on to it. */
function refuseReferenced(error: unknown): never {
  if (error instanceof MeridianError && sqlStateOf(error.cause) === '23503')
    throw new MeridianError(
      'CONFLICT',
      'Other rows refer to this one.',
      { argument: 'input' },
      { cause: error },
    );
  throw error;
}

/** The payload's field that holds the changed row, or the rows. */
function payloadField(returns: GraphQLOutputType, typeName: string): string {
  const payload = getNamedType(returns);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const [found, ...others] = fields.filter((field) => getNamedType(field.type).name === typeName);
  if (!found || others.length > 0)
    throw new TypeError(`${payload.name} has not one field of the type ${typeName}`);
  return found.name;
}
