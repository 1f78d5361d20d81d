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
  /** The values of the order's terms at the row that the page lies after. */
  readonly after: readonly string[] | undefined;
  /** The same of the row that it lies before. */
  readonly before: readonly string[] | undefined;
  /** Tells pages of one connection apart. */
  readonly id: string;
}

export const defaultPageSize = 20;
export const largestPageSize = 200;

/**
 * Checks paging arguments. Throws BAD_USER_INPUT that names the argument.
 * @param connection names the connection in cursors
 * @param largest the largest page
 */
export function readPage(
  args: PageArguments,
  connection: string,
  order: Order,
  cursors: Cursors,
  largest: number = largestPageSize,
): Page {
  const { first, last } = args;
  const backwards = isGiven(last);
  if (backwards && isGiven(first)) throw refuse('last', 'cannot be given together with "first"');
  const [size, argument] = backwards ? [last, 'last'] : [first ?? defaultPageSize, 'first'];
  if (size < 0 || size > largest) throw refuse(argument, `must be from 0 to ${largest}`);
  const read = (name: 'after' | 'before') => {
    const text = args[name];
    return isGiven(text) ? cursors.read(text, connection, order, name) : undefined;
  };
  const after = read('after');
  const before = read('before');
  return {
    size,
    backwards,
    after,
    before,
    id: `${backwards ? '-' : '+'}${size}|${after ? args.after : ''}|${before ? args.before : ''}`,
  };
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function refuse(argument: string, why: string): MeridianError {
  return new MeridianError('BAD_USER_INPUT', `The argument "${argument}" ${why}.`, { argument });
}
