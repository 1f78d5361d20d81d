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
import { UnreadRows } from '../../loaders/unread-rows.ts';
import type { RequestContext } from '../context.ts';
import { type FlatRow, flatRow, Misfit } from './flat-row.ts';

/** A field that holds rows: of which type, and whether it is a list of them. */
export interface RowField {
  readonly type: GraphQLObjectType;
  readonly isList: boolean;
}

/** The name beside a field's own under which its rows are values. Two underscores are nobody's but GraphQL's. */
export const flatName = (fieldName: string): string => `__flat_${fieldName}`;

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

/** To the compiler the rows are a leaf, whose value is given as it is. */
const flatRows = new GraphQLScalarType({ name: '__FlatRows', serialize: (value) => value });

/** The schema with a second form of each field that holds rows, in which they are one value. */
export function createFlatSchema(schema: GraphQLSchema, rowTypes: ReadonlySet<string>): GraphQLSchema {
  return mapSchema(schema, {
    moreFields(typeName, fields) {
      if (!isObjectType(schema.getType(typeName))) return {};
      const more: Record<string, GraphQLFieldConfig<unknown, unknown>> = {};
      for (const [name, config] of Object.entries(fields)) {
        const rows = rowFieldOf(config, rowTypes);
        if (rows) more[flatName(name)] = flatField(schema, name, config, rows);
      }
      return more;
    },
  });
}

function flatField(
  schema: GraphQLSchema,
  name: string,
  config: GraphQLFieldConfig<unknown, unknown>,
  { type, isList }: RowField,
): GraphQLFieldConfig<unknown, unknown> {
  const { resolve, type: returns, args = {} } = config;
  const isNeverNull = isNonNullType(returns);
  const outer = getNullableType(returns);
  const mayHoldNull = isListType(outer) && !isNonNullType(outer.ofType);
  const makerOf = createMemory(schema, type);

  const flat = (rows: unknown, context: unknown, info: GraphQLResolveInfo): unknown => {
    if (rows === null || rows === undefined) {
      if (isNeverNull) throw new Misfit(`${name} is null.`);
      return null;
    }
    const { make, write, opensTo } = makerOf(info);
    const { principal, written } = context as RequestContext;
    if (!opensTo(principal.scopes)) throw new Misfit(`${name} is not for all.`);
    try {
      const json = written && isList && rows instanceof UnreadRows ? write(rows) : undefined;
      if (json) return written?.add(json);
      return isList ? flatList(rows as Iterable<Row | null>, make, mayHoldNull) : make(rows as Row);
    } catch (cause) {
      throw cause instanceof Misfit ? cause : new Misfit(`A row of ${name} cannot be shown.`, { cause });
    }
  };

  return {
    args,
    type: isNeverNull ? new GraphQLNonNull(flatRows) : flatRows,
    resolve(source, given, context, info) {
      // Its guards know the field by its own name.
      const rows = resolve
        ? resolve(source, given, context, { ...info, fieldName: name })
        : (source as Readonly<Record<string, unknown>>)[name];
      return rows instanceof Promise
        ? rows.then((read) => flat(read, context, info))
        : flat(rows, context, info);
    },
  };
}

function flatList(rows: Iterable<Row | null>, make: FlatRow['make'], mayHoldNull: boolean): unknown[] {
  const list: unknown[] = [];
  for (const row of rows) {
    if (row !== null && row !== undefined) list.push(make(row));
    else if (mayHoldNull) list.push(null);
    else throw new Misfit('A row of a list is null.');
  }
  return list;
}

/** What was found by field node. Several nodes of one response name are looked at anew each time. */
function createMemory(schema: GraphQLSchema, type: GraphQLObjectType): (info: GraphQLResolveInfo) => FlatRow {
  const makers = new WeakMap<FieldNode, FlatRow>();
  return ({ fieldNodes, fragments }) => {
    const [node] = fieldNodes;
    const kept = node && fieldNodes.length === 1 ? makers.get(node) : undefined;
    if (kept) return kept;
    const made = flatRow(type, fieldNodes, { schema, fragments });
    if (!made) throw new Misfit('The selection is not a flat one.');
    if (node && fieldNodes.length === 1) makers.set(node, made);
    return made;
  };
}
