import { sqlStateOf } from '../src/db/sqlstate.ts';
import { MeridianError } from '../src/errors.ts';
import type { Row } from '../src/loaders/row-shape.ts';

/** The row, or NOT_FOUND that names the argument which asked for it. */
export function found(row: Row | null, message: string, argument: string): Row {
  if (!row) throw new MeridianError('NOT_FOUND', message, { argument });
  return row;
}

/** Throws FORBIDDEN unless the row's column holds the calling user. */
export function belongsTo(row: Row, property: string, subject: string, message: string): void {
  if (row[property] !== subject) throw new MeridianError('FORBIDDEN', message);
}

/** For a verb that knows which of its foreign keys can be broken: NOT_FOUND that says so and names the argument. */
export function orNotFound(message: string, argument: string): (error: unknown) => never {
  return (error) => {
    const isForeignKey = error instanceof MeridianError && sqlStateOf(error.cause) === '23503';
    throw isForeignKey ? new MeridianError('NOT_FOUND', message, { argument }, { cause: error }) : error;
  };
}
