import {
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldConfig,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { mapSchema } from '../../contract/map-schema.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { RowText } from './row-text.ts';
import { type RowWriter, rowWriter, Unwritable } from './row-writer.ts';

/** A field that holds rows: of which type, and how many. */
export interface RowField {
  readonly type: GraphQLObjectType;
  readonly isList: boolean;
}

/** The name beside a field's own under which its rows are text. Two underscores are nobody's but GraphQL's. */
export const textName = (fieldName: string): string => `__text_${fieldName}`;

/** Finds what rows a field holds, `rowTypes` being the types that are declared; undefined for other fields. */
export function rowFieldOf(
  { type }: Pick<GraphQLField<unknown, unknown>, 'type'>,
  rowTypes: ReadonlySet<string>,
): RowField | undefined {
  const outer = getNullableType(type);
  const isList = isListType(outer);
  const inner = isList ? getNullableType(outer.ofType as GraphQLOutputType) : outer;
  return isObjectType(inner) && rowTypes.has(inner.name) ? { type: inner, isList } : undefined;
}

const rowTextType = new GraphQLScalarType({ name: '__RowText', serialize: (value) => value });

/** The schema with a second form of each field that holds rows, in which its value is their text. */
export function createTextSchema(schema: GraphQLSchema, rowTypes: ReadonlySet<string>): GraphQLSchema {
  return mapSchema(schema, {
    moreFields(typeName, fields) {
      if (!isObjectType(schema.getType(typeName))) return {};
      const more: Record<string, GraphQLFieldConfig<unknown, unknown>> = {};
      for (const [name, config] of Object.entries(fields)) {
        const rows = rowFieldOf(config, rowTypes);
        if (rows) more[textName(name)] = textField(schema, name, config, rows);
      }
      return more;
    },
  });
}

function textField(
  schema: GraphQLSchema,
  name: string,
  config: GraphQLFieldConfig<unknown, unknown>,
  { type, isList }: RowField,
): GraphQLFieldConfig<unknown, unknown> {
  const { resolve, type: returns, args = {} } = config;
  const isNeverNull = isNonNullType(returns);
  const outer = getNullableType(returns);
  const holdsNull = isListType(outer) && !isNonNullType(outer.ofType);
  const writerOf = createWriterMemory(schema, type);

  const text = (value: unknown, info: GraphQLResolveInfo): RowText | null => {
    if (value === null || value === undefined) {
      if (isNeverNull) throw new Unwritable(`${name} is null.`);
      return null;
    }
    const write = writerOf(info);
    try {
      return new RowText(
        isList ? listText(value as readonly (Row | null)[], write, holdsNull) : write(value as Row),
      );
    } catch (cause) {
      throw cause instanceof Unwritable ? cause : new Unwritable(`${name} cannot be written.`, { cause });
    }
  };

  return {
    args,
    type: isNeverNull ? new GraphQLNonNull(rowTextType) : rowTextType,
    resolve(source, given, context, info) {
      // Its guards know the field by its own name.
      const value = resolve
        ? resolve(source, given, context, { ...info, fieldName: name })
        : (source as Readonly<Record<string, unknown>>)[name];
      return value instanceof Promise ? value.then((rows) => text(rows, info)) : text(value, info);
    },
  };
}

function listText(rows: readonly (Row | null)[], write: RowWriter, holdsNull: boolean): string {
  let text = '[';
  for (const row of rows) {
    if (text.length > 1) text += ',';
    if (row !== null && row !== undefined) text += write(row);
    else if (holdsNull) text += 'null';
    else throw new Unwritable('A row of a list is null.');
  }
  return `${text}]`;
}

/** Writers by field node. Several nodes of one response name are looked at anew each time. */
function createWriterMemory(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
): (info: GraphQLResolveInfo) => RowWriter {
  const writers = new WeakMap<FieldNode, RowWriter>();
  return ({ fieldNodes, fragments }) => {
    const [node] = fieldNodes;
    const kept = node && fieldNodes.length === 1 ? writers.get(node) : undefined;
    if (kept) return kept;
    const made = rowWriter(type, fieldNodes, { schema, fragments });
    if (!made) throw new Unwritable('The selection is not a flat one.');
    if (node && fieldNodes.length === 1) writers.set(node, made);
    return made;
  };
}
