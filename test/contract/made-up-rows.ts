import {
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';

/** Answers every field with made-up values: lists of two, the next type for each interface, some nulls. */
export const madeUp: GraphQLFieldResolver<unknown, unknown> = (_parent, _args, _context, info) =>
  made(info.returnType, info, pathNumber(info));

function made(type: GraphQLOutputType, info: GraphQLResolveInfo, at: number): unknown {
  if (isNonNullType(type)) return present(type.ofType, info, at);
  return at % 7 === 0 ? null : present(type, info, at);
}

function present(type: GraphQLOutputType, info: GraphQLResolveInfo, at: number): unknown {
  if (isNonNullType(type)) return present(type.ofType, info, at);
  if (isListType(type)) return [1, 2].map((position) => made(type.ofType, info, at * 3 + position));
  if (isObjectType(type)) return { __typename: type.name };
  if (isAbstractType(type)) {
    const types = info.schema.getPossibleTypes(type);
    return { __typename: types[at % types.length]?.name };
  }
  if (isEnumType(type)) return type.getValues()[0]?.value;
  return (
    { Int: at % 1000, Float: 0.5, Boolean: true }[type.name] ?? `${info.parentType.name}.${info.fieldName}`
  );
}

/** The same number for the same place in the answer. */
function pathNumber({ path }: GraphQLResolveInfo): number {
  let sum = 7;
  for (const character of responsePathAsArray(path).join('.')) {
    sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003;
  }
  return sum;
}
