import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRow } from '../../src/db/database.ts';
import { AnsweringSocket, answer, type Column, type Field } from '../support/postgres-messages.ts';

const oid = {
  bool: 16,
  int8: 20,
  int4: 23,
  text: 25,
  json: 114,
  float8: 701,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
};

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const time = '2026-11-24 10:00:00.123456+00';

/** Every kind of text that a server with the encoding UTF-8 can send, at lengths on both sides of the driver's bounds. */
const texts = {
  ascii: 'new york, a text of more than 13 characters',
  short: 'ok',
  empty: '',
  'control characters': '\u0001\u0002\t\r\n\u001f\u007f\\x00ff',
  accents: 'Rua São João, Île-de-France',
  'accents of two characters each': 'e\u0301 o\u0308',
  'an accent at the end': 'a text of more than 13 letters, é',
  'an accent alone': 'é',
  'the first character past ASCII': '\u0080',
  emoji: '🚲 a bike, 👩‍👩‍👧 a family, 🇵🇹',
  'right to left': 'שלום עולם, مرحبا \u202ebidi\u202c',
  'a mark of byte order': '\ufeffmark',
  'the highest character': '\u{10ffff}',
  ...Object.fromEntries(
    [12, 13, 127, 128, 129, 255, 256, 257, 1024, 4000, 4096, 65_535, 65_536, 70_000].flatMap((bytes) => [
      [`${bytes} bytes`, 'abcdefgh '.repeat(8_000).slice(0, bytes)],
      [`${bytes} bytes, the last two past ASCII`, `${'y'.repeat(bytes - 2)}é`],
    ]),
  ),
};

const moduleFile = fileURLToPath(import.meta.resolve('postgres'));

describe.each(['src', 'cjs/src'])('the patched driver, built in %s,', (built) => {
  const socket = new AnsweringSocket();
  let sql: postgres.Sql;
  beforeAll(async () => {
    const file = join(dirname(dirname(moduleFile)), built, 'index.js');
    const create: typeof postgres = built.startsWith('cjs')
      ? createRequire(import.meta.url)(file)
      : (await import(pathToFileURL(file).href)).default;
    const inMemory = { socket: () => socket, host: 'memory', user: 'user', database: 'database' };
    sql = create({ ...inMemory, max: 1, fetch_types: false } as never);
  });
  afterAll(() => sql.end({ timeout: 0 }));

  const run = (packets: readonly Buffer[]) => {
    socket.packets = packets;
    return sql.unsafe('select', [], { prepare: false });
  };
  /** The values of rows, which are the same where the rows are read later. */
  const values = async (columns: readonly Column[], rows: readonly (readonly Field[])[]) => {
    const read = [...(await run([answer(columns, rows)]).values())];
    const wire = await wireRows([answer(columns, rows)]);
    expect(wire.map((row) => row.values())).toEqual(read);
    return read;
  };
  const wireRows = async (packets: readonly Buffer[]) => [
    ...((await Object.assign(run(packets), { isRaw: 'wire' })) as unknown as WireRow[]),
  ];

  it.each(Object.entries(texts))('reads %s alone in a row', async (_, text) => {
    expect(await values([['text', oid.text]], [[text]])).toEqual([[text]]);
  });

  it.each(Object.entries(texts))(
    'reads %s among columns of other types, in rows of many and few bytes',
    async (_, text) => {
      const columns: Column[] = [
        ['id', oid.uuid],
        ['text', oid.text],
        ['nothing', oid.text],
        ['empty', oid.text],
        ['price', oid.numeric],
        ['accents', oid.text],
        ['whole', oid.int8],
        ['again', oid.text],
        ['short', oid.text],
      ];
      const row = [id, text, null, '', '-12.50', 'São', '9007199254740993', text, 'x'];
      const none = columns.map(() => null);
      expect(await values(columns, [row, none, row])).toEqual([row, none, row]);
    },
  );

  it('hands the text of a column to the parser of its type', async () => {
    const columns: Column[] = [
      ['whole', oid.int4],
      ['real', oid.float8],
      ['yes', oid.bool],
      ['no', oid.bool],
      ['json', oid.json],
      ['time', oid.timestamptz],
    ];
    const row = ['-2147483648', '1.5e-7', 't', 'f', '{"name": "São João 🚲", "n": [1, null]}', time];
    expect(await values(columns, [row])).toEqual([
      [-2147483648, 1.5e-7, true, false, { name: 'São João 🚲', n: [1, null] }, new Date(time)],
    ]);
  });

  it('makes objects of rows by the names of their columns', async () => {
    const packet = answer(
      [
        ['id', oid.uuid],
        ['naïve', oid.text],
        ['none', oid.text],
      ],
      [[id, 'é', null]],
    );
    expect([...(await run([packet]))]).toEqual([{ id, naïve: 'é', none: null }]);
  });

  it('gives the bytes of raw rows as they came', async () => {
    const bytes = Buffer.from([0x00, 0xff, 0x80, 0x41]);
    const [row] = await run([
      answer(
        [
          ['bytes', oid.text],
          ['none', oid.text],
          ['empty', oid.text],
        ],
        [[bytes, null, '']],
      ),
    ]).raw();
    expect(row).toEqual([bytes, null, Buffer.alloc(0)]);
  });

  it('finds the columns of rows that are not read', async () => {
    const columns: Column[] = [
      ['id', oid.uuid],
      ['none', oid.text],
      ['empty', oid.text],
      ['text', oid.text],
    ];
    const rows = [
      [id, null, '', 'São'],
      [id, 'x', null, ''],
    ];
    const starts = new Int32Array(4);
    const ends = new Int32Array(4);
    const found = (await wireRows([answer(columns, rows)])).map((row) => {
      row.fields(starts, ends);
      return columns.map((_, i) => (ends[i] === -1 ? null : row.bytes.toString('utf8', starts[i], ends[i])));
    });
    expect(found).toEqual(rows);
  });

  it('reads rows that come in two packets, wherever the first one ends', async () => {
    const rows = [
      [id, 'São João', null],
      [id, 'a text of more than 13 characters', time],
    ];
    const all = answer(
      [
        ['id', oid.uuid],
        ['text', oid.text],
        ['time', oid.text],
      ],
      rows,
    );
    for (let at = 1; at < all.length; at += 1)
      expect([...(await run([all.subarray(0, at), all.subarray(at)]).values())]).toEqual(rows);
  });

  it('reads rows that come byte by byte', async () => {
    const rows = [[id, 'São João', null]];
    const all = answer(
      [
        ['id', oid.uuid],
        ['text', oid.text],
        ['time', oid.text],
      ],
      rows,
    );
    const packets = Array.from(all, (byte) => Buffer.of(byte));
    expect([...(await run(packets).values())]).toEqual(rows);
  });

  it('fails the statement whose parser fails, and reads the answers that follow', async () => {
    await expect(values([['json', oid.json]], [['{'], ['1']])).rejects.toThrow(SyntaxError);
    expect(await values([['json', oid.json]], [['1']])).toEqual([[1]]);
  });
});
