import type { Value } from '../value.ts';
import type { StringComparer } from '../values/dictionary.ts';
import { compareOrdinal, compareText } from '../values/object.ts';
import { defaultOrder } from '../values/sort.ts';
import { insensitive, ordinalDifference, toUpper } from './text/characters.ts';

/** The order of two texts by the rule of a StringComparer. */
export function compareTexts(comparer: StringComparer, a: string, b: string): number {
  if (comparer.ordinal)
    return comparer.rule === 'ignoreCase' ? compareOrdinal(toUpper(a), toUpper(b)) : ordinalDifference(a, b);
  return comparer.rule === 'ignoreCase' ? insensitive.compare(a, b) : compareText(a, b);
}

/** An `IComparer<T>` as a function; null is the default order. */
export function compareWith(comparer: StringComparer | null): (a: Value, b: Value) => number {
  return (a, b) =>
    comparer !== null && typeof a === 'string' && typeof b === 'string'
      ? compareTexts(comparer, a, b)
      : defaultOrder(a, b);
}
