import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { behindGuard, type Guarded } from '../../contract/guarded.ts';
import { originalOf } from './original-nodes.ts';
import { type Branch, branchOf } from './row-branches.ts';
import type { Asked, ClearedPlan, ConnectionPlan, PlannedLeaf, RowPlan } from './row-plan.ts';
import { asRowReader, sourceOf } from './row-readers.ts';
import { showing } from './show-leaf.ts';

/** Where fragments are found and which types there are. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * Finds how rows become what these field nodes select of them; undefined where something of it is neither a value that the
 * row holds nor declared to be a branch. The type is a declared one: its fields without resolver are properties of the row.
 */
export function planRows(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): ClearedPlan<RowPlan> | undefined {
  return cleared((planner) => planner.rows(type, nodes), scope);
}

/** The same for a connection. */
export function planConnection(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): ClearedPlan<ConnectionPlan> | undefined {
  return cleared((planner) => planner.connection(type, nodes), scope);
}

function cleared<P>(make: (planner: Planner) => P, scope: SelectionScope): ClearedPlan<P> | undefined {
  const planner = new Planner(scope);
  try {
    const plan = make(planner);
    const { guards } = planner;
    return { plan, opensTo: (scopes) => guards.every((guard) => guard.opensTo(scopes)) };
  } catch (error) {
    if (error === unplanned) return undefined;
    throw error;
  }
}

/** Thrown where a selection is not of the kind that is planned. */
const unplanned = new Error('The selection is not one that is planned.');

/** More are a document that nobody wrote to read rows; the code made for it would be long. */
const mostFields = 200;

class Planner {
  readonly guards: Guarded[] = [];
  readonly #scope: SelectionScope;
  #left = mostFields;

  constructor(scope: SelectionScope) {
    this.#scope = scope;
  }

  rows(type: GraphQLObjectType, nodes: readonly FieldNode[]): RowPlan {
    const fields = this.#each(type, nodes, (asked, branch) => {
      if (branch?.kind === 'row')
        return { ...asked, kind: 'row', branch, rows: this.rows(objectOf(asked), asked.nodes) } as const;
      if (branch?.kind !== 'connection') throw unplanned;
      const connection = this.connection(objectOf(asked), asked.nodes);
      return { ...asked, kind: 'connection', branch, connection } as const;
    });
    return { fields, branches: fields.filter((field) => field.kind !== 'leaf') };
  }

  connection(type: GraphQLObjectType, nodes: readonly FieldNode[]): ConnectionPlan {
    const rows: RowPlan[] = [];
    const rowsOf = (asked: Asked): number => rows.push(this.rows(objectOf(asked), asked.nodes)) - 1;
    const fields = this.#each(type, nodes, (asked, branch) => {
      const { responseName } = asked;
      switch (branch?.kind) {
        case 'nodes':
          return { kind: 'nodes', responseName, rows: rowsOf(asked) } as const;
        case 'edges': {
          const edge = this.#each(objectOf(asked), asked.nodes, (inEdge, part) => {
            if (part?.kind !== 'node') throw unplanned;
            return { kind: 'node', responseName: inEdge.responseName, rows: rowsOf(inEdge) } as const;
          });
          return { kind: 'edges', responseName, edgesOf: branch.edgesOf, fields: edge } as const;
        }
        case 'pageInfo': {
          const values = this.#each(objectOf(asked), asked.nodes, () => {
            throw unplanned;
          });
          return { kind: 'pageInfo', responseName, fields: values } as const;
        }
        default:
          throw unplanned;
      }
    });
    return { fields, rows };
  }

  /** Plans the fields that are selected, in the order in which an answer has them. */
  #each<B>(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    plan: (asked: Asked, branch: Branch | undefined) => B,
  ): (PlannedLeaf | B)[] {
    const selected = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const { selectionSet } of nodes)
      if (selectionSet) this.#collect(selectionSet, type, selected, seen);
      else throw unplanned;
    this.#left -= selected.size;
    if (selected.size === 0 || this.#left < 0) throw unplanned;
    return [...selected].map(([responseName, [first, ...others]]) => {
      // In an object literal this one is not a property.
      if (!first || responseName === '__proto__') throw unplanned;
      const { name } = first;
      if (!first.selectionSet) return this.#leaf(type, name.value, responseName);
      const field = type.getFields()[name.value];
      if (!field) throw unplanned;
      const resolve = this.#behindGuard(field);
      const isNeverNull = isNonNullType(field.type);
      const asked = { responseName, isNeverNull, field, nodes: [first, ...others] };
      return plan(asked, resolve && branchOf(resolve));
    });
  }

  #leaf(type: GraphQLObjectType, name: string, responseName: string): PlannedLeaf {
    if (name === '__typename') {
      const source = { kind: 'constant', value: type.name } as const;
      const read = () => type.name;
      const show = (value: unknown) => value;
      return {
        kind: 'leaf',
        responseName,
        property: undefined,
        read,
        show,
        source,
        leaf: GraphQLString,
        isNeverNull: true,
      };
    }
    const field = type.getFields()[name];
    if (!field || field.args.length > 0 || !isLeafType(getNullableType(field.type))) throw unplanned;
    const resolve = this.#behindGuard(field);
    const read = resolve && asRowReader(resolve);
    if (resolve && !read) throw unplanned;
    return {
      kind: 'leaf',
      responseName,
      property: read ? undefined : name,
      read,
      show: showing(field),
      source: read ? sourceOf(read) : { kind: 'column', property: name },
      leaf: getNullableType(field.type) as GraphQLLeafType,
      isNeverNull: isNonNullType(field.type),
    };
  }

  #behindGuard({ resolve }: GraphQLField<unknown, unknown>): Guarded['resolve'] {
    const guard = resolve && behindGuard(resolve);
    if (!guard) return resolve;
    this.guards.push(guard);
    return guard.resolve;
  }

  /** Collects field nodes by response name, of each fragment once. */
  #collect(
    { selections }: SelectionSetNode,
    type: GraphQLObjectType,
    selected: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      // What a variable decides cannot be decided once for a document.
      if (selection.directives?.length) throw unplanned;
      if (selection.kind === Kind.FIELD) {
        const node = originalOf(selection);
        const name = (node.alias ?? node.name).value;
        const known = selected.get(name);
        if (known) known.push(node);
        else selected.set(name, [node]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const { value } = selection.name;
        if (seen.has(value)) continue;
        seen.add(value);
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#scope.fragments[selection.name.value];
      if (!fragment) throw unplanned;
      if (applies(fragment.typeCondition?.name.value, type, this.#scope.schema))
        this.#collect(fragment.selectionSet, type, selected, seen);
    }
  }
}

function objectOf({ field }: Asked): GraphQLObjectType {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) throw unplanned;
  return type;
}

function applies(condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = schema.getType(condition);
  return isAbstractType(other) && schema.isSubType(other, type);
}
