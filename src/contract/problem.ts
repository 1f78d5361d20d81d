import type { ASTNode } from 'graphql';
import type { Place } from './access-map.ts';

/** Something wrong with the contract, and where. */
export interface Problem extends Place {
  readonly message: string;
}

/** The contract cannot be read. Its message has one line a problem: `file:line: what`. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
    super(sorted.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.problems = sorted;
  }
}

/** Where a node of the SDL stands. */
export function placeOf(node: ASTNode | null | undefined): Place {
  const location = node?.loc;
  return location
    ? { file: location.source.name, line: location.startToken.line }
    : { file: 'schema', line: 1 };
}

/** A problem at a node of the SDL. */
export const problemAt = (node: ASTNode | null | undefined, message: string): Problem => ({
  ...placeOf(node),
  message,
});
