import type { RowParts } from '../../../loaders/mutation-declaration.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';

/**
 * A column that is NOT NULL, has no default and that nothing fills would fail on the first call, and so would a row whose
 * key must be known before it is written.
 * @param inherited the properties that the parent of a nested row gives
 */
export function refuseGaps(
  model: TableModel,
  { fields, own = [] }: RowParts,
  { inherited = [], knowsKey }: { readonly inherited?: readonly string[]; readonly knowsKey: boolean },
): void {
  const filled = new Set([
    ...inherited,
    ...Object.values(fields).map(({ column }) => columnOf(model, column).property),
    ...own.map(({ column }) => columnOf(model, column).property),
  ]);
  const gaps = model.columns.filter(
    (each) =>
      each !== model.region &&
      !filled.has(each.property) &&
      ((each.column.notNull && !each.column.hasDefault) || (knowsKey && model.key.includes(each))),
  );
  if (gaps.length > 0)
    throw new TypeError(
      `Nothing fills ${gaps.map(({ property }) => `${model.name}.${property}`).join(', ')}`,
    );
}
