import { type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import type { Catalog } from '../../loaders/catalog.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import { orderOf } from '../../loaders/order.ts';
import {
  type Unserved,
  unservedConnection,
  unservedFilter,
  unservedOrder,
  unservedRelation,
} from '../../loaders/unserved.ts';
import type { Domain } from './domain.ts';
import { orderChoices } from './order-argument.ts';

/**
 * What the SDL offers and no index of the tables serves: connections, orders and filters. Whoever edits the SDL decides
 * whether to add the index or to take the offer back.
 */
export function unservedFields(
  schema: GraphQLSchema,
  { queries }: Pick<Domain, 'queries'>,
  catalog: Catalog,
): readonly Unserved[] {
  const roots = Object.entries(queries).flatMap(([name, root]) =>
    root.kind === 'rows' ? unservedConnection(`Query.${name}`, root, catalog) : [],
  );
  return [...roots, ...[...catalog.types.values()].flatMap((type) => ofType(schema, type, catalog))];
}

function ofType(schema: GraphQLSchema, type: TypeDeclaration, catalog: Catalog): readonly Unserved[] {
  const model = catalog.model(type.table);
  const filter = schema.getType(`${type.name}Filter`);
  const offered = isInputObjectType(filter) ? filter.getFields() : {};
  const order = schema.getType(`${type.name}Order`);
  const ordered = isEnumType(order) ? order.getValues().map(({ name }) => name) : [];
  const choices = orderChoices(type, model);

  const fields = Object.entries(type.fields).flatMap(([name, field]): readonly Unserved[] => {
    const coordinate = `${type.name}Filter.${name}`;
    const isOffered = name in offered;
    if (field.kind === 'connection')
      return [
        ...unservedConnection(`${type.name}.${name}`, field, catalog),
        ...(isOffered ? unservedRelation(coordinate, field, catalog) : []),
      ];
    return field.kind === 'column' && isOffered ? unservedFilter(coordinate, field.column, model) : [];
  });
  const orders = ordered.flatMap((value) => {
    const choice = choices.get(value);
    // Both directions are one index.
    if (!choice || choice.term.direction === 'desc') return [];
    return unservedOrder(`${type.name}Order.${value}`, model, [], orderOf(model, [choice.term]));
  });
  return [...fields, ...orders];
}
