import type { PgTable } from 'drizzle-orm/pg-core';
import type { Statement } from '../../../db/database.ts';
import type { Nested } from '../../../loaders/mutation-declaration.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';
import type { Values, Writer } from '../../../loaders/write.ts';
import type { RequestContext } from '../../context.ts';
import { refuseArgument } from '../refuse-argument.ts';
import { createRowReader, type InputObject, ownValues } from '../row-input.ts';
import { nameConstraint, type WrittenFrom } from './constraints.ts';
import { listIn, type MutationParts } from './parts.ts';
import { refuseGaps } from './required-columns.ts';

/** How many rows one input may make in all; lists in lists multiply. */
const mostRows = 1_000;

/** A new row with its place in the arguments. */
export interface NewRow {
  readonly input: InputObject;
  readonly place: string;
  readonly values: Values;
}

/** The rows of one declaration, of all parents: one statement. */
interface Level {
  readonly table: PgTable;
  readonly from: WrittenFrom;
  readonly rows: readonly Values[];
}

/** Reads and checks all rows that are nested in new rows, before the transaction. Parents come before their children. */
export type ReadNested = (
  parents: readonly NewRow[],
  region: Statement['region'],
  context: RequestContext,
) => readonly Level[];

/** Makes the reader of what is nested in rows of a table, at any depth. Throws a TypeError where tables disagree. */
export function createNestedReader(
  nested: Nested,
  parentModel: TableModel,
  place: string,
  parts: MutationParts,
): ReadNested {
  const levels = Object.entries(nested).map(([field, declared]) => {
    const { kernel, catalog } = parts;
    const { table, most, own, fields } = declared;
    const model = catalog.model(table);
    if (declared.parent.length !== parentModel.key.length)
      throw new TypeError(`The parent columns of ${model.name} are not the key of ${parentModel.name}`);
    if (model.region && !parentModel.region)
      throw new TypeError(`A row of ${parentModel.name} says no region for rows of ${model.name}`);
    const parent = declared.parent.map((column, i) => ({
      property: columnOf(model, column).property,
      of: parentModel.key[i]?.property ?? '',
    }));
    const inherited = parent.map(({ property }) => property);
    refuseGaps(model, declared, { knowsKey: true, parent: { model: parentModel, inherited } });
    const read = createRowReader(model, fields, parts);
    const path = `${place}.${field}`;
    const readInside = createNestedReader(declared.nested, model, path, parts);

    const childrenOf = (from: NewRow, region: Statement['region'], context: RequestContext): NewRow[] => {
      const surroundings = { kernel, context, parent: { row: from.values, model: parentModel } };
      const key = Object.fromEntries(parent.map(({ property, of }) => [property, from.values[of]]));
      const list = `${from.place}.${field}`;
      return listIn(from.input, field, most, list).map((input, i) => {
        const at = `${list}[${i}]`;
        const given = read(input, at);
        if (given.region !== undefined && given.region !== region)
          refuseArgument(at, 'lies in another region');
        return {
          input,
          place: at,
          values: { ...given.values, ...ownValues(model, own, surroundings), ...key },
        };
      });
    };
    return (parents: readonly NewRow[], region: Statement['region'], context: RequestContext): Level[] => {
      const made = parents.flatMap((from) => childrenOf(from, region, context));
      const rows = made.map(({ values }) => values);
      return [{ table, from: { model, place: path, fields }, rows }, ...readInside(made, region, context)];
    };
  });
  return (parents, region, context) => levels.flatMap((read) => read(parents, region, context));
}

/** Refuses what is too much in all, though no list of it is. */
export function refuseTooMany(levels: readonly Level[], place: string): void {
  const rows = levels.reduce((sum, level) => sum + level.rows.length, 0);
  if (rows > mostRows) refuseArgument(place, `makes more than ${mostRows} rows`);
}

/** Writes nested rows after their parents. */
export async function insertNested(writer: Writer, levels: readonly Level[]): Promise<void> {
  for (const { table, from, rows } of levels)
    if (rows.length > 0) await writer.insertMany(table, rows).catch(nameConstraint(from));
}
