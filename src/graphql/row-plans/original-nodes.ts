import type { FieldNode } from 'graphql';

/** The field nodes of documents that were rewritten, with those that they were made of. */
const originals = new WeakMap<FieldNode, FieldNode>();

/** Remembers what a node was made of. */
export function madeOf(original: FieldNode, made: FieldNode): FieldNode {
  originals.set(made, original);
  return made;
}

/** The node as the caller wrote it. */
export const originalOf = (node: FieldNode): FieldNode => originals.get(node) ?? node;
