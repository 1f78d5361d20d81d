import type { GraphQLFieldResolver } from 'graphql';
import type { Row } from '../../loaders/row-shape.ts';

/** A resolver that looks at its row and at nothing else, and is done at once. */
export type RowReader = (row: Row) => unknown;

const readers = new WeakSet<object>();

/** Declares a resolver to be a {@link RowReader}. Whoever wraps it, to guard the field, is none. */
export function rowReader<R extends RowReader>(reader: R): R {
  readers.add(reader);
  return reader;
}

/** The resolver where it was declared to read its row only. */
export function asRowReader(resolver: GraphQLFieldResolver<unknown, unknown>): RowReader | undefined {
  return readers.has(resolver) ? (resolver as unknown as RowReader) : undefined;
}
