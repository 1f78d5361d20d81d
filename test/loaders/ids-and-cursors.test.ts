import { describe, expect, it } from 'vitest';
import type { RegionName } from '../../src/db/locality.ts';
import { createCursors } from '../../src/loaders/cursor.ts';
import { createNodeIds } from '../../src/loaders/node-id.ts';
import { orderOf } from '../../src/loaders/order.ts';
import { readPage } from '../../src/loaders/page.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { wireRow } from '../support/wire-row.ts';
import { parcels } from './tables.ts';

const north = 'north' as RegionName;
const secret = 'a secret of thirty-two characters';
const ids = createNodeIds(secret, [north], (type, key) => type === 'Parcel' && key.length === 1);
/** Those of rows with any key. */
const every = createNodeIds(secret, [north], () => true);
const model = modelOf(parcels);
const bySent = orderOf(model, [{ column: parcels.sent, direction: 'desc' }]);
const byStamps = orderOf(model, [{ column: parcels.stamps, direction: 'desc' }]);
const cursors = createCursors(secret);
const row = { id: '00000000-0000-4000-8000-000000000001', sent: '2026-01-31 12:00:00.000001', stamps: 3 };

/** Each text that differs from `text` in one character. */
function changed(text: string): string[] {
  return [...text].map((letter, i) => text.slice(0, i) + (letter === 'A' ? 'B' : 'A') + text.slice(i + 1));
}

describe('node ids', () => {
  const id = ids.write('Parcel', north, ['Zoë']);

  it('are read as they were written', () => {
    expect(ids.read(id, 'id', 'Parcel')).toEqual({ type: 'Parcel', region: north, key: ['Zoë'] });
  });

  it.each<[string, string[]]>([
    ['an emoji', ['Zoë 🚲', '🚲']],
    ['text of other scripts', ['東京', 'Ωμέγα']],
    ['empty parts', ['', 'x', '']],
    ['one empty part', ['']],
    ['no part', []],
    ['a text longer than all before it', ['€'.repeat(500)]],
    ['a short text after a long one', ['x']],
    ['what base64 writes with "-" and "_"', ['>?~\u007f\u00ff']],
  ])('are read as they were written with a key of %s', (_, key) => {
    expect(every.find(every.write('Parcel', north, key))).toEqual({ type: 'Parcel', region: north, key });
  });

  it.each<[string, string[]]>([
    ['an emoji', ['Zoë 🚲', '🚲']],
    ['empty parts', ['', 'x', '']],
    ['one empty part', ['']],
    ['a text longer than all before it', ['€'.repeat(700)]],
    ['a UUID', ['3f2504e0-4f89-41d3-9a0c-0305e82c3301']],
  ])('are the same from the bytes of a key of %s', (_, key) => {
    const starts = new Int32Array(key.length);
    const ends = new Int32Array(key.length);
    const row = wireRow(key);
    row.fields(starts, ends);
    const sink = { bytes: Buffer.alloc(4_000), at: 2, reserve: () => {} };
    const columns = key.map((_part, i) => i);
    every.writeBytes('Parcel', north, { bytes: row.bytes, starts, ends }, columns, sink);
    expect(sink.bytes.toString('latin1', 2, sink.at)).toBe(every.write('Parcel', north, key));
  });

  it('are as long as eight bytes and the payload in base64url', () => {
    const payload = Buffer.from(`Parcel\0north\0Zoë`).toString('base64url');
    expect(id).toMatch(/^[\w-]{11}/);
    expect(id.slice(11)).toBe(payload);
  });

  it('do not depend on the ids written before', () => {
    for (const key of [
      ['a longer key than the next'],
      ['short'],
      ['', ''],
      [],
      ['€'.repeat(500)],
      ['short'],
    ]) {
      const fresh = createNodeIds(secret, [north], () => true);
      expect(every.write('Parcel', north, key)).toBe(fresh.write('Parcel', north, key));
    }
  });

  it('are refused with one character changed, cut off or added', () => {
    for (const other of [
      ...changed(id),
      id.slice(0, -1),
      `${id}A`,
      `${id}=`,
      ` ${id}`,
      '',
      'A'.repeat(4_000),
    ])
      expect(() => ids.read(other, 'id'), other).toThrow('The argument "id" is not an id of this API.');
  });

  it('are refused when another secret sealed them', () => {
    const foreign = createNodeIds('another secret', [north], () => true).write('Parcel', north, ['Zoë']);
    expect(ids.find(foreign)).toBeUndefined();
  });

  it('are refused for another type, a region that is gone and a key of another form', () => {
    const all = createNodeIds(secret, [north, 'west' as RegionName], () => true);
    expect(() => ids.read(id, 'id', 'Letter')).toThrow('The argument "id" is not the id of a Letter.');
    expect(ids.find(all.write('Parcel', 'west', ['x']))).toBeUndefined();
    expect(ids.find(all.write('Parcel', north, ['x', 'y']))).toBeUndefined();
  });
});

describe('cursors', () => {
  const cursor = cursors.write('Query.parcels', bySent, row);

  it('give the position back for their connection and order', () => {
    expect(cursors.read(cursor, 'Query.parcels', bySent, 'after')).toEqual([row.sent, row.id]);
  });

  it('are refused for another connection or order', () => {
    expect(() => cursors.read(cursor, 'User.parcels', bySent, 'after')).toThrow('"after" is not a cursor');
    expect(() => cursors.read(cursor, 'Query.parcels', byStamps, 'before')).toThrow(
      '"before" is not a cursor',
    );
  });

  it('are refused with one character changed', () => {
    for (const other of changed(cursor))
      expect(() => cursors.read(other, 'Query.parcels', bySent, 'after'), other).toThrow('is not a cursor');
  });

  it('are no node ids, nor the other way round', () => {
    expect(ids.find(cursor)).toBeUndefined();
    expect(() => cursors.read(ids.write('Parcel', north, ['x']), 'Query.parcels', bySent, 'after')).toThrow();
  });
});

describe('pages', () => {
  const read = (args: Parameters<typeof readPage>[0]) => readPage(args, 'Query.parcels', bySent, cursors);
  const cursor = cursors.write('Query.parcels', bySent, row);

  it('have 20 rows unless told', () => {
    expect(read({})).toMatchObject({ size: 20, backwards: false, after: undefined, before: undefined });
  });

  it('may lie between two cursors', () => {
    expect(read({ last: 2, after: cursor, before: cursor })).toMatchObject({
      backwards: true,
      after: [row.sent, row.id],
      before: [row.sent, row.id],
    });
  });

  it.each([
    [{ first: -1 }, '"first" must be from 0 to 200'],
    [{ first: 201 }, '"first" must be from 0 to 200'],
    [{ last: 201 }, '"last" must be from 0 to 200'],
    [{ first: 1, last: 1 }, '"last" cannot be given together with "first"'],
    [{ after: 'x' }, '"after" is not a cursor'],
  ])('refuse %j', (args, message) => {
    expect(() => read(args)).toThrow(message);
  });
});

describe('orders', () => {
  it('end with the key, in the direction of the last term', () => {
    expect(bySent.id).toBe('sent desc, id desc');
  });

  it('have no column that may be NULL', () => {
    expect(() => orderOf(model, [{ column: parcels.weight, direction: 'asc' }])).toThrow('it may be NULL');
  });
});
