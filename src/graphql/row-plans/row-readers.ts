import type { NodeIds } from '../../loaders/node-id.ts';
import type { Row } from '../../loaders/row-shape.ts';

/** A resolver that looks at its row and at nothing else, and is done at once. */
export type RowReader = (row: Row) => unknown;

/** Where in a row a reader's value stands, so that it is also found in a row that is still bytes. */
export type RowSource =
  | {
      readonly kind: 'column';
      readonly property: string;
      /** What stands for a value of the column, where it is not the value itself. */
      readonly names?: ReadonlyMap<unknown, string>;
    }
  | { readonly kind: 'region'; readonly names: ReadonlyMap<unknown, string> }
  | { readonly kind: 'nodeId'; readonly type: string; readonly write: NodeIds['writeBytes'] };

const readers = new WeakMap<object, RowSource | undefined>();

/** Declares a resolver to be a {@link RowReader}. Whoever wraps it, to guard the field, is none. */
export function rowReader<R extends (row: never) => unknown>(reader: R, source?: RowSource): R {
  readers.set(reader, source);
  return reader;
}

/** The resolver where it was declared to read its row only. */
export function asRowReader(resolver: object): RowReader | undefined {
  return readers.has(resolver) ? (resolver as RowReader) : undefined;
}

/** Where the value of a {@link RowReader} stands; undefined where nobody said so. */
export const sourceOf = (reader: object): RowSource | undefined => readers.get(reader);
