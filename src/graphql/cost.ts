import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

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

/** What the contract says of costs, by schema coordinate. An access map is one. */
export interface CostTable {
  readonly types: ReadonlyMap<string, { readonly weight: number | undefined }>;
  readonly fields: ReadonlyMap<string, FieldCost>;
  /** Arguments, as `Type.field(argument:)`. */
  readonly inputs: ReadonlyMap<string, { readonly weight: number | undefined }>;
}

interface FieldCost {
  readonly weight: number | undefined;
  readonly listSize:
    | {
        readonly assumedSize: number | undefined;
        readonly slicingArguments: readonly string[];
        readonly sizedFields: readonly string[];
      }
    | undefined;
}

/**
 * Makes the function that finds the cost of operations by `@cost` and `@listSize`, as the IBM GraphQL cost
 * specification defines them: `size * (weight + children) + arguments`, fields of one response name counted once. By
 * default a value that has fields weighs 1 and a leaf 0. A condition of `@skip` or `@include` that a variable decides
 * counts as included. Introspection costs nothing: its depth is limited elsewhere, and it reads no rows.
 */
export function createCostAnalysis(
  schema: GraphQLSchema,
  costs: CostTable,
): (document: DocumentNode, operation: OperationDefinitionNode) => OperationCost {
  return (document, operation) => {
    const root = schema.getRootType(operation.operation);
    if (!root) return () => 0;
    const analysis = new Analysis(schema, costs, fragmentsOf(document), defaultsOf(operation));
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
  readonly #costs: CostTable;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #defaults: Variables;
  #left = mostCosted;

  constructor(
    schema: GraphQLSchema,
    costs: CostTable,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    defaults: Variables,
  ) {
    this.#schema = schema;
    this.#costs = costs;
    this.#fragments = fragments;
    this.#defaults = defaults;
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
        weight: weight ?? this.#costs.types.get(objectType.name)?.weight ?? 1,
        fields: [...fields.values()].flatMap((nodes) => this.#node(objectType, nodes, sized)),
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
    parent: GraphQLObjectType,
    nodes: readonly FieldNode[],
    sized: ReadonlyMap<string, Size>,
  ): CostNode[] {
    const [node] = nodes;
    const definition = node && parent.getFields()[node.name.value];
    // Meta fields are on no type, so they cost nothing.
    if (!node || !definition || --this.#left < 0) return [];
    const coordinate = `${parent.name}.${definition.name}`;
    const { weight, listSize } = this.#costs.fields.get(coordinate) ?? {};
    const slice = listSize ? this.#slice(definition, node, listSize) : defaultListSize;
    const sizedFields = listSize?.sizedFields ?? [];
    const isList = isListType(getNullableType(definition.type));
    const type = getNamedType(definition.type);
    let fixed = 0;
    for (const { name } of node.arguments ?? [])
      fixed += this.#costs.inputs.get(`${coordinate}(${name.value}:)`)?.weight ?? 0;
    return [
      {
        fixed,
        size: sized.get(definition.name) ?? (isList && sizedFields.length === 0 ? slice : 1),
        values: isCompositeType(type)
          ? this.values(
              type,
              nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
              new Map(sizedFields.map((name) => [name, slice])),
              weight,
            )
          : [{ weight: weight ?? this.#costs.types.get(type.name)?.weight ?? 0, fields: [] }],
      },
    ];
  }

  /** The size that the slicing arguments give, the largest where there are several, else the assumed one. */
  #slice(
    definition: GraphQLField<unknown, unknown>,
    node: FieldNode,
    { slicingArguments, assumedSize = defaultListSize }: NonNullable<FieldCost['listSize']>,
  ): Size {
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
