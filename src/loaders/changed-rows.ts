import type { Statement } from '../db/database.ts';
import { type Key, keyText } from './key.ts';
import type { Row } from './row-shape.ts';
import type { TableModel } from './table-model.ts';

/**
 * The rows that the statements of one transaction gave back, as the last of them left each: what an answer shows of them
 * need not be read again. A deletion may take along or change rows that no statement gave back (ON DELETE), so after one
 * nothing is known.
 */
export class ChangedRows {
  readonly #rows = new Map<string, Row>();
  readonly #region: Statement['region'];
  #hasDeleted = false;

  /** @param region that of the transaction */
  constructor(region: Statement['region']) {
    this.#region = region;
  }

  /** Remembers rows with all their columns. */
  add(model: TableModel, rows: readonly Row[]): void {
    const region = model.region ? this.#region : 'global';
    for (const row of rows) {
      const key = model.key.map(({ property }) => String(row[property]));
      this.#rows.set(identity(model, region, key), row);
    }
  }

  deleted(): void {
    this.#hasDeleted = true;
  }

  /** The row with this key as the transaction left it; undefined where it did not touch it. */
  find(model: TableModel, region: Statement['region'], key: Key): Row | undefined {
    return this.#hasDeleted ? undefined : this.#rows.get(identity(model, region, key));
  }
}

const identity = ({ name }: TableModel, region: string, key: Key): string =>
  `${name}\0${region}\0${keyText(key)}`;
