import type { TypeDeclaration } from '../../loaders/declaration.ts';
import { type Order, type OrderTerm, orderOf } from '../../loaders/order.ts';
import type { TableModel } from '../../loaders/table-model.ts';
import type { CheckAccess } from './filter-argument.ts';
import { refuseArgument } from './refuse-argument.ts';

/** A value of a type's order enum: the field that it orders by, and the term. */
export interface OrderChoice {
  readonly field: string;
  readonly term: OrderTerm;
}

/** `startTime` as enum values have it: `START_TIME`. */
export const constantCase = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();

/**
 * The values of a type's order enum: both directions of each field that is a column without NULL, or the id. NULL has
 * no place in an order: the two engines put it at opposite ends.
 */
export function orderChoices(
  { fields }: TypeDeclaration,
  model: TableModel,
): ReadonlyMap<string, OrderChoice> {
  const choices = new Map<string, OrderChoice>();
  for (const [field, declaration] of Object.entries(fields)) {
    const column =
      declaration.kind === 'column'
        ? model.byColumn.get(declaration.column)
        : declaration.kind === 'nodeId' && model.key.length === 1
          ? model.key[0]
          : undefined;
    if (!column?.column.notNull || column.kind === 'json') continue;
    for (const direction of ['asc', 'desc'] as const)
      choices.set(`${constantCase(field)}_${direction.toUpperCase()}`, {
        field,
        term: { column: column.column, direction },
      });
  }
  return choices;
}

/** Makes what reads the argument `orderBy`; without one, rows come in the declared order. */
export function createOrderReader(type: TypeDeclaration, model: TableModel, declared: readonly OrderTerm[]) {
  const usual = orderOf(model, declared);
  const choices = orderChoices(type, model);
  const known = new Map<string, Order>();
  return (orderBy: readonly string[] | null | undefined, checkAccess: CheckAccess): Order => {
    if (!orderBy || orderBy.length === 0) return usual;
    const chosen = orderBy.map((name) => choices.get(name) ?? refuseArgument('orderBy', 'names no order'));
    if (new Set(chosen.map(({ field }) => field)).size < chosen.length)
      refuseArgument('orderBy', 'names a field twice');
    for (const { field } of chosen) checkAccess(type.name, field);
    const id = orderBy.join(' ');
    const order =
      known.get(id) ??
      orderOf(
        model,
        chosen.map(({ term }) => term),
      );
    // As many as there are permutations of columns; beyond a few nobody is served by keeping them.
    if (known.size < 1_000) known.set(id, order);
    return order;
  };
}
