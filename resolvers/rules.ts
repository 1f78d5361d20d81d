import { users } from '../schema/tables/users.ts';
import type { RowRule } from '../src/auth/row-rule.ts';

/** The row rules that the SDL names. */
export const rules: ReadonlyMap<string, RowRule> = new Map([
  ['self', { columns: [users.id], holds: (row, { subject }) => row.id === subject }],
]);
