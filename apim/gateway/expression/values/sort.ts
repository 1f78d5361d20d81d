import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { invalidOperation } from './collection.ts';
import { compareValues } from './object.ts';

/** Comparer<T>.Default. @throws InvalidOperationException when the values have no order */
export function defaultOrder(a: Value, b: Value): number {
  const order = compareValues(a, b);
  if (order === null) throw invalidOperation('Failed to compare two elements in the array.');
  return order;
}

/** Sorts in place and stably; each comparison is a step. */
export function sortItems(items: Value[], compare: ((a: Value, b: Value) => number) | null, run: Run): void {
  const order = compare ?? defaultOrder;
  items.sort((a, b) => {
    run.step();
    return order(a, b);
  });
}
