import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type AggregateTerm, aggregateFunctions } from '../../loaders/aggregate-loader.ts';
import type { Catalog } from '../../loaders/catalog.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import type { RowShape } from '../../loaders/row-shape.ts';
import type { ColumnModel, TableModel } from '../../loaders/table-model.ts';
import { originalOf } from '../row-plans/original-nodes.ts';
import { type AggregatePart, partOfFunction } from './aggregate-parts.ts';

/** What a field's selection set asks of a connection. */
export interface ConnectionSelection {
  readonly shape: RowShape;
  readonly wantsRows: boolean;
  /** Whether cursors will be written, which are made of the order's columns. */
  readonly wantsCursors: boolean;
  readonly wantsCount: boolean;
}

/** What a field's selection set asks of an aggregate; one object for a field node, as far as it is remembered. */
export interface AggregateSelection {
  /** In one order, whatever the document's. */
  readonly terms: readonly AggregateTerm[];
  /** The fields of the domain type whose columns they read. */
  readonly fields: readonly string[];
}

/** Finds out what a field's selection set will read, before the field is read. */
export interface LookAhead {
  /** The columns that the selection needs of a row of this type. */
  readonly row: (info: SelectionInfo, type: TypeDeclaration) => RowShape;
  readonly connection: (info: SelectionInfo, type: TypeDeclaration) => ConnectionSelection;
  /** @param part the SDL's type of the field: the type's aggregate or its group */
  readonly aggregate: (info: SelectionInfo, type: TypeDeclaration, part: AggregatePart) => AggregateSelection;
}

/** What a resolver may be told by, in graphql-js and in graphql-jit alike. */
export type SelectionInfo = Pick<
  GraphQLResolveInfo,
  'fieldNodes' | 'fragments' | 'variableValues' | 'schema'
>;

/** The columns that row rules on a field read (`@policy`). */
export type RuleColumns = (typeName: string, fieldName: string) => Iterable<ColumnModel>;

/**
 * Makes the look-ahead. A field node's answer is kept for as long as its document: documents come again, and preflight
 * gives the same one for the same scopes. It is not kept where a variable of `@skip` or `@include` decides.
 */
export function createLookAhead(catalog: Catalog, ruleColumns: RuleColumns): LookAhead {
  const rows = memory<RowShape>();
  const connections = memory<ConnectionSelection>();
  const aggregates = memory<AggregateSelection>();

  function columnsOf(model: TableModel, type: TypeDeclaration, names: Iterable<string>): Set<ColumnModel> {
    const columns = new Set<ColumnModel>();
    for (const name of names) {
      for (const column of ruleColumns(type.name, name)) columns.add(column);
      const field = type.fields[name];
      if (field?.kind === 'column') columns.add(model.byColumn.get(field.column) as ColumnModel);
      else if (field?.kind === 'entity' || field?.kind === 'computed')
        for (const source of field.kind === 'entity' ? field.key : field.columns)
          columns.add(model.byColumn.get(source) as ColumnModel);
      // A hand-written resolver may read whatever there is.
      else if (field === undefined && !name.startsWith('__'))
        for (const column of model.columns) columns.add(column);
    }
    return columns;
  }

  return {
    row: (info, type) =>
      rows(info, type.name, (walk) => {
        const model = catalog.model(type.table);
        return catalog.shape(model, columnsOf(model, type, walk.names(walk.roots, type.name)));
      }),

    connection: (info, type) =>
      connections(info, type.name, (walk) => {
        const model = catalog.model(type.table);
        const top = walk.fields(walk.roots, `${type.name}Connection`);
        const nodes = top.filter(({ name }) => name.value === 'nodes');
        const edges = top.filter(({ name }) => name.value === 'edges');
        const pageInfo = top.filter(({ name }) => name.value === 'pageInfo');
        const inEdges = walk.fields(edges, `${type.name}Edge`).filter(({ name }) => name.value === 'node');
        const names = walk.names([...nodes, ...inEdges], type.name);
        const chosen = new Set(top.map(({ name }) => name.value));
        return {
          shape: catalog.shape(model, columnsOf(model, type, names)),
          wantsCursors:
            walk.names(edges, `${type.name}Edge`).has('cursor') ||
            cursorsOfPage.some((name) => walk.names(pageInfo, 'PageInfo').has(name)),
          wantsRows: chosen.has('nodes') || chosen.has('edges') || chosen.has('pageInfo'),
          wantsCount: chosen.has('totalCount'),
        };
      }),

    aggregate: (info, type, part) =>
      aggregates(info, `${type.name}${part}`, (walk) => {
        const model = catalog.model(type.table);
        const top = walk.fields(walk.roots, `${type.name}${part}`);
        const terms: AggregateTerm[] = top.some(({ name }) => name.value === 'count')
          ? [{ kind: 'count' }]
          : [];
        for (const kind of aggregateFunctions) {
          const chosen = top.filter(({ name }) => name.value === kind);
          for (const field of [...walk.names(chosen, type.name + partOfFunction[kind])].sort()) {
            const declared = type.fields[field];
            if (declared?.kind !== 'column') continue;
            terms.push({ kind, column: model.byColumn.get(declared.column) as ColumnModel, field });
          }
        }
        const fields = new Set(terms.flatMap((term) => (term.kind === 'count' ? [] : [term.field])));
        return { terms, fields: [...fields] };
      }),
  };
}

const cursorsOfPage = ['startCursor', 'endCursor'];

class Walk {
  readonly roots: readonly FieldNode[];
  /** Whether a variable decided what is selected, so that the answer is good for these variables only. */
  depends = false;
  readonly #info: SelectionInfo;

  constructor(info: SelectionInfo) {
    this.#info = info;
    this.roots = info.fieldNodes.map(originalOf);
  }

  /** The fields selected under these fields on an object of this type. */
  fields(parents: readonly FieldNode[], typeName: string): FieldNode[] {
    const type = this.#info.schema.getType(typeName) as GraphQLObjectType;
    const found: FieldNode[] = [];
    const seen = new Set<string>();
    for (const parent of parents)
      if (parent.selectionSet) this.#collect(parent.selectionSet, type, found, seen);
    return found;
  }

  names(parents: readonly FieldNode[], typeName: string): Set<string> {
    return new Set(this.fields(parents, typeName).map(({ name }) => name.value));
  }

  /** Looks into each named fragment once: fragments can double each other. */
  #collect(
    { selections }: SelectionSetNode,
    type: GraphQLObjectType,
    found: FieldNode[],
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        found.push(originalOf(selection));
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : (this.#info.fragments[selection.name.value] as FragmentDefinitionNode);
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || this.#applies(condition, type))
        this.#collect(fragment.selectionSet, type, found, seen);
    }
  }

  #applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true;
    const other = this.#info.schema.getType(condition);
    return isAbstractType(other) && this.#info.schema.isSubType(other, type);
  }

  #isIncluded(selection: SelectionSetNode['selections'][number]): boolean {
    if (!selection.directives?.length) return true;
    const byVariable = selection.directives.some((directive) =>
      directive.arguments?.some(({ value }) => value.kind === Kind.VARIABLE),
    );
    if (byVariable) this.depends = true;
    const { variableValues } = this.#info;
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
    return skip?.if !== true && include?.if !== false;
  }
}

/** Remembers answers by field node and type. Several nodes of one response name are looked at anew each time. */
function memory<T>(): (info: SelectionInfo, typeName: string, look: (walk: Walk) => T) => T {
  const answers = new WeakMap<FieldNode, Map<string, T>>();
  return (info, typeName, look) => {
    const node = info.fieldNodes[0] && originalOf(info.fieldNodes[0]);
    const known = node && info.fieldNodes.length === 1 ? answers.get(node)?.get(typeName) : undefined;
    if (known !== undefined) return known;
    const walk = new Walk(info);
    const answer = look(walk);
    if (node && info.fieldNodes.length === 1 && !walk.depends) {
      const byType = answers.get(node) ?? new Map<string, T>();
      byType.set(typeName, answer);
      answers.set(node, byType);
    }
    return answer;
  };
}
