import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { MeridianError } from '../../../errors.ts';
import type { Row } from '../../../loaders/row-shape.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';
import type { RequestContext } from '../../context.ts';
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

/** @param path the place of the input in the arguments */
export function conditions(
  model: TableModel,
  owner: PgColumn | undefined,
  { expectedVersion }: InputObject,
  path: string,
  context: RequestContext,
): Conditions {
  const ownedBy = owner && columnOf(model, owner);
  const subject = ownedBy && callerIn(ownedBy, context);
  const version = model.byProperty.get('version')?.column;
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
}
