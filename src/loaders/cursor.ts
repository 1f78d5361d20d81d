import { createHmac, timingSafeEqual } from 'node:crypto';
import { MeridianError } from '../errors.ts';
import type { Order } from './order.ts';
import type { Row } from './row-shape.ts';

/** Writes and reads the cursors of connections. */
export interface Cursors {
  /** The position of a row in a connection: opaque, signed, and good for that order only. */
  readonly write: (connection: string, order: Order, row: Row) => string;
  /** The values of the order's terms. Throws BAD_USER_INPUT for a cursor that is not ours or of another connection. */
  readonly read: (cursor: string, connection: string, order: Order, argument: string) => string[];
}

/** 96 bits: a cursor is guessed right once in the life of the universe, and it opens nothing that scopes do not. */
const signatureBytes = 12;

/** @param secret the same on all replicas */
export function createCursors(secret: string): Cursors {
  const sign = (payload: string): Buffer =>
    createHmac('sha256', secret).update('cursor\0').update(payload).digest().subarray(0, signatureBytes);
  const refuse = (argument: string): MeridianError =>
    new MeridianError('BAD_USER_INPUT', `The argument "${argument}" is not a cursor of this connection.`, {
      argument,
    });

  return {
    write(connection, order, row) {
      const values = order.terms.map(({ column }) => String(row[column.property]));
      const payload = JSON.stringify([connection, order.id, ...values]);
      return Buffer.concat([sign(payload), Buffer.from(payload)]).toString('base64url');
    },
    read(cursor, connection, order, argument) {
      const bytes = Buffer.from(cursor, 'base64url');
      const payload = bytes.subarray(signatureBytes).toString();
      const signature = bytes.subarray(0, signatureBytes);
      if (signature.length !== signatureBytes || !timingSafeEqual(signature, sign(payload)))
        throw refuse(argument);
      // Decoding base64 forgives what was never written by us.
      if (bytes.toString('base64url') !== cursor) throw refuse(argument);
      const [ofConnection, ofOrder, ...values] = JSON.parse(payload) as string[];
      if (ofConnection !== connection || ofOrder !== order.id) throw refuse(argument);
      return values;
    },
  };
}
