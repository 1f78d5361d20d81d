import type { Run } from '../run.ts';
import { JContainer, type JToken } from './json.ts';

/**
 * The same token, each token in it charged as a step: before it is copied or written as a whole, which is one call and cannot be
 * interrupted. A tree that shares parts can be much larger than what its expression did to build it.
 */
export function weighed<T extends JToken>(token: T, run: Run): T {
  weigh(token, run);
  return token;
}

function weigh(token: JToken, run: Run): void {
  run.step();
  if (token instanceof JContainer) for (const child of token.children()) weigh(child, run);
}
