import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  GraphQLList,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isNonNullType,
  valueFromASTUntyped,
} from 'graphql';

/** `@listSize` of a field (IBM GraphQL cost specification, "The List Size Directive"). */
export interface ListSize {
  readonly assumedSize: number | undefined;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What the SDL says of the cost of a field. */
export interface FieldCost {
  /** Of one value of the field; undefined where the value's type decides. */
  readonly weight: number | undefined;
  readonly argumentWeights: ReadonlyMap<string, number>;
  readonly isList: boolean;
  readonly listSize: ListSize | undefined;
}

/** Reads `@cost` and `@listSize` of a field. */
export function readFieldCost(field: GraphQLField<unknown, unknown>): FieldCost {
  const type = getNamedType(field.type);
  return {
    weight: weightIn(field.astNode?.directives) ?? (isCompositeType(type) ? undefined : typeWeight(type)),
    argumentWeights: new Map(
      field.args.flatMap((argument: GraphQLArgument) => {
        const weight = weightIn(argument.astNode?.directives);
        return weight === undefined ? [] : [[argument.name, weight] as const];
      }),
    ),
    isList: isListType(field.type),
    listSize: readListSize(field.astNode?.directives),
  };
}

/** The weight of one value of a type. By default 1 for what has fields and 0 for a leaf, as the specification says. */
export function typeWeight(type: GraphQLNamedType): number {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return weightIn(nodes.flatMap((node) => node?.directives ?? [])) ?? (isCompositeType(type) ? 1 : 0);
}

function weightIn(directives: readonly ConstDirectiveNode[] | undefined): number | undefined {
  const weight = argumentsOf(directives, 'cost')?.weight;
  if (weight === undefined) return undefined;
  const number = Number(weight);
  // Fail closed: a misspelled weight must not make a field free.
  if (!Number.isFinite(number)) throw new TypeError('@cost(weight:) must be a number in a string');
  return number;
}

function readListSize(directives: readonly ConstDirectiveNode[] | undefined): ListSize | undefined {
  const given = argumentsOf(directives, 'listSize');
  if (!given) return undefined;
  return {
    assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : undefined,
    slicingArguments: Array.isArray(given.slicingArguments) ? given.slicingArguments : [],
    sizedFields: Array.isArray(given.sizedFields) ? given.sizedFields : [],
    requireOneSlicingArgument: given.requireOneSlicingArgument !== false,
  };
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const directive = directives?.find((node) => node.name.value === name);
  return (
    directive &&
    Object.fromEntries(
      (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
    )
  );
}

function isListType(type: GraphQLOutputType): boolean {
  return (isNonNullType(type) ? type.ofType : type) instanceof GraphQLList;
}
