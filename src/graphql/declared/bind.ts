import { type GraphQLSchema, isEnumType, isObjectType, isScalarType } from 'graphql';
import { mapSchema } from '../../contract/map-schema.ts';
import type { RegionName } from '../../db/locality.ts';
import { MeridianError } from '../../errors.ts';
import { type Catalog, createCatalog } from '../../loaders/catalog.ts';
import { createCursors } from '../../loaders/cursor.ts';
import { isKeyValue } from '../../loaders/key-value.ts';
import { createNodeIds, type NodeIds } from '../../loaders/node-id.ts';
import { bigInt } from '../scalars/big-int.ts';
import { dateTime } from '../scalars/date-time.ts';
import { decimal } from '../scalars/decimal.ts';
import { json } from '../scalars/json.ts';
import { implementScalar } from '../scalars/scalar.ts';
import { aggregateParts, isAggregateField } from './aggregate-parts.ts';
import type { Bindable } from './bindable.ts';
import { connectionResolvers } from './connections.ts';
import type { Domain, Resolver, Resolvers } from './domain.ts';
import { enumValueOf } from './enum-values.ts';
import { resolverOf, rootResolverOf } from './fields.ts';
import { createKernel, type KernelSeams, kernelSeams } from './kernel.ts';
import { createLookAhead } from './look-ahead.ts';
import { refuseOtherInput } from './mutation-inputs.ts';
import { mutationResolverOf } from './mutations.ts';
import { nodeResolvers } from './node-fields.ts';

/** A domain that can be asked. */
export interface BoundDomain {
  readonly schema: GraphQLSchema;
  readonly catalog: Catalog;
  readonly nodeIds: NodeIds;
  /** The regions by the SDL's names for them. */
  readonly regions: ReadonlyMap<string, RegionName>;
}

const scalars = { BigInt: bigInt, DateTime: dateTime, Decimal: decimal, JSON: json };

/**
 * Binds a contract's schema to a domain: every field of an object type gets its declaration's resolver, or the
 * hand-written one. Throws a TypeError that lists the fields that have neither, and resolvers that have no field.
 * @param secret signs cursors and node ids; the same on all replicas
 */
export function bindDomain(
  contract: Bindable,
  domain: Domain,
  secret: string,
  seams: KernelSeams = kernelSeams,
): BoundDomain {
  const { schema } = contract;
  const catalog = createCatalog(domain.types);
  const regions = new Map(domain.regions.map((region) => [enumValueOf(region), region]));
  const regionOf = (value: string): RegionName => {
    const found = regions.get(value);
    if (!found) throw new MeridianError('BAD_USER_INPUT', 'There is no such region.', { argument: 'region' });
    return found;
  };
  const regionEnum = schema.getType(domain.regionEnum);
  if (!isEnumType(regionEnum)) throw new TypeError(`The SDL has no enum ${domain.regionEnum}`);
  for (const { name } of regionEnum.getValues()) regionOf(name);

  const cursors = createCursors(secret);
  const nodeIds = createNodeIds(secret, domain.regions, (name, key) => {
    const type = catalog.types.get(name);
    return type !== undefined && isKeyValue(catalog.model(type.table), key);
  });
  const lookAhead = createLookAhead(catalog, (typeName, fieldName) => {
    const type = catalog.types.get(typeName);
    if (!type) return [];
    const model = catalog.model(type.table);
    return contract
      .policiesOf(typeName, fieldName)
      .flatMap((policy) => domain.rules.get(policy)?.columns ?? [])
      .flatMap((column) => model.byColumn.get(column) ?? []);
  });
  const { refuseUnreadable } = contract;
  const parts = { catalog, lookAhead, cursors, nodeIds, regionOf, refuseUnreadable };
  const kernel = createKernel({ catalog, lookAhead, read: nodeIds.read, regionOf, seams });

  const handWritten = merge([
    domain.resolvers(kernel),
    { Query: nodeResolvers(parts) },
    ...domain.types.map(({ name }) => connectionResolvers(name, cursors)),
  ]);
  for (const [name, functions] of Object.entries(scalars)) {
    const scalar = schema.getType(name);
    if (isScalarType(scalar)) implementScalar(scalar, functions);
  }
  reportStrays(schema, domain, handWritten);

  const aggregates = new Map(
    domain.types.flatMap((type) =>
      aggregateParts.map((part) => [`${type.name}${part}`, { type, part, model: catalog.model(type.table) }]),
    ),
  );
  const unbound: string[] = [];
  const bound = mapSchema(schema, {
    field(typeName, fieldName, config) {
      if (!isObjectType(schema.getType(typeName))) return config;
      const own = handWritten[typeName]?.[fieldName];
      if (own) return { ...config, resolve: own as never };
      if (typeName === 'Query') {
        const root = domain.queries[fieldName];
        if (root) return { ...config, resolve: rootResolverOf(root, fieldName, parts) as never };
      }
      if (typeName === 'Mutation') {
        const mutation = domain.mutations[fieldName];
        if (mutation && 'kind' in mutation) {
          refuseOtherInput(config, mutation, fieldName);
          const resolve = mutationResolverOf(mutation, config.type, { ...parts, kernel });
          return { ...config, resolve: resolve as never };
        }
      }
      const type = catalog.types.get(typeName);
      const field = type?.fields[fieldName];
      if (type && field) {
        const resolve = resolverOf(field, type, fieldName, config.type, parts);
        return resolve ? { ...config, resolve: resolve as never } : config;
      }
      const aggregate = type ? undefined : aggregates.get(typeName);
      if (aggregate && isAggregateField(aggregate.part, fieldName, aggregate.type, aggregate.model)) {
        // Aggregates have the names of the SDL; a group's key has those of a row.
        const declared = aggregate.part === 'Key' ? aggregate.type.fields[fieldName] : undefined;
        const resolve = declared && resolverOf(declared, aggregate.type, fieldName, config.type, parts);
        return resolve ? { ...config, resolve: resolve as never } : config;
      }
      // A payload is an object that its mutation makes.
      if (!type && typeName.endsWith('Payload')) return config;
      unbound.push(`${typeName}.${fieldName}`);
      return config;
    },
  });
  // Fields are made when they are first asked for.
  for (const type of Object.values(bound.getTypeMap())) if (isObjectType(type)) type.getFields();
  if (unbound.length > 0) throw new TypeError(`Neither declared nor hand-written: ${unbound.join(', ')}`);
  return { schema: bound, catalog, nodeIds, regions };
}

function merge(all: readonly Resolvers[]): Record<string, Record<string, Resolver>> {
  const merged: Record<string, Record<string, Resolver>> = {};
  for (const resolvers of all)
    for (const [typeName, fields] of Object.entries(resolvers))
      merged[typeName] = { ...merged[typeName], ...fields };
  return merged;
}

/** A declaration or a resolver whose field was renamed away would else be silently without effect. */
function reportStrays(schema: GraphQLSchema, domain: Domain, handWritten: Resolvers): void {
  const has = (typeName: string, fieldName: string): boolean => {
    const type = schema.getType(typeName);
    return isObjectType(type) && fieldName in type.getFields();
  };
  const named = [
    ...domain.types.flatMap(({ name, fields }) => Object.keys(fields).map((field) => [name, field] as const)),
    ...Object.keys(domain.queries).map((field) => ['Query', field] as const),
    ...Object.keys(domain.mutations).map((field) => ['Mutation', field] as const),
    ...Object.entries(handWritten).flatMap(([name, fields]) =>
      name.endsWith('Connection') || name.endsWith('Edge') || name === 'PageInfo'
        ? []
        : Object.keys(fields).map((field) => [name, field] as const),
    ),
  ];
  const strays = named.filter(([name, field]) => !has(name, field)).map((pair) => pair.join('.'));
  if (strays.length > 0) throw new TypeError(`Not in the SDL: ${strays.join(', ')}`);
}
