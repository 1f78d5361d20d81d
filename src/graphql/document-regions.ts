import {
  type DocumentNode,
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type ValueNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { RegionName } from '../db/locality.ts';
import type { Variables } from './cost.ts';

/** How the kernel finds regions in arguments. The domain says what they are called. */
export interface RegionVocabulary {
  /** The enum of the SDL whose values are regions. */
  readonly enumName: string;
  /** Its values, as the database spells them. */
  readonly regions: ReadonlyMap<string, RegionName>;
  /** The region inside a node id, undefined where it is none that we gave out. */
  readonly regionOfId: (id: string) => RegionName | undefined;
}

/** A region that an operation asks for, and the response names that lead to the field. */
export interface AskedRegion {
  readonly region: RegionName;
  readonly path: readonly string[];
}

/** The regions that an operation asks for with these variables, as far as its arguments tell. */
export type OperationRegions = (variables: Variables) => readonly AskedRegion[];

/**
 * Makes the function that finds the regions in an operation's arguments: values of the region enum, and node ids.
 * It serves early answers. What it cannot see, such as a region that follows from a city, the region guard refuses.
 */
export function createRegionAnalysis(
  schema: GraphQLSchema,
  vocabulary: RegionVocabulary,
): (document: DocumentNode, operation: OperationDefinitionNode) => OperationRegions {
  const regionEnum = schema.getType(vocabulary.enumName);
  if (!isEnumType(regionEnum)) throw new TypeError(`The SDL has no enum ${vocabulary.enumName}`);

  return (document, operation) => {
    const defaults = new Map(
      (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue ? valueFromASTUntyped(defaultValue) : undefined,
      ]),
    );
    const definitions = document.definitions.filter(
      (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
    );
    const asked = regionArguments(schema, { ...document, definitions }, regionEnum);
    if (asked.length === 0) return () => [];
    return (variables) =>
      asked.flatMap(({ value, kind, path }) =>
        listOf(given(value, variables, defaults)).flatMap((word) => {
          if (typeof word !== 'string') return [];
          const region = kind === 'enum' ? vocabulary.regions.get(word) : vocabulary.regionOfId(word);
          return region ? [{ region, path }] : [];
        }),
      );
  };
}

interface RegionArgument {
  readonly value: ValueNode;
  readonly kind: 'enum' | 'id';
  readonly path: readonly string[];
}

/** A fragment's arguments are listed without the path of its spreads, for it may be spread in many places. */
function regionArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  regionEnum: GraphQLEnumType,
): readonly RegionArgument[] {
  const found: RegionArgument[] = [];
  const path: string[] = [];
  const types = new TypeInfo(schema);
  const enterField = (node: FieldNode) => {
    path.push((node.alias ?? node.name).value);
    const definition = types.getFieldDef();
    for (const argument of node.arguments ?? []) {
      const declared = definition?.args.find(({ name }) => name === argument.name.value);
      const type = declared && getNamedType(declared.type);
      if (type === regionEnum) found.push({ value: argument.value, kind: 'enum', path: [...path] });
      else if (type?.name === 'ID') found.push({ value: argument.value, kind: 'id', path: [...path] });
    }
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: { enter: enterField, leave: () => void path.pop() },
    }),
  );
  return found;
}

function given(value: ValueNode, variables: Variables, defaults: ReadonlyMap<string, unknown>): unknown {
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    return Object.hasOwn(variables, name) ? variables[name] : defaults.get(name);
  }
  return valueFromASTUntyped(value, variables);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
