import { type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import type { Catalog } from '../../loaders/catalog.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import { orderOf } from '../../loaders/order.ts';
import {
  type Unserved,
  unservedConnection,
  unservedFilter,
  unservedOrder,
  unservedRelation,
  unservedValues,
} from '../../loaders/unserved.ts';
import { aggregated, groupChoices } from './aggregate-parts.ts';
import type { Domain } from './domain.ts';
import { orderChoices } from './order-argument.ts';

/**
 * What the SDL offers and no index of the tables serves: connections, orders, filters, aggregates and groups. Whoever edits the SDL decides
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
  const rootsOf = (type: TypeDeclaration, kind: 'aggregate' | 'groups') =>
    Object.values(queries).some((root) => root.kind === kind && root.table === type.table);
  const ofTypes = [...catalog.types.values()].flatMap((type) => [
    ...ofType(schema, type, catalog),
    ...(rootsOf(type, 'aggregate') ? ofExtremes(schema, type, catalog) : []),
    ...(rootsOf(type, 'groups') ? ofGroups(schema, type, catalog) : []),
  ]);
  return [...roots, ...ofTypes];
}

/** An index gives the least and the greatest value of a region at once; without one all its rows are read. */
function ofExtremes(schema: GraphQLSchema, type: TypeDeclaration, catalog: Catalog): readonly Unserved[] {
  const model = catalog.model(type.table);
  const extremes = schema.getType(`${type.name}Extremes`);
  if (!isObjectType(extremes)) return [];
  return Object.keys(extremes.getFields()).flatMap((name) => {
    const column = aggregated(type.fields[name], 'Extremes', model);
    return column ? unservedValues(`${type.name}Extremes.${name}`, [column.column], model) : [];
  });
}

/** An index has the rows of a group side by side; without one they are gathered in memory. */
function ofGroups(schema: GraphQLSchema, type: TypeDeclaration, catalog: Catalog): readonly Unserved[] {
  const model = catalog.model(type.table);
  const offered = schema.getType(`${type.name}GroupKey`);
  const choices = groupChoices(type, model);
  if (!isEnumType(offered)) return [];
  return offered.getValues().flatMap(({ name }) => {
    const columns = choices.get(name)?.columns.map(({ column }) => column) ?? [];
    return columns.length > 0 ? unservedValues(`${type.name}GroupKey.${name}`, columns, model) : [];
  });
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
    if (field.kind === 'aggregate' || field.kind === 'groups')
      return unservedRelation(`${type.name}.${name}`, field, catalog);
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
