import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import type { KeyBytes } from '../../loaders/node-id.ts';
import type { RowShape } from '../../loaders/row-shape.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import { isTextOnWire } from '../../loaders/wire-keys.ts';
import { bigInt } from '../scalars/big-int.ts';
import { dateTime } from '../scalars/date-time.ts';
import { decimal } from '../scalars/decimal.ts';
import { json } from '../scalars/json.ts';
import {
  mostOfValue,
  oneOf,
  type ValueWriter,
  writeBoolean,
  writeDecimal,
  writeFloat,
  writeInstant,
  writeInt,
  writeInt8,
  writeJsonb,
  writePlain,
  writeText,
} from './byte-values.ts';
import type { PlannedLeaf } from './row-plan.ts';
import { Snippet, type TextBuffer } from './text-buffer.ts';

/** A row whose columns were found: those of the statement, in its order. One is used for all rows of a plan. */
export interface RowBytes extends KeyBytes {
  bytes: Buffer;
  region: string;
}

/** Writes one value of a row as JSON, and makes room for it; false where it is not of the plain form. */
export type LeafWriter = (row: RowBytes, text: TextBuffer) => boolean;

const nothing = new Snippet('null');

/**
 * Makes what writes a leaf from its row's bytes: no value becomes a JavaScript one. Undefined where it has no plain form.
 * @param offset how many columns stand before the shape's
 */
export function leafWriter(
  { source, leaf, isNeverNull, show }: PlannedLeaf,
  shape: RowShape,
  offset: number,
): LeafWriter | undefined {
  const shown = (value: unknown) => new Snippet(JSON.stringify(show(value)));
  switch (source?.kind) {
    case 'constant':
      return always(() => shown(source.value));
    case 'region':
      return always((region) => shown(source.names.get(region) ?? region));
    case 'nodeId': {
      if (leaf !== GraphQLID) return undefined;
      const key = shape.model.key.map((column) => offset + shape.columns.indexOf(column));
      if (shape.model.key.some(({ kind }) => !isTextOnWire(kind))) return undefined;
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
      return write && columnWriter(offset + at, write, isNeverNull);
    }
    default:
      return undefined;
  }
}

function columnWriter(at: number, write: ValueWriter, isNeverNull: boolean): LeafWriter {
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
function always(jsonOf: (region: string) => Snippet): LeafWriter {
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

/** The plain form of a column's values as a leaf shows them; undefined where there is none. */
function valueWriter(
  leaf: GraphQLLeafType,
  { kind, column, sqlType }: ColumnModel,
  show: (value: string) => unknown,
): ValueWriter | undefined {
  if (isEnumType(leaf)) return oneOf(shownBy(column.enumValues ?? [], show));
  if (leaf === GraphQLString) return kind === 'text' ? writeText : kind === 'uuid' ? writePlain : undefined;
  if (leaf === GraphQLInt) return kind === 'int' ? writeInt : undefined;
  if (leaf === GraphQLFloat) return kind === 'float' ? writeFloat : kind === 'int' ? writeInt : undefined;
  if (leaf === GraphQLBoolean) return kind === 'boolean' ? writeBoolean : undefined;
  switch (leaf.serialize) {
    case dateTime.serialize:
      return kind === 'timestamp' ? writeInstant : undefined;
    case decimal.serialize:
      return kind === 'decimal' ? writeDecimal : undefined;
    case bigInt.serialize:
      return kind === 'int8' ? writeInt8 : undefined;
    case json.serialize:
      return sqlType === 'jsonb' ? writeJsonb : undefined;
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
