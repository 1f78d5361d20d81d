import type { RowParts } from '../../../loaders/mutation-declaration.ts';
import { columnOf, type TableModel } from '../../../loaders/table-model.ts';

/** What is known of the new rows' surroundings. */
export interface NewRowParts {
  /** Whether their key must be known before they are written. */
  readonly knowsKey: boolean;
  /** Of nested rows: the parent's table, and the properties that hold its key. */
  readonly parent?: { readonly model: TableModel; readonly inherited: readonly string[] };
}

/**
 * A column that is NOT NULL, has no default and that nothing fills would fail on the first call, and so would a row whose
 * key must be known before it is written. Throws a TypeError that names them, or a column that is not the table's.
 */
export function refuseGaps(
  model: TableModel,
  { fields, own = [] }: RowParts,
  { knowsKey, parent }: NewRowParts,
): void {
  for (const { source } of own) {
    if (source.kind !== 'parent') continue;
    if (!parent)
      throw new TypeError(`A row of ${model.name} has no parent to take ${source.column.name} from`);
    columnOf(parent.model, source.column);
  }
  const filled = new Set([
    ...(parent?.inherited ?? []),
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
