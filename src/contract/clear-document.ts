import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Denials } from './find-denials.ts';

/** The response name under which an object says its type for `merge`, which takes it out again. */
export const TYPE_MARK = '__meridian_type';

const mark: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: TYPE_MARK },
  name: { kind: Kind.NAME, value: '__typename' },
};

/**
 * The operation, and the fragments, with each denied field replaced by `__typename` under the same response name. That
 * costs no resolver and no SQL, keeps the place in the answer that the caller gave the field, and is there only on the
 * objects on which the field would be: `merge` has only to write null over it.
 */
export function clearDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { taken, marked }: Denials,
): DocumentNode {
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (node === operation) return [{ ...operation, selectionSet: cleared(operation.selectionSet) }];
    if (node.kind !== Kind.FRAGMENT_DEFINITION) return [];
    return [{ ...node, selectionSet: cleared(node.selectionSet) }];
  });
  return { kind: Kind.DOCUMENT, definitions };

  function cleared(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map(clearedSelection) };
  }

  function clearedSelection(node: SelectionNode): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) return { ...node, selectionSet: cleared(node.selectionSet) };
    if (taken.has(node)) return placeholder(node);
    if (!node.selectionSet) return node;
    const inner = cleared(node.selectionSet);
    return {
      ...node,
      selectionSet: marked.has(node) ? { ...inner, selections: [...inner.selections, mark] } : inner,
    };
  }
}

function placeholder({ alias, name, directives }: FieldNode): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias?.value ?? name.value },
    name: { kind: Kind.NAME, value: '__typename' },
    ...(directives ? { directives } : {}),
  };
}
