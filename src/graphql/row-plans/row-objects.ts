import type { Row } from '../../loaders/row-shape.ts';
import type { ConnectionValue } from '../declared/connection-value.ts';
import type { LoadedBranch, LoadedConnections, LoadedRows } from './loaded-rows.ts';
import {
  type ConnectionPlan,
  Misfit,
  type PlannedBranch,
  type PlannedLeaf,
  type RowPlan,
} from './row-plan.ts';

/** An object of an answer. */
type Shown = Readonly<Record<string, unknown>>;

/** Makes the object of one row; `at` is its place among the loaded ones. Throws {@link Misfit}, and what scalars throw. */
type RowMaker = (row: Row, branches: readonly LoadedBranch[], at: number) => Shown;

const makers = new WeakMap<RowPlan, RowMaker>();

/** The object that a plan makes of row `at`; null where there is none. */
export function objectOfRow(plan: RowPlan, { rows, branches }: LoadedRows, at: number): Shown | null {
  let make = makers.get(plan);
  if (!make) {
    make = compile(plan);
    makers.set(plan, make);
  }
  const row = rows.at(at);
  return row ? make(row, branches, at) : null;
}

/** The object that a plan makes of connection `at`. */
export function objectOfConnection(plan: ConnectionPlan, loaded: LoadedConnections, at: number): Shown {
  const connection = loaded.connections[at] as ConnectionValue;
  const from = loaded.starts[at] as number;
  const count = (loaded.starts[at + 1] as number) - from;
  const nodeOf = (rows: number, i: number) =>
    objectOfRow(plan.rows[rows] as RowPlan, loaded.rows[rows] as LoadedRows, from + i);
  return objectOf(plan.fields, (field) => {
    switch (field.kind) {
      case 'leaf':
        return leafValue(field, connection);
      case 'pageInfo':
        return objectOf(field.fields, (leaf) => leafValue(leaf, connection));
      case 'nodes':
        return Array.from({ length: count }, (_, i) => nodeOf(field.rows, i));
      case 'edges':
        return field
          .edgesOf(connection)
          .map((edge, i) =>
            objectOf(field.fields, (part) =>
              part.kind === 'leaf' ? leafValue(part, edge) : nodeOf(part.rows, i),
            ),
          );
    }
  });
}

function objectOf<F extends { readonly responseName: string }>(
  fields: readonly F[],
  valueOfField: (field: F) => unknown,
): Shown {
  const object: Record<string, unknown> = {};
  for (const field of fields) object[field.responseName] = valueOfField(field);
  return object;
}

/** What a leaf shows of what it stands in: a row, a connection or an edge. */
export function leafValue({ property, read, show }: PlannedLeaf, holder: object): unknown {
  const from = holder as Row;
  return show(property === undefined ? read?.(from) : from[property]);
}

/**
 * Writes it as code, so that all rows of a selection have one hidden class, no property is looked up by a computed name
 * and each call is of one function. The code holds property names of the domain's tables, positions, and response
 * names, which are GraphQL names: letters, digits and `_`.
 */
function compile({ fields, branches }: RowPlan): RowMaker {
  const functions = fields.map((field) => (field.kind === 'leaf' ? field.show : branchMaker(field)));
  const reads = fields.map((field) => (field.kind === 'leaf' ? field.read : undefined));
  const parts = fields.map((field, i) => {
    const value =
      field.kind !== 'leaf'
        ? `branches[${branches.indexOf(field)}], at`
        : field.property === undefined
          ? `read${i}(row)`
          : `row[${JSON.stringify(field.property)}]`;
    return `${JSON.stringify(field.responseName)}: show${i}(${value})`;
  });
  const names = (prefix: string) => fields.map((_, i) => prefix + i).join(', ');
  const code = `
    const [${names('show')}] = functions, [${names('read')}] = reads;
    return (row, branches, at) => ({ ${parts.join(', ')} });`;
  return new Function('functions', 'reads', code)(functions, reads);
}

function branchMaker(field: PlannedBranch): (loaded: LoadedBranch, at: number) => Shown | null {
  return (loaded, at) => {
    if (field.kind === 'connection')
      return objectOfConnection(field.connection, loaded as LoadedConnections, at);
    const object = objectOfRow(field.rows, loaded as LoadedRows, at);
    if (object === null && field.isNeverNull) throw new Misfit('A row is null that never is.');
    return object;
  };
}
