import type { PgTable } from 'drizzle-orm/pg-core';
import { type AggregateQuery, aggregateTemplate, aggregateTextId } from './aggregate-loader.ts';
import { type ConnectionQuery, countTemplate, pageTemplate, textId } from './connection-loader.ts';
import type { TypeDeclaration } from './declaration.ts';
import { byKeyTemplate, rowKeyReader } from './entity-loader.ts';
import { createShapes, type RowShape, type ShapeOf } from './row-shape.ts';
import { modelOf, type TableModel } from './table-model.ts';
import type { Template } from './template.ts';
import type { WireKeyReader } from './wire-keys.ts';
import { createWriteTexts, type WriteTexts } from './write-texts.ts';

/** What is known of a domain's tables, and every statement text that was made so far. Made once a process. */
export interface Catalog {
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** The one model of a table. */
  readonly model: (table: PgTable) => TableModel;
  /** The type that a table's rows are. Throws a TypeError for a table that no type declares. */
  readonly typeOf: (table: PgTable) => TypeDeclaration;
  readonly shape: ShapeOf;
  readonly byKey: (shape: RowShape) => Template;
  /** Reads the key of a row that was read by {@link byKey}. */
  readonly wireKey: (shape: RowShape) => WireKeyReader;
  readonly page: (query: ConnectionQuery) => Template;
  readonly count: (query: ConnectionQuery) => Template;
  readonly aggregate: (query: AggregateQuery) => Template;
  readonly write: WriteTexts;
}

/** Shapes follow from documents, filters from arguments: both are many in the hands of somebody who means ill. */
const mostTexts = 5_000;

export function createCatalog(types: readonly TypeDeclaration[]): Catalog {
  const models = new Map<PgTable, TableModel>();
  const byTable = new Map(types.map((type) => [type.table, type]));
  const byKey = new WeakMap<RowShape, Template>();
  const wireKeys = new WeakMap<RowShape, WireKeyReader>();
  const pages = textCache(connectionId, pageTemplate);
  const counts = textCache(connectionId, countTemplate);
  const aggregates = textCache(aggregateTextId, aggregateTemplate);

  return {
    types: new Map(types.map((type) => [type.name, type])),
    model(table) {
      let model = models.get(table);
      if (!model) {
        model = modelOf(table);
        models.set(table, model);
      }
      return model;
    },
    typeOf(table) {
      const type = byTable.get(table);
      if (!type) throw new TypeError('No type is declared for a table');
      return type;
    },
    shape: createShapes(),
    byKey(shape) {
      let text = byKey.get(shape);
      if (!text) {
        text = byKeyTemplate(shape);
        byKey.set(shape, text);
      }
      return text;
    },
    wireKey(shape) {
      let read = wireKeys.get(shape);
      if (!read) {
        read = rowKeyReader(shape);
        wireKeys.set(shape, read);
      }
      return read;
    },
    page: pages,
    count: counts,
    aggregate: aggregates,
    write: createWriteTexts(),
  };
}

const connectionId = (query: ConnectionQuery): string =>
  `${query.shape.model.name}|${query.shape.id}|${textId(query)}`;

function textCache<Q>(idOf: (query: Q) => string, make: (query: Q) => Template): (query: Q) => Template {
  const texts = new Map<string, Template>();
  return (query) => {
    const id = idOf(query);
    let text = texts.get(id);
    if (!text) {
      if (texts.size >= mostTexts) texts.clear();
      text = make(query);
      texts.set(id, text);
    }
    return text;
  };
}
