import { hash } from 'node:crypto';
import { MeridianError } from '../errors.ts';
import { base64url } from './base64url.ts';
import type { Order } from './order.ts';
import type { Row } from './row-shape.ts';

/** Writes and reads the cursors of connections. */
export interface Cursors {
  /** The position of a row in a connection: opaque, signed, and good for that order only. */
  readonly write: (connection: string, order: Order, row: Row) => string;
  /** The values of the order's terms. Throws BAD_USER_INPUT for a cursor that is not ours or of another connection. */
  readonly read: (cursor: string, connection: string, order: Order, argument: string) => string[];
}

/** 96 bits in base64url. */
const sealLength = 16;

/**
 * Cursors are a seal and the position as JSON in base64url. The seal is SHA-512/256 over the secret and the payload: its
 * output is truncated, so that unlike SHA-256 it cannot be extended, and a prefixed secret makes it a MAC. In one call
 * it costs a quarter of an HMAC.
 * @param secret the same on all replicas
 */
export function createCursors(secret: string): Cursors {
  const prefix = `cursor\0${secret}\0`;
  const seal = (payload: string): string =>
    hash('sha512-256', prefix + payload, 'base64url').slice(0, sealLength);
  const refuse = (argument: string): MeridianError =>
    new MeridianError('BAD_USER_INPUT', `The argument "${argument}" is not a cursor of this connection.`, {
      argument,
    });

  return {
    write(connection, order, row) {
      const values = order.terms.map(({ column }) => String(row[column.property]));
      const payload = JSON.stringify([connection, order.id, ...values]);
      return seal(payload) + base64url(payload);
    },
    read(cursor, connection, order, argument) {
      const encoded = cursor.slice(sealLength);
      const payload = Buffer.from(encoded, 'base64url').toString();
      if (cursor.slice(0, sealLength) !== seal(payload)) throw refuse(argument);
      // Decoding base64 forgives what was never written by us.
      if (base64url(payload) !== encoded) throw refuse(argument);
      const [ofConnection, ofOrder, ...values] = JSON.parse(payload) as string[];
      if (ofConnection !== connection || ofOrder !== order.id) throw refuse(argument);
      return values;
    },
  };
}
