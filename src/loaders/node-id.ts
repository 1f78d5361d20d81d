import { hash } from 'node:crypto';
import type { RegionName } from '../db/locality.ts';
import { MeridianError } from '../errors.ts';
import { base64url } from './base64url.ts';

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
  /** The same without the error: undefined where it is none of ours. */
  readonly find: (id: string) => NodeReference | undefined;
}

/** Whether values have the form that their columns take, so that nothing else reaches the database. */
export type IsKey = (type: string, key: readonly string[]) => boolean;

/** No text in a database holds it. */
const separator = '\0';

/** 66 bits in base64url: enough that guessing is hopeless, and an id opens nothing that scopes do not. */
const sealLength = 11;

/**
 * Node ids are a seal and `type, region, key` in base64url. The seal is SHA-512/256 over the secret and the payload:
 * its output is truncated, so that unlike SHA-256 it cannot be extended, and a prefixed secret makes it a MAC. In one
 * call it costs a quarter of an HMAC, and a list writes an id for each of its rows.
 */
export function createNodeIds(secret: string, regions: readonly RegionName[], isKey: IsKey): NodeIds {
  const prefix = `node id\0${secret}\0`;
  const seal = (payload: string): string =>
    hash('sha512-256', prefix + payload, 'base64url').slice(0, sealLength);
  const known = new Set<string>([...regions, 'global']);

  function find(id: string): NodeReference | undefined {
    const encoded = id.slice(sealLength);
    const payload = Buffer.from(encoded, 'base64url').toString();
    if (id.slice(0, sealLength) !== seal(payload)) return undefined;
    // Decoding base64 forgives what was never written by us.
    if (base64url(payload) !== encoded) return undefined;
    const [type = '', region = '', ...key] = payload.split(separator);
    if (!known.has(region) || !isKey(type, key)) return undefined;
    return { type, region: region as RegionName | 'global', key };
  }

  return {
    write(type, region, key) {
      let payload = `${type}${separator}${region}`;
      for (const part of key) payload += separator + part;
      return seal(payload) + base64url(payload);
    },
    find,
    read(id, argument, type) {
      const found = find(id);
      if (found && (type === undefined || found.type === type)) return found;
      throw new MeridianError(
        'BAD_USER_INPUT',
        type === undefined
          ? `The argument "${argument}" is not an id of this API.`
          : `The argument "${argument}" is not the id of a ${type}.`,
        { argument },
      );
    },
  };
}
