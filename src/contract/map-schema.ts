import {
  type GraphQLDirective,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  type GraphQLType,
  type GraphQLTypeResolver,
  GraphQLUnionType,
  isInputObjectType,
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
  /** Fields that an object type or an interface gets beside those that it has. */
  readonly moreFields?: (
    typeName: string,
    fields: GraphQLFieldConfigMap<unknown, unknown>,
  ) => GraphQLFieldConfigMap<unknown, unknown>;
  /** Types that the schema gets beside those that it has. */
  readonly moreTypes?: readonly GraphQLNamedType[];
  /** Whether a field of an input type stays. */
  readonly keepsInputField?: (typeName: string, fieldName: string) => boolean;
  /** How an interface or a union finds the type of an object. */
  readonly resolveType?: (current: ResolveType | undefined) => ResolveType;
}

/** A new schema from an old one, which stays as it was. Enums and scalars are shared between them. */
export function mapSchema(schema: GraphQLSchema, changes: SchemaChanges): GraphQLSchema {
  const {
    keepsType = () => true,
    field = (_type, _field, config) => config,
    moreFields = () => ({}),
    moreTypes = [],
    keepsInputField = () => true,
    resolveType,
  } = changes;
  const made = new Map<string, GraphQLNamedType>();
  const kept = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && keepsType(type),
  );
  const config = schema.toConfig();
  for (const type of kept) made.set(type.name, mapped(type));
  return new GraphQLSchema({
    ...config,
    directives: changes.directives ?? config.directives,
    types: [...kept.map((type) => madeOf(type)), ...moreTypes],
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
    if (isInputObjectType(type)) {
      const old = type.toConfig();
      return new GraphQLInputObjectType({
        ...old,
        fields: () =>
          Object.fromEntries(
            Object.entries(old.fields)
              .filter(([name]) => keepsInputField(type.name, name))
              .map(([name, input]) => [name, { ...input, type: retyped(input.type) }]),
          ),
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
    const all: GraphQLFieldConfigMap<unknown, unknown> = { ...old, ...moreFields(typeName, old) };
    for (const [name, current] of Object.entries(all)) {
      const next = field(typeName, name, current);
      if (next) fields[name] = { ...next, type: retyped(next.type), args: argsOf(next) };
    }
    return fields;
  }

  function argsOf({ args = {} }: FieldConfig) {
    return Object.fromEntries(
      Object.entries(args).map(([name, argument]) => [name, { ...argument, type: retyped(argument.type) }]),
    );
  }

  function retyped<T extends GraphQLType>(type: T): T {
    if (isNonNullType(type)) return new GraphQLNonNull(retyped(type.ofType)) as GraphQLType as T;
    if (isListType(type)) return new GraphQLList(retyped(type.ofType as GraphQLType)) as GraphQLType as T;
    return madeOf(type as GraphQLNamedType) as T;
  }
}
