import { type GraphQLOutputType, getNamedType, isEnumType } from 'graphql';
import type { Statement } from '../../db/database.ts';
import type { RegionName } from '../../db/locality.ts';
import type { Catalog } from '../../loaders/catalog.ts';
import type { Cursors } from '../../loaders/cursor.ts';
import type {
  ConnectionField,
  EntityField,
  FieldDeclaration,
  RootDeclaration,
  TypeDeclaration,
} from '../../loaders/declaration.ts';
import type { Key } from '../../loaders/entity-loader.ts';
import type { NodeIds } from '../../loaders/node-id.ts';
import { orderOf } from '../../loaders/order.ts';
import { type PageArguments, readPage } from '../../loaders/page.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { columnOf, type TableModel } from '../../loaders/table-model.ts';
import type { RequestContext } from '../context.ts';
import type { ConnectionValue } from './connections.ts';
import type { Resolver } from './domain.ts';
import type { LookAhead } from './look-ahead.ts';

export interface BindingParts {
  readonly catalog: Catalog;
  readonly lookAhead: LookAhead;
  readonly cursors: Cursors;
  readonly nodeIds: NodeIds;
  /** The region that a value of the region enum names, and the other way round. */
  readonly regionOf: (enumValue: string) => RegionName;
}

/** The SDL's enum values are the database's in upper case; this is the way back, and there. */
export const enumValueOf = (value: string): string => value.toUpperCase().replaceAll('-', '_');

type Declared<K extends FieldDeclaration['kind']> = Extract<FieldDeclaration, { kind: K }>;

/** Makes the resolver of a declared field; undefined where graphql-js's own, which reads the property, will do. */
export function resolverOf(
  field: FieldDeclaration,
  type: TypeDeclaration,
  name: string,
  returns: GraphQLOutputType,
  parts: BindingParts,
): Resolver | undefined {
  const bind = binders[field.kind] as Binder<FieldDeclaration['kind']>;
  return bind(field as never, { type, name, returns, model: parts.catalog.model(type.table), parts });
}

interface Place {
  readonly type: TypeDeclaration;
  readonly name: string;
  readonly returns: GraphQLOutputType;
  readonly model: TableModel;
  readonly parts: BindingParts;
}

type Binder<K extends FieldDeclaration['kind']> = (field: Declared<K>, place: Place) => Resolver | undefined;

/** One entry a kind of declaration. */
const binders: { readonly [K in FieldDeclaration['kind']]: Binder<K> } = {
  column({ column }, { name, returns, model }) {
    const { property } = columnOf(model, column);
    if (isEnumType(getNamedType(returns)))
      return (row: Row) => (row[property] === null ? null : enumValueOf(String(row[property])));
    return property === name ? undefined : (row: Row) => row[property];
  },

  nodeId(_field, { type, model, parts }) {
    const region = model.region?.property;
    const key = model.key.map(({ property }) => property);
    return (row: Row) =>
      parts.nodeIds.write(
        type.name,
        region === undefined ? 'global' : String(row[region]),
        key.map((property) => String(row[property])),
      );
  },

  region(_field, { type, model }) {
    const property = model.region?.property;
    if (property === undefined) throw new TypeError(`${type.name} has no region: its table is GLOBAL`);
    return (row: Row) => enumValueOf(String(row[property]));
  },

  entity: (field, place) => entityResolver(field, place),
  connection: (field, place) => connectionResolver(field, place),
};

function entityResolver(field: EntityField, { model, parts }: Place): Resolver {
  const { catalog, lookAhead } = parts;
  const target = catalog.typeOf(field.table);
  const isGlobal = catalog.model(field.table).region === undefined;
  const region = model.region?.property;
  const key = field.key.map((column) => columnOf(model, column).property);
  const [only] = key;
  return (row: Row, _args, { loaders }: RequestContext, info) => {
    const values =
      key.length === 1 ? [row[only as string] as string] : key.map((property) => row[property] as string);
    if (values.includes(null as never)) return null;
    const at = isGlobal || region === undefined ? 'global' : (row[region] as RegionName);
    return loaders.row(lookAhead.row(info, target), at, values);
  };
}

function connectionResolver(field: ConnectionField, { type, name, model, parts }: Place): Resolver {
  const { catalog } = parts;
  const child = catalog.model(field.table);
  const parent = field.parent.map((column) => columnOf(child, column));
  const key = model.key.map(({ property }) => property);
  const region = model.region?.property;
  const read = connectionReader(
    `${type.name}.${name}`,
    catalog.typeOf(field.table),
    field.order,
    parent,
    parts,
  );
  return (row: Row, args: PageArguments, context: RequestContext, info) => {
    const at = region === undefined || child.region === undefined ? 'global' : (row[region] as RegionName);
    const values = key.map((property) => String(row[property]));
    return read(args, context, info, at, values);
  };
}

/** Makes the resolver of a declared field of Query. */
export function rootResolverOf(field: RootDeclaration, name: string, parts: BindingParts): Resolver {
  const { catalog, lookAhead, nodeIds } = parts;
  const type = catalog.typeOf(field.table);
  if (field.kind === 'byId')
    return (_root, args: { readonly id: string }, { loaders }: RequestContext, info) => {
      const { region, key } = nodeIds.read(args.id, 'id', type.name);
      return loaders.row(lookAhead.row(info, type), region, key);
    };
  const isGlobal = catalog.model(field.table).region === undefined;
  const read = connectionReader(`Query.${name}`, type, field.order, [], parts);
  return (_root, args: PageArguments & { readonly region: string }, context: RequestContext, info) =>
    read(args, context, info, isGlobal ? 'global' : parts.regionOf(args.region), undefined);
}

/** What all connections have in common: arguments to a query, a query to pages. */
function connectionReader(
  name: string,
  type: TypeDeclaration,
  terms: ConnectionField['order'],
  parent: TableModel['key'],
  { catalog, lookAhead, cursors }: BindingParts,
) {
  const model = catalog.model(type.table);
  const order = orderOf(model, terms);
  const ordered = order.terms.map(({ column }) => column);
  return async (
    args: PageArguments,
    { loaders }: RequestContext,
    info: Parameters<Resolver>[3],
    region: Statement['region'],
    key: Key | undefined,
  ): Promise<ConnectionValue> => {
    const page = readPage(args, name, order, cursors);
    const selection = lookAhead.connection(info, type);
    // Cursors are made of the order's columns.
    const shape = catalog.shape(model, [...selection.shape.columns, ...ordered]);
    const query = { shape, order, page, parent };
    const [rows, totalCount] = await Promise.all([
      !selection.wantsRows
        ? nothing
        : key === undefined
          ? loaders.page(query, region)
          : loaders.pageOf(query, region, key),
      selection.wantsCount ? loaders.count(query, region, key) : undefined,
    ]);
    return { page: rows, name, order, totalCount };
  };
}

const nothing = { rows: [], hasNextPage: false, hasPreviousPage: false };
