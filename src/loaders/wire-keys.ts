import type { WireRow } from '../db/database.ts';
import type { Key } from './key.ts';
import type { ColumnModel } from './table-model.ts';
import type { ValueKind } from './value-kind.ts';

/** Of these the database's text is the text of the value, and it is ASCII. */
const ascii: ReadonlySet<ValueKind> = new Set(['decimal', 'int', 'int8', 'timestamp', 'uuid']);

/** Of these as well, in UTF-8. */
const utf8: ReadonlySet<ValueKind> = new Set(['enum', 'text']);

/** Whether the bytes of a column are the text of its value, in UTF-8. */
export const isTextOnWire = (kind: ValueKind): boolean => ascii.has(kind) || utf8.has(kind);

/** Reads a key's values from a row that is bytes; null where a value is NULL. */
export type WireKeyReader = (row: WireRow) => Key | null;

/**
 * Makes the reader of a key.
 * @param columns the key's
 * @param from where they stand in a row of `width` columns
 */
export function wireKeyReader(
  columns: readonly ColumnModel[],
  from: readonly number[],
  width: number,
): WireKeyReader {
  const starts = new Int32Array(width);
  const ends = new Int32Array(width);
  const parts = columns.map(({ kind }, i) => {
    const at = from[i] as number;
    if (ascii.has(kind)) return (row: WireRow) => row.bytes.toString('latin1', starts[at], ends[at]);
    if (utf8.has(kind)) return (row: WireRow) => row.bytes.toString('utf8', starts[at], ends[at]);
    return (row: WireRow) => String(row.values()[at]);
  });
  return (row) => {
    row.fields(starts, ends);
    for (const at of from) if (ends[at] === -1) return null;
    return parts.map((part) => part(row));
  };
}
