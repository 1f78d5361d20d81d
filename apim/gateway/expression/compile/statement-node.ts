import type { Statement } from '../syntax/ast.ts';

/** A statement of one kind. */
export type Node<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
