import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { type GraphQLOutputType, getNamedType, isEnumType, isNonNullType } from 'graphql';
import type { Statement } from '../../db/database.ts';
import type { RegionName } from '../../db/locality.ts';
import type {
  AggregateField,
  ConnectionField,
  EntityField,
  FieldDeclaration,
  GroupsField,
  RootDeclaration,
  TypeDeclaration,
} from '../../loaders/declaration.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { columnOf, type TableModel } from '../../loaders/table-model.ts';
import { parameterOf } from '../../loaders/value.ts';
import type { ValueKind } from '../../loaders/value-kind.ts';
import type { RequestContext } from '../context.ts';
import { branching } from '../row-plans/row-branches.ts';
import { rowReader } from '../row-plans/row-readers.ts';
import { type AggregateArguments, createAggregateReader, createGroupsReader } from './aggregate-reader.ts';
import type { BindingParts } from './binding-parts.ts';
import { type ConnectionArguments, createConnectionReader } from './connection-reader.ts';
import type { Resolver } from './domain.ts';
import { enumValueOf } from './enum-values.ts';

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
  column({ column }, { type, name, returns, model }) {
    const { property, kind } = columnOf(model, column);
    refuseMisfit(`${type.name}.${name}`, column, kind, returns);
    if (isEnumType(getNamedType(returns))) {
      const names = enumNames(column.enumValues ?? []);
      // A value that the SDL does not know stays as it is, and graphql-js says so.
      return rowReader((row: Row) => names.get(row[property]) ?? row[property], {
        kind: 'column',
        property,
        names,
      });
    }
    return property === name
      ? undefined
      : rowReader((row: Row) => row[property], { kind: 'column', property });
  },

  nodeId(_field, { type, model, parts }) {
    const region = model.region?.property;
    const key = model.key.map(({ property }) => property);
    const { write, writeBytes } = parts.nodeIds;
    return rowReader(
      (row: Row) =>
        write(
          type.name,
          region === undefined ? 'global' : String(row[region]),
          key.map((property) => String(row[property])),
        ),
      { kind: 'nodeId', type: type.name, write: writeBytes },
    );
  },

  region(_field, { type, model }) {
    const property = model.region?.property;
    if (property === undefined) throw new TypeError(`${type.name} has no region: its table is GLOBAL`);
    const names = enumNames(model.region?.column.enumValues ?? []);
    return rowReader((row: Row) => names.get(row[property]) ?? row[property], { kind: 'region', names });
  },

  computed: ({ value }) => value as Resolver,
  entity: (field, place) => entityResolver(field, place),
  connection: (field, place) => connectionResolver(field, place),
  aggregate: (field, place) => aggregateResolver(field, place),
  groups: (field, place) => aggregateResolver(field, place),
};

const enumNames = (values: readonly string[]): ReadonlyMap<unknown, string> =>
  new Map(values.map((value) => [value, enumValueOf(value)]));

/** The kinds of column that each scalar can show; scalars of the domain's own show what they like. */
const shown: Readonly<Record<string, readonly ValueKind[]>> = {
  BigInt: ['int8', 'int'],
  Boolean: ['boolean'],
  DateTime: ['timestamp'],
  Decimal: ['decimal'],
  Float: ['float', 'int'],
  Int: ['int'],
  JSON: ['json'],
  String: ['text', 'uuid'],
};

/** At start, not when the first row has a NULL there, or the first number is too large. */
function refuseMisfit(
  coordinate: string,
  column: PgColumn,
  kind: ValueKind,
  returns: GraphQLOutputType,
): void {
  if (isNonNullType(returns) && !column.notNull)
    throw new TypeError(`${coordinate} is never null, but its column may be`);
  const named = getNamedType(returns);
  const kinds = isEnumType(named) ? ['enum', 'text'] : shown[named.name];
  if (kinds && !kinds.includes(kind))
    throw new TypeError(`${coordinate} is a ${named.name}, which cannot show ${column.getSQLType()}`);
}

function entityResolver(field: EntityField, { model, parts }: Place): Resolver {
  const { catalog, lookAhead } = parts;
  const target = catalog.typeOf(field.table);
  const isGlobal = catalog.model(field.table).region === undefined;
  const region = model.region?.property;
  if (region === undefined && !isGlobal) throw new TypeError(`A row of ${model.name} says no region`);
  const key = field.key.map((column) => columnOf(model, column));
  const resolver: Resolver = (row: Row, _args, { loaders }: RequestContext, info) => {
    for (const { property } of key) if (row[property] === null) return null;
    const values = key.map(({ property }) => String(row[property]));
    const at = isGlobal || region === undefined ? 'global' : (row[region] as RegionName);
    return loaders.row(lookAhead.row(info, target), at, values);
  };
  return branching(resolver, {
    kind: 'row',
    key,
    region,
    load: ({ context: { loaders }, info, region: at }, keys) =>
      loaders.rows(lookAhead.row(info, target), isGlobal ? 'global' : (at as RegionName), keys),
  });
}

function connectionResolver(field: ConnectionField, { type, name, model, parts }: Place): Resolver {
  const { catalog } = parts;
  const child = catalog.model(field.table);
  const parent = field.parent.map((column) => columnOf(child, column));
  const { key } = model;
  const region = model.region?.property;
  if (region === undefined && child.region) throw new TypeError(`A row of ${model.name} says no region`);
  const read = createConnectionReader(
    `${type.name}.${name}`,
    catalog.typeOf(field.table),
    parent,
    field,
    parts,
  );
  const resolver: Resolver = async (row: Row, args: ConnectionArguments, context: RequestContext, info) => {
    const at = region === undefined || child.region === undefined ? 'global' : (row[region] as RegionName);
    const values = key.map(({ property }) => String(row[property]));
    const [connection] = await read.ofParents(args, context, info, at, [values]);
    return connection;
  };
  return branching(resolver, {
    kind: 'connection',
    key,
    region,
    load: ({ args, context, info, region: at }, keys) =>
      read.ofParents(args, context, info, child.region ? (at as RegionName) : 'global', keys),
  });
}

function aggregateResolver(field: AggregateField | GroupsField, { model, parts }: Place): Resolver {
  const { catalog } = parts;
  const child = catalog.model(field.table);
  const parent = field.parent.map((column) => columnOf(child, column));
  const key = model.key.map(({ property }) => property);
  const region = model.region?.property;
  const make = field.kind === 'groups' ? createGroupsReader : createAggregateReader;
  const read = make(catalog.typeOf(field.table), parent, parts);
  return (row: Row, args: AggregateArguments, context: RequestContext, info) => {
    const at = region === undefined || child.region === undefined ? 'global' : (row[region] as RegionName);
    const values = key.map((property) => String(row[property]));
    return read(args, context, info, at, values);
  };
}

/** Makes the resolver of a declared field of Query. */
export function rootResolverOf(field: RootDeclaration, name: string, parts: BindingParts): Resolver {
  const bind = rootBinders[field.kind] as RootBinder<RootDeclaration['kind']>;
  return bind(field as never, name, parts);
}

type RootBinder<K extends RootDeclaration['kind']> = (
  field: Extract<RootDeclaration, { kind: K }>,
  name: string,
  parts: BindingParts,
) => Resolver;

const rootBinders: { readonly [K in RootDeclaration['kind']]: RootBinder<K> } = {
  byId({ table, argument }, _name, { catalog, lookAhead, nodeIds }) {
    const type = catalog.typeOf(table);
    return (_root, args: Readonly<Record<string, string>>, { loaders }: RequestContext, info) => {
      const { region, key } = nodeIds.read(args[argument] as string, argument, type.name);
      return loaders.row(lookAhead.row(info, type), region, key);
    };
  },

  byKey({ table, key }, _name, { catalog, lookAhead, nodeIds }) {
    const type = catalog.typeOf(table);
    const model = catalog.model(table);
    const given = Object.entries(key).map(([argument, { column, node }]) => ({
      argument,
      column: columnOf(model, column),
      type: node && catalog.typeOf(node).name,
    }));
    const inOrder = model.key.map((column) => {
      const source = given.find((each) => each.column === column);
      if (!source) throw new TypeError(`No argument holds ${model.name}.${column.property}`);
      return source;
    });
    if (model.region && inOrder.every((source) => source.type === undefined))
      throw new TypeError(`No argument says the region of a row of ${model.name}`);
    return (_root, args: Readonly<Record<string, unknown>>, { loaders }: RequestContext, info) => {
      let region: Statement['region'] = 'global';
      const values = inOrder.map(({ argument, column, type: typeName }) => {
        const value = args[argument];
        if (typeName === undefined) return String(parameterOf(column, value, argument));
        const reference = nodeIds.read(String(value), argument, typeName);
        region = reference.region;
        return reference.key[0] as string;
      });
      return loaders.row(lookAhead.row(info, type), model.region ? region : 'global', values);
    };
  },

  rows(field, name, parts) {
    const { catalog } = parts;
    const type = catalog.typeOf(field.table);
    const isGlobal = catalog.model(field.table).region === undefined;
    const read = createConnectionReader(`Query.${name}`, type, [], field, parts);
    return (_root, args: RootArguments, context: RequestContext, info) =>
      read.whole(args, context, info, isGlobal ? 'global' : parts.regionOf(args.region));
  },

  aggregate: ({ table }, _name, parts) => aggregateRoot(createAggregateReader, table, parts),
  groups: ({ table }, _name, parts) => aggregateRoot(createGroupsReader, table, parts),
};

type RootArguments = ConnectionArguments & { readonly region: string };

function aggregateRoot(
  make: typeof createAggregateReader | typeof createGroupsReader,
  table: PgTable,
  parts: BindingParts,
): Resolver {
  const { catalog, regionOf } = parts;
  const isGlobal = catalog.model(table).region === undefined;
  const read = make(catalog.typeOf(table), [], parts);
  return (_root, args: AggregateArguments & { readonly region: string }, context: RequestContext, info) =>
    read(args, context, info, isGlobal ? 'global' : regionOf(args.region), undefined);
}
