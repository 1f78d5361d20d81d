import {
  GraphQLBoolean,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  specifiedDirectives,
} from 'graphql';
import { RecentlyUsed } from '../recently-used.ts';
import type { AccessMap } from './access-map.ts';
import { DENY, type Guard, judge } from './guard.ts';
import { mapSchema } from './map-schema.ts';
import { createScopeSetNames } from './scope-sets.ts';

/** The schema as a set of scopes sees it. */
export type ScopedSchemaView = (scopes: ReadonlySet<string>) => GraphQLSchema;

/**
 * Makes the function that answers with the part of a schema that scopes reach, resolvers included: introspection that
 * is executed on it shows nothing else. Fields that a row rule may open are in it. One schema a set of scopes is kept,
 * `cacheSize` of them.
 */
export function createScopedSchemaView(
  access: AccessMap,
  schema: GraphQLSchema,
  { cacheSize }: { readonly cacheSize: number },
): ScopedSchemaView {
  const nameOf = createScopeSetNames(access);
  const cache = new RecentlyUsed<string, GraphQLSchema>(cacheSize);
  return (scopes) => cache.of(nameOf(scopes), () => scopedSchema(access, schema, scopes));
}

function scopedSchema(access: AccessMap, schema: GraphQLSchema, scopes: ReadonlySet<string>): GraphQLSchema {
  const isOpen = (guards: readonly Guard[] | undefined) => judge(guards ?? [DENY], scopes) !== 'deny';
  const openFields = new Map<string, ReadonlySet<string>>();
  /** Whether the field's object has a field that is open: one without any is no type, such as sums of closed fields. */
  const holds = (parent: GraphQLObjectType | GraphQLInterfaceType, name: string): boolean => {
    const type = getNamedType(parent.getFields()[name]?.type);
    return (
      !isObjectType(type) ||
      Object.keys(type.getFields()).some((each) => isOpen(access.fields.get(`${type.name}.${each}`)?.guards))
    );
  };
  const fieldsOf = (type: GraphQLNamedType): ReadonlySet<string> => {
    let open = openFields.get(type.name);
    if (!open && (isObjectType(type) || isInterfaceType(type))) {
      const all = Object.keys(type.getFields());
      open = new Set(
        all.filter((name) => isOpen(access.fields.get(`${type.name}.${name}`)?.guards) && holds(type, name)),
      );
      openFields.set(type.name, open);
    }
    return open ?? new Set();
  };

  // A filter names the fields that it looks at, and asks for their scopes; a row rule does not help it, for it has no row.
  const keepsInputField = (typeName: string, name: string): boolean => {
    const field = access.fields.get(`${typeName.replace(/Filter$/, '')}.${name}`);
    return !typeName.endsWith('Filter') || !field || judge(field.guards, scopes) === 'allow';
  };

  // A type is seen where an open field leads to it, so the roots are where to begin.
  const seen = new Set<GraphQLNamedType>();
  const see = (type: GraphQLNamedType): void => {
    if (seen.has(type)) return;
    if (isObjectType(type) && !isRoot(type) && !isOpen(access.types.get(type.name)?.guards)) return;
    seen.add(type);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const name of fieldsOf(type)) {
        const field = type.getFields()[name];
        if (!field) continue;
        see(getNamedType(field.type));
        for (const argument of field.args) see(getNamedType(argument.type));
      }
      for (const parent of type.getInterfaces()) see(parent);
    }
    if (isInterfaceType(type) || isUnionType(type)) schema.getPossibleTypes(type).forEach(see);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (keepsInputField(type.name, field.name)) see(getNamedType(field.type));
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const isRoot = (type: GraphQLObjectType) => roots.includes(type);
  for (const root of roots) if (root && fieldsOf(root).size > 0) see(root);
  const query = schema.getQueryType();
  if (!query || !seen.has(query)) return nothing(query?.name ?? 'Query');

  return mapSchema(schema, {
    directives: specifiedDirectives,
    keepsType: (type) => seen.has(type),
    keepsInputField,
    field(typeName, fieldName, config) {
      const type = schema.getType(typeName);
      return type && fieldsOf(type).has(fieldName) && seen.has(getNamedType(config.type))
        ? config
        : undefined;
    },
  });
}

/** A schema must have a field to be one (GraphQL specification, 3.3.1). */
function nothing(name: string): GraphQLSchema {
  const description = 'Nothing is open to this token.';
  const fields = { nothing: { type: GraphQLBoolean, description, resolve: () => null } };
  return new GraphQLSchema({ query: new GraphQLObjectType({ name, description, fields }) });
}
