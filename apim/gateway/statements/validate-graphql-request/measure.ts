import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How deep an operation nests fields (a root field is 1) and how many it selects, fragments written out. */
export type MeasuredOperation = {
  readonly node: OperationDefinitionNode;
  readonly depth: number;
  readonly fieldCount: number;
};

/** The measures of a document; `fieldNodes` counts the fields as written, each fragment once. */
export type MeasuredDocument = {
  readonly operations: readonly MeasuredOperation[];
  readonly fieldNodes: number;
};

type Size = { readonly depth: number; readonly fieldCount: number };

const NOTHING: Size = { depth: 0, fieldCount: 0 };

/**
 * Measures a document before it is validated. Each fragment is measured once, so fragments that double each other
 * (a document that is small as text and huge written out) cost no more than their text.
 */
export function measure(document: DocumentNode): MeasuredDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measured = new Map<string, Size>();
  let fieldNodes = 0;

  const ofFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself counts as nothing inside itself: validation refuses the document.
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? NOTHING : ofSelections(fragment.selectionSet);
    measured.set(name, size);
    return size;
  };

  const ofSelections = ({ selections }: SelectionSetNode): Size => {
    let depth = 0;
    let fieldCount = 0;
    for (const selection of selections) {
      let size: Size;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        size = ofFragment(selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        size = ofSelections(selection.selectionSet);
      } else {
        fieldNodes += 1;
        const below = selection.selectionSet === undefined ? NOTHING : ofSelections(selection.selectionSet);
        size = { depth: below.depth + 1, fieldCount: below.fieldCount + 1 };
      }
      depth = Math.max(depth, size.depth);
      fieldCount += size.fieldCount;
    }
    return { depth, fieldCount };
  };

  const operations: MeasuredOperation[] = [];
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION)
      operations.push({ node, ...ofSelections(node.selectionSet) });
  }
  for (const name of fragments.keys()) ofFragment(name);
  return { operations, fieldNodes };
}
