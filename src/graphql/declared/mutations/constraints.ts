import { brokenConstraint } from '../../../db/constraint.ts';
import { MeridianError } from '../../../errors.ts';
import type { RowParts } from '../../../loaders/mutation-declaration.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';

/** Where the rows of a statement came from. */
export interface WrittenFrom {
  readonly model: TableModel;
  /** Their place in the arguments. */
  readonly place: string;
  readonly fields: RowParts['fields'];
}

/**
 * Makes the function that says of a failed statement which constraint it broke, and at which place of the arguments: the
 * field that holds the constraint's column, or else the whole input.
 */
export function nameConstraint({ model, place, fields }: WrittenFrom): (error: unknown) => never {
  return (error) => {
    const broken = error instanceof MeridianError ? brokenConstraint(error.cause) : undefined;
    if (!broken || !(error instanceof MeridianError)) throw error;
    const listed = broken.columns.filter((name) => name !== model.region?.column.name);
    const key = model.key.map(({ column }) => column.name);
    // PostgreSQL lists no columns to a role that may not read the partition itself.
    const isKey =
      broken.state === '23505' &&
      (listed.length > 0 ? key.every((name) => listed.includes(name)) : /_pkey$/.test(broken.name ?? ''));
    const columns = isKey ? key : listed;
    const held = Object.entries(fields).filter(([, { column }]) =>
      columns.includes(columnOf(model, column).column.name),
    );
    const [field] = held.length === 1 ? (held[0] ?? []) : [];
    // A partition has its own name for the key, and what stands for a region must not show.
    const constraint = isKey ? `${model.name}_pkey` : broken.name;
    throw new MeridianError(
      error.code,
      error.message,
      {
        argument: field === undefined ? place : `${place}.${field}`,
        ...(constraint === undefined ? {} : { constraint }),
      },
      { cause: error.cause },
    );
  };
}

/** SQLSTATE 23503 of a DELETE: the rows are there, and others hold on to them. */
export function refuseReferenced(place: string): (error: unknown) => never {
  return (error) => {
    const broken = error instanceof MeridianError ? brokenConstraint(error.cause) : undefined;
    if (broken?.state !== '23503') throw error;
    const { name } = broken;
    throw new MeridianError(
      'CONFLICT',
      place === 'input' ? 'Other rows refer to this one.' : 'Other rows refer to one of these.',
      { argument: place, ...(name === undefined ? {} : { constraint: name }) },
      { cause: error },
    );
  };
}
