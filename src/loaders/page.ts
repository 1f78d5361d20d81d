import { MeridianError } from '../errors.ts';
import type { Cursors } from './cursor.ts';
import type { Order } from './order.ts';

/** Relay's paging arguments, as callers send them. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Which rows of an ordered list a caller wants. */
export interface Page {
  readonly size: number;
  /** Counted from the end. */
  readonly backwards: boolean;
  /** The values of the order's terms at the row that the page lies beyond. */
  readonly cursor: readonly string[] | undefined;
  /** Tells pages of one connection apart. */
  readonly id: string;
}

export const defaultPageSize = 20;
export const largestPageSize = 200;

/** Checks paging arguments. Throws BAD_USER_INPUT that names the argument. */
export function readPage(args: PageArguments, connection: string, order: Order, cursors: Cursors): Page {
  const { first, last, after, before } = args;
  const forwards = first !== undefined && first !== null;
  const backwards = last !== undefined && last !== null;
  if (forwards && backwards) throw refuse('last', 'cannot be given together with "first"');
  if (backwards && isGiven(after)) throw refuse('after', 'pages forwards, and "last" backwards');
  if (!backwards && isGiven(before)) throw refuse('before', 'pages backwards and needs "last"');
  const [size, argument] = backwards ? [last, 'last'] : [first ?? defaultPageSize, 'first'];
  if (size < 0 || size > largestPageSize) throw refuse(argument, `must be from 0 to ${largestPageSize}`);
  const text = backwards ? before : after;
  const cursor = isGiven(text)
    ? cursors.read(text, connection, order, backwards ? 'before' : 'after')
    : undefined;
  return { size, backwards, cursor, id: `${backwards ? '-' : '+'}${size}${cursor ? `@${text}` : ''}` };
}

function isGiven(value: string | null | undefined): value is string {
  return value !== undefined && value !== null;
}

function refuse(argument: string, why: string): MeridianError {
  return new MeridianError('BAD_USER_INPUT', `The argument "${argument}" ${why}.`, { argument });
}
