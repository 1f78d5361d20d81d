import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import type { WireRow } from '../../db/database.ts';
import type { KeyBytes } from '../../loaders/node-id.ts';
import type { RowShape } from '../../loaders/row-shape.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import type { UnreadRows } from '../../loaders/unread-rows.ts';
import type { ValueKind } from '../../loaders/value-kind.ts';
import { bigInt } from '../scalars/big-int.ts';
import { dateTime } from '../scalars/date-time.ts';
import { decimal } from '../scalars/decimal.ts';
import {
  mostOfValue,
  oneOf,
  type ValueWriter,
  writeBoolean,
  writeDecimal,
  writeInstant,
  writeInt,
  writeInt8,
  writePlain,
  writeText,
} from './byte-values.ts';
import type { RowSource } from './row-readers.ts';
import { Snippet, TextBuffer } from './text-buffer.ts';

/** A field of a row that may be written from the row's bytes. */
export interface TextField {
  readonly responseName: string;
  readonly source: RowSource | { readonly kind: 'constant'; readonly value: unknown } | undefined;
  readonly leaf: GraphQLLeafType;
  readonly isNeverNull: boolean;
  /** What the leaf makes of a value; throws for one that it cannot show. */
  readonly show: (value: unknown) => unknown;
}

/** Writes rows of one shape as a JSON list; undefined where a value is not of the plain form. */
export type RowsWriter = (rows: UnreadRows) => TextBuffer | undefined;

/** Writes one field's value, and makes room for it; false where it is not of the plain form. */
type FieldWriter = (row: RowBytes, text: TextBuffer) => boolean;

/** A row whose columns were found: those of the shape, in its order. */
interface RowBytes extends KeyBytes {
  readonly region: string;
}

/**
 * Makes what writes rows from their bytes: no value becomes a JavaScript one. It knows the plain forms only, and where
 * one row has another, the rows are made objects of, which know all. Undefined where a field has no plain form.
 */
export function rowsWriter(fields: readonly TextField[], shape: RowShape): RowsWriter | undefined {
  const parts: { readonly prefix: Snippet; readonly write: FieldWriter }[] = [];
  for (const field of fields) {
    const write = fieldWriter(field, shape);
    if (!write) return undefined;
    const separator = parts.length === 0 ? '{' : ',';
    parts.push({ prefix: new Snippet(`${separator}${JSON.stringify(field.responseName)}:`), write });
  }
  const starts = new Int32Array(shape.columns.length);
  const ends = new Int32Array(shape.columns.length);

  return ({ wire, region }) => {
    const text = TextBuffer.open();
    text.put(wire.length === 0 ? empty : open);
    for (let i = 0; i < wire.length; i += 1) {
      const each = wire[i] as WireRow;
      each.fields(starts, ends);
      const row = { bytes: each.bytes, starts, ends, region };
      for (const { prefix, write } of parts) {
        text.put(prefix);
        if (write(row, text)) continue;
        text.close();
        return undefined;
      }
      text.put(i === wire.length - 1 ? close : between);
    }
    return text;
  };
}

const empty = new Snippet('[]');
const open = new Snippet('[');
const between = new Snippet('},');
const close = new Snippet('}]');
const nothing = new Snippet('null');

function fieldWriter(
  { source, leaf, isNeverNull, show }: TextField,
  shape: RowShape,
): FieldWriter | undefined {
  const shown = (value: unknown) => new Snippet(JSON.stringify(show(value)));
  switch (source?.kind) {
    case 'constant':
      return always(() => shown(source.value));
    case 'region':
      return always((region) => shown(source.names.get(region) ?? region));
    case 'nodeId': {
      if (leaf !== GraphQLID) return undefined;
      const key = shape.model.key.map((column) => shape.columns.indexOf(column));
      if (shape.model.key.some(({ kind }) => !kindsOfKeys.has(kind))) return undefined;
      return (row, text) => {
        text.put(quote);
        source.write(source.type, row.region, row, key, text);
        text.put(quote);
        return true;
      };
    }
    case 'column': {
      const named = (value: string) => show(source.names?.get(value) ?? value);
      if (source.property === shape.model.region?.property)
        return always((region) => new Snippet(JSON.stringify(named(region))));
      const at = shape.columns.findIndex(({ property }) => property === source.property);
      const column = shape.columns[at];
      const write = column && valueWriter(leaf, column, named);
      return write && columnWriter(at, write, isNeverNull);
    }
    default:
      return undefined;
  }
}

function columnWriter(at: number, write: ValueWriter, isNeverNull: boolean): FieldWriter {
  return ({ bytes, starts, ends }, text) => {
    const start = starts[at] as number;
    const end = ends[at] as number;
    if (end === -1) {
      text.put(nothing);
      return !isNeverNull;
    }
    text.reserve(mostOfValue(end - start));
    return write(bytes, start, end, text);
  };
}

const quote = new Snippet('"');

/** What is the same for all rows of a region. */
function always(jsonOf: (region: string) => Snippet): FieldWriter {
  const known = new Map<string, Snippet>();
  return ({ region }, text) => {
    let json = known.get(region);
    if (!json) {
      json = jsonOf(region);
      known.set(region, json);
    }
    text.put(json);
    return true;
  };
}

/** Of a key that is text, the bytes are that text in UTF-8. */
const kindsOfKeys: ReadonlySet<ValueKind> = new Set([
  'decimal',
  'enum',
  'int',
  'int8',
  'text',
  'timestamp',
  'uuid',
]);

/** The plain form of a column's values as a leaf shows them; undefined where there is none. */
function valueWriter(
  leaf: GraphQLLeafType,
  { kind, column }: ColumnModel,
  show: (value: string) => unknown,
): ValueWriter | undefined {
  if (isEnumType(leaf)) return oneOf(shownBy(column.enumValues ?? [], show));
  if (leaf === GraphQLString) return kind === 'text' ? writeText : kind === 'uuid' ? writePlain : undefined;
  if (leaf === GraphQLInt) return kind === 'int' ? writeInt : undefined;
  if (leaf === GraphQLBoolean) return kind === 'boolean' ? writeBoolean : undefined;
  switch (leaf.serialize) {
    case dateTime.serialize:
      return kind === 'timestamp' ? writeInstant : undefined;
    case decimal.serialize:
      return kind === 'decimal' ? writeDecimal : undefined;
    case bigInt.serialize:
      return kind === 'int8' ? writeInt8 : undefined;
    default:
      return undefined;
  }
}

/** The JSON of the values that the leaf can show. */
function shownBy(values: readonly string[], show: (value: string) => unknown): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  for (const value of values)
    try {
      shown.set(value, JSON.stringify(show(value)));
    } catch {
      // A row that has it is made an object of, and the error is said there.
    }
  return shown;
}
