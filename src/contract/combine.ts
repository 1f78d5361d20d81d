import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { AccessMap, FieldAccess, InputAccess, Place, TypeAccess, Written } from './access-map.ts';
import { DENY, type Guard, guardKey, isImplied } from './guard.ts';
import { placeOf, problemAt } from './problem.ts';
import {
  directivesOf,
  hasDirective,
  readListSize,
  readWeight,
  readWritten,
  type Vocabulary,
} from './written.ts';

const NOTHING_WRITTEN: Written = { isPublic: false, scopes: undefined, policies: undefined };

const GRAPHQL_SCALAR: readonly Guard[] = [];

/**
 * Combines the directives of a schema into the access map: a field asks for what its type, it itself and the type it
 * returns ask for, all together (Apollo Federation, `@requiresScopes`). Two things are ours:
 * - An interface asks for what its object types ask for (Federation since GHSA-mx7m-j9xf-62hw), unless it is
 *   `@public`: then its fields may be asked for without knowing the type, and the type of the row decides when there
 *   is one. Relay's `node(id:) { id }` needs that. docs/adr/0005-scope-or-row-rule.md
 * - What returns an interface or a union that is not guarded itself is open; each object is guarded by its own type.
 */
export function combine(schema: GraphQLSchema, vocabulary: Vocabulary): AccessMap {
  const { problems } = vocabulary;
  const all = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const uncovered: (Place & { coordinate: string })[] = [];
  const types = new Map<string, TypeAccess>();
  const fields = new Map<string, FieldAccess>();
  const inputs = new Map<string, InputAccess>();
  const written = new Map(
    all.map((type) => [type.name, readWritten(directivesOf(type), type.name, vocabulary)] as const),
  );
  const writtenOf = (type: GraphQLNamedType) => written.get(type.name) ?? NOTHING_WRITTEN;
  const isOutput = outputTypes(all);

  const typeGuards = (type: GraphQLNamedType): readonly Guard[] => {
    if (isSpecifiedScalarType(type)) return GRAPHQL_SCALAR;
    const own = writtenOf(type);
    if (isUnionType(type)) return [];
    if (isInterfaceType(type)) {
      return own.isPublic ? [] : distinct(schema.getPossibleTypes(type).flatMap(typeGuards));
    }
    const guard = guardOf(own);
    if (guard) return [guard];
    // An object type may leave it to its fields; a leaf has none.
    return own.isPublic || isObjectType(type) ? [] : [DENY];
  };

  /** What a field of an object type asks for besides its type. */
  const ownGuards = (type: GraphQLObjectType, name: string): readonly Guard[] => {
    const field = type.getFields()[name];
    if (!field) return [DENY];
    const own = readWritten(field.astNode?.directives ?? [], `${type.name}.${name}`, {
      ...vocabulary,
      problems: [],
    });
    const isCovered = isWritten(own) || isWritten(writtenOf(type));
    const guard = guardOf(own);
    return distinct([
      ...(isCovered ? [] : [DENY]),
      ...(guard ? [guard] : []),
      ...typeGuards(getNamedType(field.type)),
    ]);
  };

  const isOpenedByInterface = (type: GraphQLObjectType, name: string) =>
    type.getInterfaces().some((parent) => writtenOf(parent).isPublic && name in parent.getFields());

  const fieldGuards = (type: GraphQLObjectType, name: string): readonly Guard[] => {
    const own = ownGuards(type, name);
    return isOpenedByInterface(type, name) ? own : distinct([...typeGuards(type), ...own]);
  };

  const interfaceFieldGuards = (type: GraphQLInterfaceType, name: string): readonly Guard[] =>
    distinct(schema.getPossibleTypes(type).flatMap((object) => fieldGuards(object, name)));

  for (const type of all) {
    const coordinate = type.name;
    const place = placeOf(type.astNode);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        addInput(`${coordinate}.${field.name}`, field.astNode);
      continue;
    }
    if (isSpecifiedScalarType(type)) continue;
    const kind = kindOf(type);
    if (kind === undefined || ((isScalarType(type) || isEnumType(type)) && !isOutput.has(type.name)))
      continue;
    const own = writtenOf(type);
    const weight = readWeight(directivesOf(type), problems);
    types.set(coordinate, { ...place, coordinate, kind, written: own, guards: typeGuards(type), weight });
    if ((kind === 'enum' || kind === 'scalar') && !isWritten(own)) uncovered.push({ ...place, coordinate });
    if (isObjectType(type) || isInterfaceType(type)) addFields(type);
  }
  return { types, fields, inputs, scopes: vocabulary.scopes, rowRules: vocabulary.rowRules, uncovered };

  function addFields(type: GraphQLObjectType | GraphQLInterfaceType): void {
    const isRoot = isRootType(schema, type);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const node = field.astNode;
      const place = placeOf(node);
      const own = readWritten(node?.directives ?? [], coordinate, vocabulary);
      if (isInterfaceType(type) && isWritten(own)) {
        const message = `${coordinate} is an interface's field: guard the fields of its object types instead`;
        problems.push(problemAt(node, message));
      }
      if (own.policies && isRoot) {
        problems.push(problemAt(node, `@policy on ${coordinate} means nothing: a root field has no row`));
      }
      if (isObjectType(type) && !isWritten(own) && !isWritten(writtenOf(type)))
        uncovered.push({ ...place, coordinate });
      const guards = isObjectType(type)
        ? fieldGuards(type, field.name)
        : interfaceFieldGuards(type, field.name);
      const beyondParent = guards.filter((guard) => !isImplied(guard, typeGuards(type)));
      if (isObjectType(type) && beyondParent.length > 0 && isNonNullType(field.type)) {
        const message = `${coordinate} is guarded beyond its type and non-null: denying it would take all of ${type.name} along; make it nullable`;
        problems.push(problemAt(node, message));
      }
      fields.set(coordinate, {
        ...place,
        coordinate,
        type: type.name,
        field: field.name,
        returns: getNamedType(field.type).name,
        written: own,
        guards,
        beyondParent,
        weight: readWeight(node?.directives ?? [], problems),
        listSize: readListSize(coordinate, field, problems),
        isSensitive: hasDirective(node?.directives, 'sensitive'),
      });
      for (const argument of field.args) addInput(`${coordinate}(${argument.name}:)`, argument.astNode);
    }
  }

  function addInput(coordinate: string, node: InputValueDefinitionNode | null | undefined): void {
    inputs.set(coordinate, {
      ...placeOf(node),
      coordinate,
      weight: readWeight(node?.directives ?? [], problems),
      isSensitive: hasDirective(node?.directives, 'sensitive'),
    });
  }
}

function guardOf({ scopes, policies }: Written): Guard | undefined {
  return scopes || policies ? { scopes: scopes ?? [], policies: policies ?? [] } : undefined;
}

const isWritten = ({ isPublic, scopes, policies }: Written) =>
  isPublic || scopes !== undefined || policies !== undefined;

function distinct(guards: readonly Guard[]): readonly Guard[] {
  return [...new Map(guards.map((guard) => [guardKey(guard), guard])).values()];
}

function kindOf(type: GraphQLNamedType): TypeAccess['kind'] | undefined {
  if (isObjectType(type)) return 'object';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isEnumType(type)) return 'enum';
  return isScalarType(type) ? 'scalar' : undefined;
}

const isRootType = (schema: GraphQLSchema, type: GraphQLNamedType) =>
  type === schema.getQueryType() ||
  type === schema.getMutationType() ||
  type === schema.getSubscriptionType();

/** The types that some field returns, and the enums and scalars of inputs; not what only directives use. */
function outputTypes(all: readonly GraphQLNamedType[]): Set<string> {
  const found = new Set<string>();
  for (const type of all) {
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        found.add(getNamedType(field.type).name);
        for (const argument of field.args) found.add(getNamedType(argument.type).name);
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) found.add(getNamedType(field.type).name);
  }
  return found;
}
