import type { WireRow } from '../../db/database.ts';
import type { RowShape } from '../../loaders/row-shape.ts';
import { UnreadRows } from '../../loaders/unread-rows.ts';
import type { ConnectionValue } from '../declared/connection-value.ts';
import { type LeafWriter, leafWriter, type RowBytes } from './leaf-text.ts';
import type { LoadedConnections, LoadedRows } from './loaded-rows.ts';
import { leafValue } from './row-objects.ts';
import type { ConnectionPlan, PlannedBranch, PlannedEdges, PlannedLeaf, RowPlan } from './row-plan.ts';
import { Snippet, TextBuffer } from './text-buffer.ts';

/** Writes rows as a JSON list; undefined where something of them is not of the plain form. */
export function textOfRows(plan: RowPlan, loaded: LoadedRows): TextBuffer | undefined {
  return textOf((text) => writeRows(plan, loaded, 0, loaded.rows.length, text));
}

/** Writes the one connection that was loaded as a JSON object; undefined as above. */
export function textOfConnection(plan: ConnectionPlan, loaded: LoadedConnections): TextBuffer | undefined {
  return textOf((text) => writeConnection(plan, loaded, 0, text));
}

/** @param write gives false where something is not of the plain form; it may throw what scalars throw. */
function textOf(write: (text: TextBuffer) => boolean): TextBuffer | undefined {
  const text = TextBuffer.open();
  let isWhole = false;
  try {
    isWhole = write(text);
  } finally {
    if (!isWhole) text.close();
  }
  return isWhole ? text : undefined;
}

const empty = new Snippet('[]');
const open = new Snippet('[');
const comma = new Snippet(',');
const closeList = new Snippet(']');
const closeObject = new Snippet('}');
const nothing = new Snippet('null');

const prefixOf = ({ responseName }: { readonly responseName: string }, i: number): Snippet =>
  new Snippet(`${i === 0 ? '{' : ','}${JSON.stringify(responseName)}:`);

/** Writes one of the loaded rows; false where something of it is not of the plain form. */
type RowWriter = (loaded: LoadedRows, at: number, text: TextBuffer) => boolean;

/** The writer of a plan for rows of one form. */
interface KnownWriter {
  readonly shape: RowShape;
  readonly offset: number;
  readonly write: RowWriter | undefined;
}

const writers = new WeakMap<RowPlan, KnownWriter>();

/** Finds it again: a plan's rows are always of one form, as long as the document is the same. */
function writerOf(plan: RowPlan, { rows }: LoadedRows): RowWriter | undefined {
  if (!(rows instanceof UnreadRows)) return undefined;
  const { shape, offset } = rows;
  const known = writers.get(plan);
  if (known?.shape === shape && known.offset === offset) return known.write;
  const write = rowWriter(plan, shape, offset);
  writers.set(plan, { shape, offset, write });
  return write;
}

function rowWriter({ fields, branches }: RowPlan, shape: RowShape, offset: number): RowWriter | undefined {
  const parts: RowPart[] = [];
  for (const field of fields) {
    const leaf = field.kind === 'leaf' ? leafWriter(field, shape, offset) : undefined;
    const branch = field.kind === 'leaf' ? undefined : branchWriter(field, branches.indexOf(field));
    if (!leaf && !branch) return undefined;
    parts.push({ prefix: prefixOf(field, parts.length), leaf, branch });
  }
  const width = offset + shape.columns.length;
  const row: RowBytes = {
    bytes: Buffer.of(),
    starts: new Int32Array(width),
    ends: new Int32Array(width),
    region: '',
  };

  return (loaded, at, text) => {
    const { wire, region } = loaded.rows as UnreadRows<WireRow | null>;
    const found = wire[at] as WireRow;
    found.fields(row.starts, row.ends);
    row.bytes = found.bytes;
    row.region = region;
    for (const { prefix, leaf, branch } of parts) {
      text.put(prefix);
      if (!(leaf ? leaf(row, text) : branch?.(loaded, at, text))) return false;
    }
    text.put(closeObject);
    return true;
  };
}

/** One of the two writes what stands behind the prefix. */
interface RowPart {
  readonly prefix: Snippet;
  readonly leaf: LeafWriter | undefined;
  readonly branch: RowWriter | undefined;
}

function branchWriter(field: PlannedBranch, branch: number): RowWriter {
  if (field.kind === 'connection')
    return ({ branches }, at, text) =>
      writeConnection(field.connection, branches[branch] as LoadedConnections, at, text);
  return ({ branches }, at, text) => {
    const loaded = branches[branch] as LoadedRows;
    const { wire } = loaded.rows as UnreadRows<WireRow | null>;
    if (wire[at]) return writerOf(field.rows, loaded)?.(loaded, at, text) ?? false;
    text.put(nothing);
    return !field.isNeverNull;
  };
}

function writeRows(plan: RowPlan, loaded: LoadedRows, from: number, to: number, text: TextBuffer): boolean {
  if (from === to) {
    text.put(empty);
    return true;
  }
  const write = writerOf(plan, loaded);
  if (!write) return false;
  for (let at = from; at < to; at += 1) {
    text.put(at === from ? open : comma);
    if (!write(loaded, at, text)) return false;
  }
  text.put(closeList);
  return true;
}

function writeConnection(
  plan: ConnectionPlan,
  loaded: LoadedConnections,
  at: number,
  text: TextBuffer,
): boolean {
  const connection = loaded.connections[at] as ConnectionValue;
  const from = loaded.starts[at] as number;
  const to = loaded.starts[at + 1] as number;
  return writeObject(plan.fields, text, (field) => {
    switch (field.kind) {
      case 'leaf':
        return writeLeaf(field, connection, text);
      case 'pageInfo':
        return writeObject(field.fields, text, (leaf) => writeLeaf(leaf, connection, text));
      case 'nodes':
        return writeRows(
          plan.rows[field.rows] as RowPlan,
          loaded.rows[field.rows] as LoadedRows,
          from,
          to,
          text,
        );
      case 'edges':
        return writeEdges(plan, field, loaded, at, text);
    }
  });
}

function writeEdges(
  plan: ConnectionPlan,
  { fields, edgesOf }: PlannedEdges,
  loaded: LoadedConnections,
  at: number,
  text: TextBuffer,
): boolean {
  const from = loaded.starts[at] as number;
  const count = (loaded.starts[at + 1] as number) - from;
  // Making edges reads their rows, which only cursors need.
  const edges = fields.some(({ kind }) => kind === 'leaf')
    ? edgesOf(loaded.connections[at] as ConnectionValue)
    : [];
  text.put(count === 0 ? empty : open);
  for (let i = 0; i < count; i += 1) {
    const isWritten = writeObject(fields, text, (field) => {
      if (field.kind === 'leaf') return writeLeaf(field, edges[i] as object, text);
      const node = loaded.rows[field.rows] as LoadedRows;
      return writerOf(plan.rows[field.rows] as RowPlan, node)?.(node, from + i, text) ?? false;
    });
    if (!isWritten) return false;
    text.put(i === count - 1 ? closeList : comma);
  }
  return true;
}

/** A value that does not stand in a row's bytes. */
function writeLeaf(leaf: PlannedLeaf, holder: object, text: TextBuffer): true {
  text.putText(JSON.stringify(leafValue(leaf, holder)));
  return true;
}

const prefixes = new WeakMap<readonly object[], readonly Snippet[]>();

function writeObject<F extends { readonly responseName: string }>(
  fields: readonly F[],
  text: TextBuffer,
  write: (field: F) => boolean,
): boolean {
  let known = prefixes.get(fields);
  if (!known) {
    known = fields.map(prefixOf);
    prefixes.set(fields, known);
  }
  for (let i = 0; i < fields.length; i += 1) {
    text.put(known[i] as Snippet);
    if (!write(fields[i] as F)) return false;
  }
  text.put(closeObject);
  return true;
}
