import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DomainTables } from './domain-tables.ts';

/**
 * The places of an operation that read rows, by response path. Each is one statement a region, however many rows it is
 * asked for: rows behind an object, the pages of a connection, and aggregates. Mutations read and write what they need
 * besides.
 */
export function statementsExpected(
  schema: GraphQLSchema,
  { types }: DomainTables,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] {
  const fragments = new Map<string, FragmentDefinitionNode>(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  const found = new Set<string>();
  const reads = (parent: GraphQLCompositeType, returned: GraphQLCompositeType): boolean => {
    // The key of a group is read as a row is: what it points to comes from another statement.
    const comesFromRow = parent === root || types.has(parent.name) || isPart(parent, 'Key');
    // A page is one object around its rows, and both come from one statement.
    return (
      comesFromRow &&
      (types.has(returned.name) ||
        isInterfaceType(returned) ||
        leadsToRows(returned) ||
        isPart(returned, 'Aggregate') ||
        isPart(returned, 'Group'))
    );
  };
  /** The types around aggregates are named after the type whose rows they are of. */
  const isPart = ({ name }: GraphQLCompositeType, part: 'Aggregate' | 'Group' | 'Key'): boolean =>
    name.endsWith(part) && types.has(name.slice(0, -part.length));
  const leadsToRows = (type: GraphQLCompositeType): boolean =>
    isObjectType(type) &&
    operation.operation === 'query' &&
    Object.values(type.getFields()).some((field) => types.has(getNamedType(field.type).name));

  const walk = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType, path: string): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = inner?.typeCondition && schema.getType(inner.typeCondition.name.value);
        if (inner) walk(inner.selectionSet, isCompositeType(condition) ? condition : parent, path);
        continue;
      }
      const field =
        isObjectType(parent) || isInterfaceType(parent)
          ? parent.getFields()[selection.name.value]
          : undefined;
      const returned = field && getNamedType(field.type);
      if (!isCompositeType(returned) || !selection.selectionSet) continue;
      const place = path + (selection.alias?.value ?? selection.name.value);
      if (reads(parent, returned)) found.add(place);
      walk(selection.selectionSet, returned, `${place}.`);
    }
  };
  if (root) walk(operation.selectionSet, root, '');
  return [...found];
}
