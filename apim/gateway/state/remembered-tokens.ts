import { type Bounds, LeastRecentlyUsed } from './least-recently-used.ts';

/** As much of a token's end as tells it from others: most of a signature. */
const TAIL = 40;

/**
 * What was found out about tokens, those used last. A token is looked up by its end, then compared as a whole: to hash a
 * kilobyte that each request brings anew takes longer than all else that is done with a known token.
 */
export class RememberedTokens<V> {
  readonly #known: LeastRecentlyUsed<{ readonly token: string; readonly value: V }>;

  constructor(bounds: Bounds) {
    this.#known = new LeastRecentlyUsed(bounds);
  }

  /** What was remembered of this very token. */
  get(token: string): V | undefined {
    const known = this.#known.get(token.slice(-TAIL));
    return known?.token === token ? known.value : undefined;
  }

  /** Remembers it in the place of another token with the same end. */
  set(token: string, value: V, weight: number): void {
    this.#known.set(token.slice(-TAIL), { token, value }, weight);
  }
}
