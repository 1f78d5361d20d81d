import type { PgTable } from 'drizzle-orm/pg-core';
import type { Statement } from '../../db/database.ts';
import { MeridianError } from '../../errors.ts';
import type { KeyArgument } from '../../loaders/declaration.ts';
import type { Key } from '../../loaders/key.ts';
import type { Home, OwnValue, RowName, Source } from '../../loaders/mutation-declaration.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { type ColumnModel, columnOf, type TableModel } from '../../loaders/table-model.ts';
import { hasForm } from '../../loaders/value.ts';
import type { RequestContext } from '../context.ts';
import type { BindingParts } from './binding-parts.ts';
import { checkedValue } from './checked-values.ts';
import type { Kernel } from './kernel.ts';
import { refuseArgument } from './refuse-argument.ts';

/** An object of an input type, as graphql-js coerced it. */
export type InputObject = Readonly<Record<string, unknown>>;

/** What an input object says of a row, all of it checked against the table. */
export interface ReadInput {
  /** By property. What the caller did not give is absent. */
  readonly values: Record<string, unknown>;
  /** The region that its node ids agree on. */
  readonly region: Statement['region'] | undefined;
}

/** Reads an input object; throws BAD_USER_INPUT that names the place in the arguments. */
export type ReadRow = (input: InputObject, path: string) => ReadInput;

/** Makes the reader of input objects for a table. */
export function createRowReader(
  model: TableModel,
  fields: Readonly<Record<string, KeyArgument>>,
  { catalog, nodeIds }: Pick<BindingParts, 'catalog' | 'nodeIds'>,
): ReadRow {
  const sources = Object.entries(fields).map(([field, { column, node }]) => ({
    field,
    column: columnOf(model, column),
    type: node && catalog.typeOf(node).name,
  }));
  return (input, path) => {
    const values: Record<string, unknown> = {};
    let region: Statement['region'] | undefined;
    for (const { field, column, type } of sources) {
      const value = input[field];
      if (value === undefined) continue;
      const place = path === '' ? field : `${path}.${field}`;
      if (value === null) {
        if (column.column.notNull) refuseArgument(place, 'must not be null');
        values[column.property] = null;
      } else if (type === undefined) values[column.property] = checkedValue(column, value, place);
      else {
        const reference = nodeIds.read(String(value), place, type);
        values[column.property] = reference.key[0];
        if (reference.region === 'global') continue;
        if (region !== undefined && region !== reference.region)
          refuseArgument(place, 'lies in another region');
        region = reference.region;
      }
    }
    return { values, region };
  };
}

/** Finds the region of a row from its input. */
export type RegionOfInput = (
  input: InputObject,
  path: string,
  read: ReadInput,
) => Statement['region'] | undefined;

/** Makes the function that finds out where a row lives; undefined where its input does not say. */
export function regionOfInput(
  model: TableModel,
  home: Home | undefined,
  regionOf: BindingParts['regionOf'],
): RegionOfInput {
  if (!model.region) return () => 'global';
  return (input, path, { region }) => {
    const named = home && input[home.field];
    if (home === undefined || named === undefined || named === null) return region;
    const place = path === '' ? home.field : `${path}.${home.field}`;
    const found = home.regionOf ? home.regionOf(String(named)) : regionOf(String(named));
    if (!found) refuseArgument(place, 'names no place that is served');
    if (region !== undefined && region !== found) refuseArgument(place, 'lies in another region');
    return found;
  };
}

/** Reads which row is meant; `path` is the input's place in the arguments. */
export type ReadName = (
  input: InputObject,
  path: string,
) => { readonly region: Statement['region']; readonly key: Key };

/** Makes the reader of what names a row: its node id, or the columns of its key. */
export function createNameReader(table: PgTable, name: RowName, parts: BindingParts): ReadName {
  const { catalog, nodeIds } = parts;
  const model = catalog.model(table);
  if (typeof name === 'string') {
    const type = catalog.typeOf(table).name;
    return (input, path) => nodeIds.read(String(input[name]), `${path}.${name}`, type);
  }
  const read = createRowReader(model, name, parts);
  const named = Object.values(name).map(({ column }) => columnOf(model, column));
  for (const column of model.key)
    if (!named.includes(column)) throw new TypeError(`No input holds ${model.name}.${column.property}`);
  if (model.region && !Object.values(name).some(({ node }) => node && catalog.model(node).region))
    throw new TypeError(`No input says the region of a row of ${model.name}`);
  return (input, path) => {
    const { values, region } = read(input, path);
    return { region: region ?? 'global', key: model.key.map(({ property }) => String(values[property])) };
  };
}

/** The caller's subject as a value of the column. Throws FORBIDDEN where it cannot be one. */
export function callerIn(column: ColumnModel, { principal }: RequestContext): string {
  if (!hasForm(column, principal.subject)) throw new MeridianError('FORBIDDEN', 'The caller is not a user.');
  return principal.subject;
}

interface Surroundings {
  readonly kernel: Kernel;
  readonly context: RequestContext;
  /** Of a nested row. */
  readonly parent?: { readonly row: Row; readonly model: TableModel };
}

type ValueFrom<K extends Source['kind']> = (
  source: Extract<Source, { kind: K }>,
  column: ColumnModel,
  surroundings: Surroundings,
) => unknown;

/** One entry a kind of source. */
const sources: { readonly [K in Source['kind']]: ValueFrom<K> } = {
  caller: (_source, column, { context }) => callerIn(column, context),
  constant: ({ value }) => value,
  newId: (_source, _column, { kernel }) => kernel.newId(),
  now: (_source, _column, { kernel }) => kernel.now(),
  parent: ({ column }, _column, { parent }) => parent?.row[columnOf(parent.model, column).property],
};

/** The values that a new row has without being asked, by property. */
export function ownValues(
  model: TableModel,
  own: readonly OwnValue[] = [],
  surroundings: Surroundings,
): Record<string, unknown> {
  return Object.fromEntries(
    own.map(({ column, source }) => {
      const known = columnOf(model, column);
      const valueFrom = sources[source.kind] as ValueFrom<Source['kind']>;
      return [known.property, valueFrom(source as never, known, surroundings)];
    }),
  );
}
