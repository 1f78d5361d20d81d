import type { Expression } from '../syntax/ast.ts';

/** An expression of one kind. */
export type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
