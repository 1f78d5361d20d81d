import type { GraphQLResolveInfo } from 'graphql';
import type { Statement } from '../../db/database.ts';
import {
  type Aggregate,
  type AggregateGroup,
  type AggregateQuery,
  readAggregate,
  readGroups,
} from '../../loaders/aggregate-loader.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import type { Key } from '../../loaders/key.ts';
import { defaultPageSize, largestPageSize } from '../../loaders/page.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import type { RequestContext } from '../context.ts';
import { type GroupChoice, groupChoices } from './aggregate-parts.ts';
import type { BindingParts } from './binding-parts.ts';
import { type CheckAccess, readFilter } from './filter-argument.ts';
import type { AggregateSelection } from './look-ahead.ts';
import { refuseArgument } from './refuse-argument.ts';

/** The arguments of an aggregate's field; `by` and `first` are those of groups. */
export interface AggregateArguments {
  readonly where?: Readonly<Record<string, unknown>> | null;
  readonly by?: readonly string[];
  readonly first?: number | null;
}

/** Reads an aggregate: of the rows of the parent with this key, or of the whole table. */
export type AggregateReader<T> = (
  args: AggregateArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  region: Statement['region'],
  parent: Key | undefined,
) => Promise<T>;

/**
 * Makes what reads the field that is the aggregate of all rows.
 * @param parent the columns that hold the parent's key; none for an aggregate over the whole table
 */
export function createAggregateReader(
  type: TypeDeclaration,
  parent: readonly ColumnModel[],
  parts: BindingParts,
): AggregateReader<Aggregate> {
  const queryOf = createQueryReader(type, parent, parts, () => undefined);
  return async (args, context, info, region, key) => {
    const query = queryOf(args, parts.lookAhead.aggregate(info, type, 'Aggregate'), context, region);
    if (query.terms.length === 0) return readAggregate([], undefined);
    const [row] = await context.loaders.aggregate(query, region, key);
    return readAggregate(query.terms, row, parent.length);
  };
}

/** Makes what reads the field that is the list of groups. */
export function createGroupsReader(
  type: TypeDeclaration,
  parent: readonly ColumnModel[],
  parts: BindingParts,
): AggregateReader<readonly AggregateGroup[]> {
  const choices = groupChoices(type, parts.catalog.model(type.table));
  const queryOf = createQueryReader(type, parent, parts, (args, checkAccess) => {
    const chosen = choicesOf(args.by ?? [], choices);
    // Which groups there are tells the values, whether or not `key` is selected.
    for (const { field } of chosen) checkAccess(type.name, field);
    const first = args.first ?? defaultPageSize;
    if (first < 0 || first > largestPageSize) refuseArgument('first', `must be from 0 to ${largestPageSize}`);
    return { by: [...new Set(chosen.flatMap(({ columns }) => columns))], first };
  });
  return async (args, context, info, region, key) => {
    const query = queryOf(args, parts.lookAhead.aggregate(info, type, 'Group'), context, region);
    return readGroups(query, await context.loaders.aggregate(query, region, key), region);
  };
}

type GroupsReader = (args: AggregateArguments, checkAccess: CheckAccess) => AggregateQuery['groups'];

/** Arguments to a query. A list's parents ask with the same arguments: they are read once. */
function createQueryReader(
  type: TypeDeclaration,
  parent: readonly ColumnModel[],
  parts: BindingParts,
  readGroupArguments: GroupsReader,
) {
  const model = parts.catalog.model(type.table);
  return (
    args: AggregateArguments,
    selection: AggregateSelection,
    { loaders, principal }: RequestContext,
    region: string,
  ): AggregateQuery => {
    const known = (loaders.notes.get(selection) ?? new Map()) as Map<string, AggregateQuery>;
    loaders.notes.set(selection, known);
    const id = region + JSON.stringify(args);
    const found = known.get(id);
    if (found) return found;
    const checkAccess: CheckAccess = (typeName, field) =>
      parts.refuseUnreadable(typeName, field, principal.scopes);
    // The SDL's own directives have been asked by now; a scope that was forgotten there must not open the column.
    for (const field of selection.fields) checkAccess(type.name, field);
    const filter = readFilter(args.where, type, region, parts, checkAccess);
    const groups = readGroupArguments(args, checkAccess);
    const query = { model, terms: selection.terms, parent, groups, ...(filter ? { filter } : {}) };
    known.set(id, query);
    return query;
  };
}

function choicesOf(by: readonly string[], choices: ReadonlyMap<string, GroupChoice>): GroupChoice[] {
  if (by.length === 0) refuseArgument('by', 'names nothing to group by');
  if (new Set(by).size < by.length) refuseArgument('by', 'names a field twice');
  return by.map((name) => choices.get(name) ?? refuseArgument('by', 'names no field to group by'));
}
