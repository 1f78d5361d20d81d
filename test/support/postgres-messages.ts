import { EventEmitter } from 'node:events';

/** A column as RowDescription tells of it: its name and the OID of its type. */
export type Column = readonly [name: string, type: number];

/** A field's text as the server sends it, or its bytes; null for NULL. */
export type Field = string | Buffer | null;

/** What a server sends on a statement without parameters that has these rows, from ParseComplete to ReadyForQuery. */
export function answer(columns: readonly Column[], rows: readonly (readonly Field[])[]): Buffer {
  return Buffer.concat([
    message('1'),
    message('T', int16(columns.length), ...columns.map(describe)),
    message('2'),
    ...rows.map((fields) => message('D', int16(fields.length), ...fields.map(field))),
    message('C', zeroEnded(`SELECT ${rows.length}`)),
    ready,
  ]);
}

/** A server's side of a connection, in memory: lets the client in, then answers each statement with `packets`. */
export class AnsweringSocket extends EventEmitter {
  readyState = 'open';
  packets: readonly Buffer[] = [];

  write(sent: Buffer): boolean {
    // Only the first message of a connection has no letter in front.
    const packets = sent[0] === 0 ? [Buffer.concat([message('R', int32(0)), ready])] : this.packets;
    setImmediate(() => {
      for (const packet of packets) this.emit('data', packet);
    });
    return true;
  }

  end(): void {
    this.readyState = 'closed';
    setImmediate(() => this.emit('close'));
  }

  destroy(): void {
    this.end();
  }
}

function message(letter: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body]);
}

function describe([name, type]: Column): Buffer {
  const [table, attribute, size, modifier, format] = [int32(0), int16(0), int16(-1), int32(-1), int16(0)];
  return Buffer.concat([zeroEnded(name), table, attribute, int32(type), size, modifier, format]);
}

function field(value: Field): Buffer {
  if (value === null) return int32(-1);
  const bytes = Buffer.from(value as string);
  return Buffer.concat([int32(bytes.length), bytes]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const zeroEnded = (text: string): Buffer => Buffer.from(`${text}\0`);

const ready = message('Z', Buffer.from('I'));
