import { hash } from 'node:crypto';

/** What was read from tokens that have been verified. Bounded; holds no token, only its SHA-256. */
export interface VerifiedTokens<T> {
  /** What the token said, undefined where it is not known or no longer to be believed unasked. */
  find(token: string, now: number): T | undefined;
  /** @param until milliseconds since the epoch */
  keep(token: string, value: T, until: number): void;
}

/** A cache of `size` entries that lets go of the least recently used. A size of 0 keeps nothing. */
export function createVerifiedTokens<T>(size: number): VerifiedTokens<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    find(token, now) {
      const key = hash('sha256', token, 'base64');
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A Map iterates in the order of insertion: what is put in again is the last to go.
      entries.delete(key);
      if (entry.until <= now) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    keep(token, value, until) {
      if (size === 0) return;
      entries.set(hash('sha256', token, 'base64'), { value, until });
      if (entries.size <= size) return;
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    },
  };
}
