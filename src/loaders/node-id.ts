import { hash } from 'node:crypto';
import type { RegionName } from '../db/locality.ts';
import { MeridianError } from '../errors.ts';
import { base64urlOfTag, tagLength, writeBase64url, writeTag } from './base64url.ts';
import { sipHash, sipHashKey, sipHashSlack } from './siphash.ts';

/** What a node id names. */
export interface NodeReference {
  readonly type: string;
  readonly region: RegionName | 'global';
  /** The values of the table's key, without the region. */
  readonly key: readonly string[];
}

/** A row's columns, which stand in `bytes`. */
export interface KeyBytes {
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Where bytes are written: from `at` on. */
export interface ByteSink {
  readonly bytes: Buffer;
  at: number;
  /** Makes room for so many bytes more; `bytes` is another one then. */
  reserve(count: number): void;
}

/** Writes and reads node ids. */
export interface NodeIds {
  readonly write: (type: string, region: string, key: readonly string[]) => string;
  /** The same id, as ASCII, from a key that is still UTF-8: in these columns of a row. */
  readonly writeBytes: (
    type: string,
    region: string,
    row: KeyBytes,
    key: readonly number[],
    sink: ByteSink,
  ) => void;
  /** Throws BAD_USER_INPUT for an id that this API did not give out, or gave out for another type. */
  readonly read: (id: string, argument: string, type?: string) => NodeReference;
  /** The same without the error: undefined where it is none of ours. */
  readonly find: (id: string) => NodeReference | undefined;
}

/** Whether values have the form that their columns take, so that nothing else reaches the database. */
export type IsKey = (type: string, key: readonly string[]) => boolean;

/** No text in a database holds it. */
const separator = '\0';

/** No UTF-16 unit of a text takes more bytes in UTF-8. */
const bytesOfUnit = 3;

/** Enough for a UUID, so that most drafts are made once. */
const leastRoom = 36 * bytesOfUnit;

/** The UTF-8 of a payload, and behind it the bytes that the seal needs. */
interface Draft {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Bytes that stay: for `write`, a type and a region, each with a separator behind it. */
  readonly start: number;
  /** Bytes behind them, for a key. */
  readonly room: number;
}

function createDraft(text: string, room: number): Draft {
  const start = Buffer.byteLength(text);
  const bytes = Buffer.alloc(start + room + sipHashSlack);
  bytes.write(text);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), start, room };
}

/**
 * Node ids are a seal and `type, region, key` in base64url. The seal is SipHash-2-4 under a key made from the secret: a
 * pseudorandom function that was made to authenticate short inputs, at a third of what SHA-512/256 costs here, and a list
 * writes an id for each of its rows. It is no hash without its key, and its tag has 64 bits: a forger has to try ids
 * against the API, each right with a chance of 2^-64, and an id opens nothing that scopes do not
 * (docs/adr/0009-node-id-seal.md).
 */
export function createNodeIds(secret: string, regions: readonly RegionName[], isKey: IsKey): NodeIds {
  const sipKey = sipHashKey(hash('sha256', `node id${separator}${secret}`, 'buffer').subarray(0, 16));
  const tag = new Int32Array(2);
  const known = new Set<string>([...regions, 'global']);
  /** By type and region. Only `write` adds to them, so that they are as many as the tables have regions. */
  const drafts = new Map<string, Map<string, Draft>>();

  function draftOf(type: string, region: string, room: number): Draft {
    const kept = drafts.get(type)?.get(region);
    if (kept && kept.room >= room) return kept;
    const draft = createDraft(type + separator + region + separator, Math.max(room, leastRoom));
    drafts.set(type, (drafts.get(type) ?? new Map<string, Draft>()).set(region, draft));
    return draft;
  }

  /** The id whose payload is the first bytes of the draft. */
  function sealed({ bytes, view }: Draft, length: number): string {
    sipHash(sipKey, view, length, tag);
    return base64urlOfTag(tag) + bytes.toString('base64url', 0, length);
  }

  function idOf(payload: string): string {
    const draft = createDraft(payload, 0);
    return sealed(draft, draft.start);
  }

  function find(id: string): NodeReference | undefined {
    const payload = Buffer.from(id.slice(tagLength), 'base64url').toString();
    // The whole id, not its seal alone: decoding base64 forgives what was never written by us.
    if (id !== idOf(payload)) return undefined;
    const [type = '', region = '', ...key] = payload.split(separator);
    if (!known.has(region) || !isKey(type, key)) return undefined;
    return { type, region: region as RegionName | 'global', key };
  }

  return {
    write(type, region, key) {
      if (key.length === 0) return idOf(type + separator + region);
      const text = key.length === 1 ? (key[0] as string) : key.join(separator);
      const draft = draftOf(type, region, bytesOfUnit * text.length);
      return sealed(draft, draft.start + draft.bytes.write(text, draft.start));
    },
    writeBytes(type, region, { bytes, starts, ends }, key, sink) {
      let room = 0;
      for (const column of key) room += (ends[column] as number) - (starts[column] as number) + 1;
      const draft = draftOf(type, region, room);
      let length = draft.start;
      for (let i = 0; i < key.length; i += 1) {
        const column = key[i] as number;
        if (i > 0) draft.bytes[length++] = separator.charCodeAt(0);
        const end = ends[column] as number;
        for (let from = starts[column] as number; from < end; from += 1)
          draft.bytes[length++] = bytes[from] as number;
      }
      sipHash(sipKey, draft.view, length, tag);
      sink.reserve(tagLength + 2 * length);
      sink.at = writeBase64url(draft.bytes, length, sink.bytes, writeTag(tag, sink.bytes, sink.at));
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
