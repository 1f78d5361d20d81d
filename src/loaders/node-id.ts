import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { RegionName } from '../db/locality.ts';
import { MeridianError } from '../errors.ts';

/** What a node id names. */
export interface NodeReference {
  readonly type: string;
  readonly region: RegionName | 'global';
  /** The values of the table's key, without the region. */
  readonly key: readonly string[];
}

/** Writes and reads node ids. */
export interface NodeIds {
  readonly write: (type: string, region: string, key: readonly string[]) => string;
  /** Throws BAD_USER_INPUT for an id that this API did not give out, or gave out for another type. */
  readonly read: (id: string, argument: string, type?: string) => NodeReference;
}

/** Whether values have the form that their columns take, so that nothing else reaches the database. */
export type IsKey = (type: string, key: readonly string[]) => boolean;

/** No text in a database holds it. */
const separator = '\0';

/**
 * Node ids are `type, region, key` with a keyed checksum, in base64url. The checksum finds mistakes and idle tampering;
 * it is no secret that guards anything, since scopes and regions are checked whatever an id says. So it is a CRC, which
 * costs a tenth of an HMAC on a list's every row.
 */
export function createNodeIds(secret: string, regions: readonly RegionName[], isKey: IsKey): NodeIds {
  const seed = createHash('sha256').update('node id\0').update(secret).digest().readUInt32BE(0);
  const sum = (payload: string): string => crc32(payload, seed).toString(36);
  const known = new Set<string>([...regions, 'global']);

  return {
    write(type, region, key) {
      let payload = `${type}${separator}${region}`;
      for (const part of key) payload += separator + part;
      return Buffer.from(`${sum(payload)}${separator}${payload}`).toString('base64url');
    },
    read(id, argument, type) {
      const refuse = (): MeridianError =>
        new MeridianError(
          'BAD_USER_INPUT',
          type === undefined
            ? `The argument "${argument}" is not an id of this API.`
            : `The argument "${argument}" is not the id of a ${type}.`,
          { argument },
        );
      const bytes = Buffer.from(id, 'base64url');
      const text = bytes.toString();
      const end = text.indexOf(separator);
      const payload = text.slice(end + 1);
      if (end < 0 || text.slice(0, end) !== sum(payload) || bytes.toString('base64url') !== id)
        throw refuse();
      const [found = '', region = '', ...key] = payload.split(separator);
      if (!known.has(region) || !isKey(found, key)) throw refuse();
      if (type !== undefined && found !== type) throw refuse();
      return { type: found, region: region as RegionName | 'global', key };
    },
  };
}
