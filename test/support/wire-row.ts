import type { RawRow, WireRow } from '../../src/db/database.ts';

/** A row as a database would send it, all columns as text. */
export function wireRow(row: RawRow): WireRow {
  const columns = row.map((value) => (value === null ? undefined : Buffer.from(String(value))));
  const bytes = Buffer.concat(columns.flatMap((column) => column ?? []));
  return {
    bytes,
    from: 0,
    to: bytes.length,
    values: () => row,
    fields(starts, ends) {
      let at = 0;
      for (const [i, column] of columns.entries()) {
        starts[i] = at;
        at += column?.length ?? 0;
        ends[i] = column ? at : -1;
      }
    },
  };
}
