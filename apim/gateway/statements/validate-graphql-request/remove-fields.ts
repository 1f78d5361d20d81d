import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A parent whose fields were all removed still runs (it may be a mutation), and asks for the one harmless field. */
const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The text to forward instead of `document`: the selected operation without the fields at `coordinates` (`Type.field`),
 * without the variables and fragments that nothing uses any more, and without the other operations.
 */
export function removeFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  coordinates: ReadonlySet<string>,
): string {
  const typeInfo = new TypeInfo(schema);
  const definitions = document.definitions.filter(
    (node) => node === operation || node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const pruned: DocumentNode = visit(
    { kind: Kind.DOCUMENT, definitions },
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(node) {
          const parent = typeInfo.getParentType();
          const isDenied = parent && coordinates.has(`${parent.name}.${node.name.value}`);
          return isDenied ? null : undefined;
        },
      },
      SelectionSet: { leave: withOneField },
    }),
  );
  return print({ kind: Kind.DOCUMENT, definitions: withoutUnused(pruned.definitions) });
}

function withOneField(node: SelectionSetNode): SelectionSetNode | undefined {
  return node.selections.length === 0 ? { ...node, selections: [TYPENAME] } : undefined;
}

function withoutUnused(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const variables = new Set<string>();
  const spread = new Set<string>();
  const collect = (root: DefinitionNode): void => {
    visit(root, {
      VariableDefinition: () => false,
      Variable: (node) => void variables.add(node.name.value),
      FragmentSpread: (node) => {
        const fragment = fragments.get(node.name.value);
        if (spread.has(node.name.value) || fragment === undefined) return;
        spread.add(node.name.value);
        collect(fragment);
      },
    });
  };
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  for (const operation of operations) collect(operation);
  return [
    ...operations.map((operation) => ({
      ...operation,
      variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
        variables.has(variable.name.value),
      ),
    })),
    ...definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION && spread.has(node.name.value)),
  ];
}
