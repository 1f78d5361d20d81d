import { sqlStateOf } from './sqlstate.ts';

/** A constraint that a statement broke, by the database's names. Values are left out. */
export interface BrokenConstraint {
  /** SQLSTATE, class 23: `23503` of a foreign key, `23505` of a key, `23514` of a check, `23502` of NOT NULL. */
  readonly state: string;
  readonly name: string | undefined;
  /** The columns that it is on, where the database says so. */
  readonly columns: readonly string[];
}

/** The columns in `Key (crdb_region, owner_id)=(…) is not present in table "users".`, as both engines write it. */
const keyDetail = /^Key \(([^)]+)\)=/;

/** What the driver's error says of a broken constraint; undefined where it is none. */
export function brokenConstraint(error: unknown): BrokenConstraint | undefined {
  const state = sqlStateOf(error);
  if (!state?.startsWith('23')) return undefined;
  const { constraint_name: name, column_name: column, detail } = error as Readonly<Record<string, unknown>>;
  const listed = keyDetail.exec(String(detail ?? ''))?.[1]?.split(',') ?? [];
  const columns = typeof column === 'string' ? [column] : listed;
  return {
    state,
    name: typeof name === 'string' ? name : undefined,
    columns: columns.map((each) => each.trim().replaceAll('"', '')),
  };
}
