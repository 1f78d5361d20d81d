import { expect } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { runMovr } from './movr.ts';

const refuse = () => Promise.reject(new Error('A statement was sent'));
/** Everything here is known to be wrong before a statement is sent. */
export const unsent: Database = {
  engine: 'postgres',
  query: refuse,
  queryWire: refuse,
  transaction: refuse,
  isReady: async () => true,
  close: async () => {},
};
export const { ask, bound } = runMovr(unsent);

export interface Refused {
  readonly code: string;
  readonly argument?: string;
}

/** The one error of the answer; nothing was sent. */
export async function refusalOf(text: string, variables: Record<string, unknown> = {}): Promise<Refused> {
  const { result, statements } = await ask(text, { variables });
  expect(statements).toEqual([]);
  expect(result.errors?.length).toBe(1);
  const { message, extensions } = result.errors?.[0] ?? {};
  expect(message).not.toMatch(/select|sql|undefined/i);
  return extensions as never;
}

/** More than a list may hold. */
export const many = Array.from({ length: 10_000 }, () => 'boston');

/** `{ not: { not: … } }`, so deep. */
export const nested = (depth: number): object =>
  depth === 0 ? { city: { eq: 'boston' } } : { not: nested(depth - 1) };
export const wide = { or: Array.from({ length: 500 }, () => ({ city: { eq: 'boston' } })) };
