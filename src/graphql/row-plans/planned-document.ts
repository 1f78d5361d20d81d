import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { madeOf } from './original-nodes.ts';
import { planField, plannedName, rowFieldOf } from './planned-schema.ts';
import type { ClearedPlan } from './row-plan.ts';

/** A document that asks for planned rows as one value, and who may run it. */
export interface PlannedDocument {
  readonly document: DocumentNode;
  /** Whether these scopes open every guarded field of such rows; if not, the document is to be run as it was written. */
  readonly opensTo: (scopes: ReadonlySet<string>) => boolean;
}

/**
 * Makes a document ask for rows as one value where what it selects of them can be planned; undefined where that is
 * nowhere. A field becomes a value everywhere in a document or nowhere, so that nodes of one response name stay of one kind.
 */
export function planDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  rowTypes: ReadonlySet<string>,
): PlannedDocument | undefined {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;

  const isPlanned = new Map<string, boolean>();
  const rowsOf = new Map<string, ClearedPlan<unknown>[]>();
  each(schema, document, (node, field, coordinate) => {
    const rows = rowFieldOf(field, rowTypes);
    if (!rows) return undefined;
    const row = planField(rows, [node], { schema, fragments });
    isPlanned.set(coordinate, row !== undefined && isPlanned.get(coordinate) !== false);
    if (row) rowsOf.set(coordinate, [...(rowsOf.get(coordinate) ?? []), row]);
    return undefined;
  });
  const chosen = [...rowsOf].flatMap(([coordinate, rows]) => (isPlanned.get(coordinate) ? rows : []));
  if (chosen.length === 0) return undefined;
  const rewritten = each(schema, document, (node, _field, coordinate) => {
    if (!isPlanned.get(coordinate)) return undefined;
    const name: NameNode = { ...node.name, value: plannedName(node.name.value) };
    // Its arguments are read by the field: the compiler reads variables within literals otherwise than graphql-js.
    return { ...node, alias: node.alias ?? node.name, name, arguments: [] };
  });
  return { document: rewritten, opensTo: (scopes) => chosen.every((row) => row.opensTo(scopes)) };
}

type Change = (
  node: FieldNode,
  field: Parameters<typeof rowFieldOf>[0],
  coordinate: string,
) => FieldNode | undefined;

/** Goes through the fields of object types; what `change` gives takes a field's place, and nothing under it is gone through. */
function each(schema: GraphQLSchema, document: DocumentNode, change: Change): DocumentNode {
  const typeOf = (name: string): GraphQLNamedType | undefined => schema.getType(name);

  function selectionSet(set: SelectionSetNode, type: GraphQLNamedType | undefined): SelectionSetNode {
    const selections = set.selections.map((selection) => changed(selection, type));
    return selections.every((selection, i) => selection === set.selections[i]) ? set : { ...set, selections };
  }

  function changed(node: SelectionNode, type: GraphQLNamedType | undefined): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const inner = node.typeCondition ? typeOf(node.typeCondition.name.value) : type;
      const set = selectionSet(node.selectionSet, inner);
      return set === node.selectionSet ? node : { ...node, selectionSet: set };
    }
    if (!node.selectionSet || !(isObjectType(type) || isInterfaceType(type))) return node;
    const field = type.getFields()[node.name.value];
    if (!field) return node;
    const next = isObjectType(type) ? change(node, field, `${type.name}.${field.name}`) : undefined;
    if (next) return madeOf(node, next);
    const set = selectionSet(node.selectionSet, getNamedType(field.type));
    if (set === node.selectionSet) return node;
    return madeOf(node, { ...node, selectionSet: set });
  }

  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (definition.kind === Kind.OPERATION_DEFINITION) {
        const root = schema.getRootType(definition.operation) ?? undefined;
        return { ...definition, selectionSet: selectionSet(definition.selectionSet, root) };
      }
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) return definition;
      const type = typeOf(definition.typeCondition.name.value);
      return { ...definition, selectionSet: selectionSet(definition.selectionSet, type) };
    }),
  };
}
