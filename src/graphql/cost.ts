import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { type FieldCost, readFieldCost, typeWeight } from './cost-directives.ts';

/** The variables of a request, as the caller sent them. */
export type Variables = Readonly<Record<string, unknown>>;

/** The static cost of an operation with these variables: an upper bound, known before anything runs. */
export type OperationCost = (variables: Variables) => number;

/** A list without `@listSize` is taken to be this long, so that a forgotten directive is not free. */
const defaultListSize = 10;

/** Bounds the work for documents that ask for many fields of abstract types inside each other. */
const mostCosted = 20_000;

/** How often a field is resolved for one parent: a number, or what the variables say. */
type Size = number | ((variables: Variables) => number);

interface CostNode {
  readonly fixed: number;
  readonly size: Size;
  readonly values: readonly ValueCost[];
}

/** One for each object type that a field's value can be; the dearest one counts. A leaf has one without fields. */
interface ValueCost {
  readonly weight: number;
  readonly fields: readonly CostNode[];
}

/**
 * Makes the function that finds the cost of operations by `@cost` and `@listSize`, as the IBM GraphQL cost
 * specification defines them: `size * (weight + children) + arguments`, fields of one response name counted once.
 * A condition of `@skip` or `@include` that a variable decides counts as included. Introspection costs nothing: its
 * depth is limited elsewhere, and it reads no data.
 */
export function createCostAnalysis(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => OperationCost {
  const fieldCosts = new WeakMap<GraphQLField<unknown, unknown>, FieldCost>();
  const fieldCostOf = (field: GraphQLField<unknown, unknown>): FieldCost => {
    const known = fieldCosts.get(field);
    if (known) return known;
    const cost = readFieldCost(field);
    fieldCosts.set(field, cost);
    return cost;
  };
  // A mistake in a directive stops the start, not a request.
  for (const type of Object.values(schema.getTypeMap()))
    if (isCompositeType(type) && 'getFields' in type)
      for (const field of Object.values(type.getFields())) fieldCostOf(field);

  return (document, operation) => {
    const root = schema.getRootType(operation.operation);
    if (!root) return () => 0;
    const analysis = new Analysis(schema, fragmentsOf(document), defaultsOf(operation), fieldCostOf);
    const values = analysis.values(root, [operation.selectionSet], new Map(), 0);
    if (analysis.exhausted) return () => Number.POSITIVE_INFINITY;
    return (variables) => Math.ceil(costOf(values, variables));
  };
}

function costOf(values: readonly ValueCost[], variables: Variables): number {
  let dearest = 0;
  for (const { weight, fields } of values) {
    let sum = weight;
    for (const { fixed, size, values } of fields)
      sum += fixed + (typeof size === 'number' ? size : size(variables)) * costOf(values, variables);
    if (sum > dearest) dearest = sum;
  }
  return dearest;
}

class Analysis {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #defaults: Variables;
  readonly #fieldCostOf: (field: GraphQLField<unknown, unknown>) => FieldCost;
  #left = mostCosted;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    defaults: Variables,
    fieldCostOf: (field: GraphQLField<unknown, unknown>) => FieldCost,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#defaults = defaults;
    this.#fieldCostOf = fieldCostOf;
  }

  get exhausted(): boolean {
    return this.#left < 0;
  }

  /**
   * @param sized the sizes that a parent's `sizedFields` give to fields of this level
   * @param weight of the value, where its field says; else each type says it
   */
  values(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    sized: ReadonlyMap<string, Size>,
    weight?: number,
  ): readonly ValueCost[] {
    const possible = isObjectType(type) ? [type] : this.#schema.getPossibleTypes(type);
    return possible.map((objectType) => {
      const fields = new Map<string, FieldNode[]>();
      const visited = new Set<string>();
      for (const set of sets) this.#collect(objectType, set, fields, visited);
      return {
        weight: weight ?? typeWeight(objectType),
        fields: [...fields.values()].flatMap((nodes) => this.#node(objectType.getFields(), nodes, sized)),
      };
    });
  }

  #collect(
    type: GraphQLCompositeType,
    set: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
        continue;
      }
      const named = selection.kind === Kind.FRAGMENT_SPREAD;
      if (named && visited.has(selection.name.value)) continue;
      if (named) visited.add(selection.name.value);
      const fragment = named ? this.#fragments.get(selection.name.value) : selection;
      if (fragment && this.#applies(fragment.typeCondition?.name.value, type))
        this.#collect(type, fragment.selectionSet, fields, visited);
    }
  }

  #applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.#schema.getType(condition);
    return isAbstractType(wanted) && isObjectType(type) && this.#schema.isSubType(wanted, type);
  }

  #node(
    definitions: Readonly<Record<string, GraphQLField<unknown, unknown>>>,
    nodes: readonly FieldNode[],
    sized: ReadonlyMap<string, Size>,
  ): CostNode[] {
    const [node] = nodes;
    const definition = node && definitions[node.name.value];
    // Meta fields are on no type, so they cost nothing.
    if (!node || !definition || --this.#left < 0) return [];
    const cost = this.#fieldCostOf(definition);
    const slice = cost.listSize ? this.#slice(definition, node, cost) : undefined;
    const sizesChildren = (cost.listSize?.sizedFields.length ?? 0) > 0;
    const type = getNamedType(definition.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    let fixed = 0;
    for (const argument of node.arguments ?? []) fixed += cost.argumentWeights.get(argument.name.value) ?? 0;
    return [
      {
        fixed,
        size:
          sized.get(node.name.value) ?? (cost.isList ? (sizesChildren ? 1 : (slice ?? defaultListSize)) : 1),
        values: isCompositeType(type)
          ? this.values(
              type,
              sets,
              new Map(cost.listSize?.sizedFields.map((name) => [name, slice ?? defaultListSize])),
              cost.weight,
            )
          : [{ weight: cost.weight ?? 0, fields: [] }],
      },
    ];
  }

  /** The size that the slicing arguments give, the largest where there are several, else the assumed one. */
  #slice(definition: GraphQLField<unknown, unknown>, node: FieldNode, cost: FieldCost): Size {
    const { slicingArguments = [], assumedSize = defaultListSize } = cost.listSize ?? {};
    const sizes: Size[] = [];
    for (const name of slicingArguments) {
      const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
      const size = given
        ? this.#sizeOf(given)
        : lengthOf(definition.args.find((argument) => argument.name === name)?.defaultValue);
      if (size !== undefined) sizes.push(size);
    }
    if (sizes.length === 0) return assumedSize;
    if (sizes.every((size) => typeof size === 'number')) return Math.max(...sizes);
    return (variables) => {
      let most = Number.NEGATIVE_INFINITY;
      for (const size of sizes) {
        const found = typeof size === 'number' ? size : size(variables);
        if (found > most) most = found;
      }
      return most === Number.NEGATIVE_INFINITY ? assumedSize : most;
    };
  }

  #sizeOf(value: ValueNode): Size | undefined {
    if (value.kind !== Kind.VARIABLE) {
      // Variables inside a list do not change its length.
      if (value.kind === Kind.LIST) return value.values.length;
      return lengthOf(valueFromASTUntyped(value));
    }
    const name = value.name.value;
    const fallback = lengthOf(this.#defaults[name]);
    return (variables) =>
      (Object.hasOwn(variables, name) ? lengthOf(variables[name]) : fallback) ?? Number.NEGATIVE_INFINITY;
  }
}

/** What a slicing argument asks for: a number, or as many as a list holds. Never below 0, or it would pay for others. */
function lengthOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : undefined;
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}
