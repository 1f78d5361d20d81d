import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { MeridianError } from '../../../errors.ts';
import type { Row } from '../../../loaders/row-shape.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';
import type { RequestContext } from '../../context.ts';
import { refuseArgument } from '../refuse-argument.ts';
import { callerIn, type InputObject } from '../row-input.ts';

/** What the row to change must meet beside its key. */
export interface Conditions {
  /** It is the caller's. */
  readonly owned: SQL | undefined;
  /** It is the caller's and has the version that the input expects. */
  readonly all: SQL | undefined;
  readonly expectedVersion: number | undefined;
  /** Throws NOT_FOUND, FORBIDDEN or CONFLICT, as the row that is there says. */
  readonly refuse: (row: Row | null) => never;
}

/** What an input asks of the row that it names; `path` is its place in the arguments. */
export type ConditionsOf = (input: InputObject, path: string, context: RequestContext) => Conditions;

/**
 * Makes the reader of what the row to change must meet. Throws a TypeError where the owner is no column of the table.
 * @param owner the column that must hold the caller's subject
 */
export function createConditions(model: TableModel, owner: PgColumn | undefined): ConditionsOf {
  const ownedBy = owner && columnOf(model, owner);
  const version = model.byProperty.get('version')?.column;
  return ({ expectedVersion }, path, context) => {
    // "Whatever the version" is the wider answer; a variable that happens to be null must not give it.
    if (expectedVersion === null) refuseArgument(`${path}.expectedVersion`, 'must not be null: leave it out');
    const subject = ownedBy && callerIn(ownedBy, context);
    const expected = typeof expectedVersion === 'number' && version ? expectedVersion : undefined;
    const owned = ownedBy && eq(ownedBy.column, subject);
    return {
      owned,
      all: and(owned, version && expected !== undefined ? eq(version, expected) : undefined),
      expectedVersion: expected,
      refuse(row) {
        if (!row) throw new MeridianError('NOT_FOUND', 'There is no such row.', { argument: path });
        if (ownedBy && row[ownedBy.property] !== subject)
          throw new MeridianError('FORBIDDEN', 'The row is not the caller’s.', { argument: path });
        throw new MeridianError('CONFLICT', 'The row was changed in the meantime.', {
          argument: `${path}.expectedVersion`,
          expectedVersion: expected,
          version: row.version,
        });
      },
    };
  };
}
