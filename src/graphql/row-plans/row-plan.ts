import type { FieldNode, GraphQLField, GraphQLLeafType } from 'graphql';
import type { ConnectionBranch, EdgesPart, RowBranch } from './row-branches.ts';
import type { RowReader, RowSource } from './row-readers.ts';

/** How rows of one type become what a selection asks of them. */
export interface RowPlan {
  readonly fields: readonly (PlannedLeaf | PlannedBranch)[];
  readonly branches: readonly PlannedBranch[];
}

/** How connections of one type do. */
export interface ConnectionPlan {
  readonly fields: readonly (PlannedLeaf | PlannedNodes | PlannedEdges | PlannedPageInfo)[];
  /** What is asked of their rows: of `nodes`, and of the `node` of edges. Each is loaded for all rows. */
  readonly rows: readonly RowPlan[];
}

interface Planned {
  readonly responseName: string;
}

/** A field that is a value, which stands in the row or is read from it. */
export interface PlannedLeaf extends Planned {
  readonly kind: 'leaf';
  /** The row's property; undefined where `read` finds the value. */
  readonly property: string | undefined;
  readonly read: RowReader | undefined;
  /** What the leaf makes of a value. Throws {@link Misfit}, and what scalars throw. */
  readonly show: (value: unknown) => unknown;
  /** Where the value stands in a row that is still bytes; undefined where nobody knows. */
  readonly source: RowSource | { readonly kind: 'constant'; readonly value: unknown } | undefined;
  readonly leaf: GraphQLLeafType;
  readonly isNeverNull: boolean;
}

/** A field that has a selection of its own. */
export interface Asked extends Planned {
  readonly isNeverNull: boolean;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

/** A field that is a row of another table, or a connection over rows of one. */
export type PlannedBranch = PlannedRow | PlannedConnection;

export interface PlannedRow extends Asked {
  readonly kind: 'row';
  readonly branch: RowBranch;
  readonly rows: RowPlan;
}

export interface PlannedConnection extends Asked {
  readonly kind: 'connection';
  readonly branch: ConnectionBranch;
  readonly connection: ConnectionPlan;
}

export interface PlannedNodes extends Planned {
  readonly kind: 'nodes';
  /** Which of the plans for rows it is. */
  readonly rows: number;
}

export interface PlannedEdges extends Planned {
  readonly kind: 'edges';
  readonly edgesOf: EdgesPart['edgesOf'];
  readonly fields: readonly (PlannedLeaf | PlannedNode)[];
}

export interface PlannedNode extends Planned {
  readonly kind: 'node';
  readonly rows: number;
}

export interface PlannedPageInfo extends Planned {
  readonly kind: 'pageInfo';
  readonly fields: readonly PlannedLeaf[];
}

/** A row that is not as the schema says: graphql-js must find the words for it. */
export class Misfit extends Error {
  override readonly name: string = 'Misfit';
}

/** A selection turned out not to be one that is planned: it will not be the next time either. */
export class Unplanned extends Misfit {
  override readonly name = 'Unplanned';
}

/** A plan, and who may have it carried out. */
export interface ClearedPlan<P> {
  readonly plan: P;
  /** Whether the guards of all its fields let a caller with these scopes pass, whatever the row. */
  readonly opensTo: (scopes: ReadonlySet<string>) => boolean;
}
