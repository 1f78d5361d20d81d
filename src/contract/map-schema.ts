import {
  type GraphQLDirective,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  type GraphQLTypeResolver,
  GraphQLUnionType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

type FieldConfig = GraphQLFieldConfig<unknown, unknown>;
type ResolveType = GraphQLTypeResolver<unknown, unknown>;

/** What changes; what is left out stays as it is. */
export interface SchemaChanges {
  /** Whether a type stays. What returns a type that does not stay must not stay either. */
  readonly keepsType?: (type: GraphQLNamedType) => boolean;
  /** The directives that the schema has; by default those that it had. */
  readonly directives?: readonly GraphQLDirective[];
  /** The field as it becomes, undefined to leave it out. */
  readonly field?: (typeName: string, fieldName: string, config: FieldConfig) => FieldConfig | undefined;
  /** How an interface or a union finds the type of an object. */
  readonly resolveType?: (current: ResolveType | undefined) => ResolveType;
}

/** A new schema from an old one, which stays as it was. Inputs, enums and scalars are shared between them. */
export function mapSchema(schema: GraphQLSchema, changes: SchemaChanges): GraphQLSchema {
  const { keepsType = () => true, field = (_type, _field, config) => config, resolveType } = changes;
  const made = new Map<string, GraphQLNamedType>();
  const kept = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && keepsType(type),
  );
  const config = schema.toConfig();
  for (const type of kept) made.set(type.name, mapped(type));
  return new GraphQLSchema({
    ...config,
    directives: changes.directives ?? config.directives,
    types: kept.map((type) => madeOf(type)),
    query: rootOf(config.query),
    mutation: rootOf(config.mutation),
    subscription: rootOf(config.subscription),
  });

  function mapped(type: GraphQLNamedType): GraphQLNamedType {
    if (isObjectType(type)) {
      const old = type.toConfig();
      return new GraphQLObjectType({
        ...old,
        interfaces: () => old.interfaces.filter(isKept).map(madeOf),
        fields: () => fieldsOf(type.name, old.fields),
      });
    }
    if (isInterfaceType(type)) {
      const old = type.toConfig();
      return new GraphQLInterfaceType({
        ...old,
        interfaces: () => old.interfaces.filter(isKept).map(madeOf),
        fields: () => fieldsOf(type.name, old.fields),
        resolveType: resolveType ? resolveType(old.resolveType ?? undefined) : old.resolveType,
      });
    }
    if (isUnionType(type)) {
      const old = type.toConfig();
      return new GraphQLUnionType({
        ...old,
        types: () => old.types.filter(isKept).map(madeOf),
        resolveType: resolveType ? resolveType(old.resolveType ?? undefined) : old.resolveType,
      });
    }
    return type;
  }

  function isKept(type: GraphQLNamedType): boolean {
    return made.has(type.name);
  }

  function madeOf<T extends GraphQLNamedType>(type: T): T {
    // Introspection's own types, and leaves, are the same objects in every schema.
    return (made.get(type.name) ?? type) as T;
  }

  function rootOf(type: GraphQLObjectType | null | undefined): GraphQLObjectType | null {
    return type && isKept(type) ? madeOf(type) : null;
  }

  function fieldsOf(typeName: string, old: GraphQLFieldConfigMap<unknown, unknown>) {
    const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
    for (const [name, current] of Object.entries(old)) {
      const next = field(typeName, name, current);
      if (next) fields[name] = { ...next, type: retyped(next.type) };
    }
    return fields;
  }

  function retyped(type: GraphQLOutputType): GraphQLOutputType {
    if (isNonNullType(type)) return new GraphQLNonNull(retyped(type.ofType) as GraphQLNamedOutput);
    if (isListType(type)) return new GraphQLList(retyped(type.ofType));
    return madeOf(type);
  }
}

type GraphQLNamedOutput = Exclude<GraphQLOutputType, GraphQLNonNull<never>>;
