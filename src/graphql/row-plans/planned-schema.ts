import {
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldConfig,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { mapSchema } from '../../contract/map-schema.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { UnreadRows } from '../../loaders/unread-rows.ts';
import type { RequestContext } from '../context.ts';
import type { ConnectionValue } from '../declared/connection-value.ts';
import type { SelectionInfo } from '../declared/look-ahead.ts';
import { type LoadingScope, loadConnections, loadRows } from './loaded-rows.ts';
import { originalOf } from './original-nodes.ts';
import { planConnection, planRows, type SelectionScope } from './plan-rows.ts';
import { objectOfConnection, objectOfRow } from './row-objects.ts';
import { type ClearedPlan, type ConnectionPlan, Misfit, type RowPlan, Unplanned } from './row-plan.ts';
import { textOfConnection, textOfRows } from './row-text.ts';

/** A field that holds rows: of which type, and whether it is one of them, a list of them or a connection. */
export interface RowField {
  readonly type: GraphQLObjectType;
  readonly kind: 'row' | 'list' | 'connection';
}

const prefix = '__planned_';

/** The name beside a field's own under which its rows are values. Two underscores are nobody's but GraphQL's. */
export const plannedName = (fieldName: string): string => prefix + fieldName;

export const isPlannedName = (name: string): boolean => name.startsWith(prefix);

/** Finds what rows a field holds, `rowTypes` being the types that are declared; undefined for other fields. */
export function rowFieldOf(
  { type }: Pick<GraphQLField<unknown, unknown>, 'type'>,
  rowTypes: ReadonlySet<string>,
): RowField | undefined {
  const outer = getNullableType(type);
  const isList = isListType(outer);
  const inner = isList ? getNullableType(outer.ofType as GraphQLOutputType) : outer;
  if (!isObjectType(inner)) return undefined;
  if (rowTypes.has(inner.name)) return { type: inner, kind: isList ? 'list' : 'row' };
  const isConnection = !isList && rowTypes.has(inner.name.replace(/Connection$/, ''));
  return isConnection ? { type: inner, kind: 'connection' } : undefined;
}

/** Plans what a field's selection asks of its rows; undefined where it cannot be planned. */
export function planField(
  { type, kind }: RowField,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): ClearedPlan<RowPlan | ConnectionPlan> | undefined {
  return kind === 'connection' ? planConnection(type, nodes, scope) : planRows(type, nodes, scope);
}

/** To the compiler the rows are a leaf, whose value is given as it is. */
const plannedRows = new GraphQLScalarType({ name: '__PlannedRows', serialize: (value) => value });

/** The schema with a second form of each field that holds rows, in which they are one value. */
export function createPlannedSchema(schema: GraphQLSchema, rowTypes: ReadonlySet<string>): GraphQLSchema {
  return mapSchema(schema, {
    moreFields(typeName, fields) {
      const type = schema.getType(typeName);
      if (!isObjectType(type)) return {};
      const more: Record<string, GraphQLFieldConfig<unknown, unknown>> = {};
      for (const [name, config] of Object.entries(fields)) {
        const rows = rowFieldOf(config, rowTypes);
        const field = type.getFields()[name];
        if (rows && field) more[plannedName(name)] = plannedField(schema, field, rows);
      }
      return more;
    },
  });
}

function plannedField(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  rowField: RowField,
): GraphQLFieldConfig<unknown, unknown> {
  const { name, resolve, type: returns } = field;
  const isNeverNull = isNonNullType(returns);
  const outer = getNullableType(returns);
  const mayHoldNull = isListType(outer) && !isNonNullType(outer.ofType);
  const { kind } = rowField;
  const planOf = createMemory(schema, rowField);

  function show(rows: unknown, scope: LoadingScope): unknown {
    if (rows === null || rows === undefined) {
      if (isNeverNull) throw new Misfit(`${name} is null.`);
      return null;
    }
    const { plan, opensTo } = planOf(scope.info);
    if (!opensTo(scope.context.principal.scopes)) throw new Misfit(`${name} is not for all.`);
    try {
      // graphql-js has its own ways with what is no object.
      if (typeof rows !== 'object' || rows instanceof Error) throw new Misfit(`${name} is no object.`);
      const shown =
        kind === 'connection'
          ? showConnection(plan as ConnectionPlan, rows as ConnectionValue, scope)
          : kind === 'row'
            ? showRow(plan as RowPlan, rows as Row, scope)
            : rows instanceof UnreadRows
              ? showUnread(plan as RowPlan, rows, scope)
              : showList(plan as RowPlan, rows as Iterable<Row | null>, mayHoldNull, scope);
      return shown instanceof Promise ? shown.catch(misfit) : shown;
    } catch (cause) {
      return misfit(cause);
    }
  }

  function misfit(cause: unknown): never {
    throw cause instanceof Misfit ? cause : new Misfit(`A row of ${name} cannot be shown.`, { cause });
  }

  return {
    type: isNeverNull ? new GraphQLNonNull(plannedRows) : plannedRows,
    resolve(source, _none, context, info) {
      // Its guards know the field by its own name.
      const rows = resolve
        ? resolve(source, argumentsOf(field, info), context, { ...info, fieldName: name })
        : (source as Readonly<Record<string, unknown>>)[name];
      const scope = { context: context as RequestContext, info };
      return isThenable(rows) ? rows.then((read) => show(read, scope)) : show(rows, scope);
    },
  };
}

function showConnection(plan: ConnectionPlan, connection: ConnectionValue, scope: LoadingScope): unknown {
  return after(loadConnections(plan, [connection], scope), (loaded) => {
    const { written } = scope.context;
    const json = written && textOfConnection(plan, loaded);
    return json ? written.add(json) : objectOfConnection(plan, loaded, 0);
  });
}

function showUnread(plan: RowPlan, rows: UnreadRows, scope: LoadingScope): unknown {
  return after(loadRows(plan, rows, rows.region, scope), (loaded) => {
    const { written } = scope.context;
    const json = written && textOfRows(plan, loaded);
    return json ? written.add(json) : Array.from(rows, (_, i) => objectOfRow(plan, loaded, i));
  });
}

function showRow(plan: RowPlan, row: Row, scope: LoadingScope): unknown {
  const property = plan.branches[0]?.branch.region;
  const region = property === undefined ? 'global' : String(row[property]);
  return after(loadRows(plan, [row], region, scope), (loaded) => objectOfRow(plan, loaded, 0));
}

/** Rows that a hand-written resolver gives may be of several regions. */
function showList(
  plan: RowPlan,
  rows: Iterable<Row | null>,
  mayHoldNull: boolean,
  scope: LoadingScope,
): unknown {
  if (typeof rows[Symbol.iterator] !== 'function') throw new Misfit('A list is none.');
  const all = [...rows];
  // Before anything is begun, which would be left to itself.
  for (const row of all) {
    if ((row === null || row === undefined) && mayHoldNull) continue;
    if (typeof row !== 'object' || row === null || row instanceof Error || isThenable(row))
      throw new Misfit('A row of a list is none.');
  }
  const shown = all.map((row) => (row ? showRow(plan, row, scope) : null));
  return plan.branches.length === 0 ? shown : Promise.all(shown);
}

const isThenable = (value: unknown): value is Promise<unknown> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';

/** Throws a {@link Misfit} for arguments that graphql-js has words for. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  { fieldNodes, variableValues }: SelectionInfo,
): Record<string, unknown> {
  const [node] = fieldNodes;
  if (!node || field.args.length === 0) return {};
  try {
    return getArgumentValues(field, originalOf(node), variableValues);
  } catch (cause) {
    throw new Misfit(`The arguments of ${field.name} do not fit.`, { cause });
  }
}

/** Does at once what can be done at once: a promise for each list of a level costs more than the list. */
function after<T>(loaded: T | Promise<T>, then: (loaded: T) => unknown): unknown {
  return loaded instanceof Promise ? loaded.then(then) : then(loaded);
}

/**
 * What was planned, by field node: several of one response name are the same several each time. Throws {@link Unplanned}
 * where each of them could be planned and all together cannot.
 */
function createMemory(
  schema: GraphQLSchema,
  rowField: RowField,
): (info: SelectionInfo) => ClearedPlan<RowPlan | ConnectionPlan> {
  const plans = new WeakMap<FieldNode, Known>();
  return ({ fieldNodes, fragments }) => {
    const first = fieldNodes[0] as FieldNode;
    let known = plans.get(first);
    if (known?.nodes.length !== fieldNodes.length || known.nodes.some((node, i) => node !== fieldNodes[i])) {
      known = { nodes: fieldNodes, plan: planField(rowField, fieldNodes, { schema, fragments }) };
      plans.set(first, known);
    }
    if (!known.plan) throw new Unplanned('The selection is not one that is planned.');
    return known.plan;
  };
}

interface Known {
  readonly nodes: readonly FieldNode[];
  readonly plan: ClearedPlan<RowPlan | ConnectionPlan> | undefined;
}
