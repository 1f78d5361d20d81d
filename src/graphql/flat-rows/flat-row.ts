import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { behindGuard, type Guarded } from '../../contract/guarded.ts';
import type { Row, RowShape } from '../../loaders/row-shape.ts';
import { asRowReader, type RowReader, sourceOf } from './row-readers.ts';
import { type RowsWriter, rowsWriter, type TextField } from './row-text.ts';

/** How a row becomes the object that a selection asks for. */
export interface FlatRow {
  /** Throws {@link Misfit}, and what scalars throw. */
  readonly make: (row: Row) => Readonly<Record<string, unknown>>;
  /** As `make` and `JSON.stringify` would, for all rows; undefined where one is not of the plain form. */
  readonly write: RowsWriter;
  /** Whether the guards of the fields let a caller with these scopes pass: the same for all rows. */
  readonly opensTo: (scopes: ReadonlySet<string>) => boolean;
}

/** A row that is not as the schema says: graphql-js must find the words for it. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** Where fragments are found and which types there are. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** More are a document that nobody wrote to read rows; the code made for it would be long. */
const mostFields = 200;

/**
 * Finds how a row becomes what these field nodes select of it; undefined where something of it is more than a leaf that
 * the row holds. The type is a declared one: its fields without resolver are properties of the row.
 */
export function flatRow(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): FlatRow | undefined {
  const selected = new Map<string, string>();
  for (const { selectionSet } of nodes)
    if (!selectionSet || !collect(selectionSet, type, scope, selected)) return undefined;
  if (selected.size === 0 || selected.size > mostFields) return undefined;
  const fields: FlatField[] = [];
  for (const [responseName, fieldName] of selected) {
    const leaf = leafOf(type, fieldName);
    // In an object literal this one is not a property.
    if (!leaf || responseName === '__proto__') return undefined;
    fields.push({ ...leaf, responseName });
  }
  const guards = fields.flatMap(({ guard }) => guard ?? []);
  return {
    make: compile(fields),
    write: writing(fields),
    opensTo: (scopes) => guards.every((guard) => guard.opensTo(scopes)),
  };
}

/** Response names with their fields; false where the selection is not a flat one. */
function collect(
  { selections }: SelectionSetNode,
  type: GraphQLObjectType,
  scope: SelectionScope,
  selected: Map<string, string>,
): boolean {
  for (const selection of selections) {
    // What a variable decides cannot be decided once for a document.
    if (selection.directives?.length) return false;
    if (selection.kind === Kind.FIELD) {
      if (selection.selectionSet) return false;
      selected.set((selection.alias ?? selection.name).value, selection.name.value);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments[selection.name.value];
    if (!fragment) return false;
    if (!applies(fragment.typeCondition?.name.value, type, scope.schema)) continue;
    if (!collect(fragment.selectionSet, type, scope, selected)) return false;
  }
  return true;
}

function applies(condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = schema.getType(condition);
  return isAbstractType(other) && schema.isSubType(other, type);
}

/** How one field of a row is found and shown. */
interface Leaf {
  /** The row's property; undefined where `read` finds the value. */
  readonly property: string | undefined;
  readonly read: RowReader | undefined;
  readonly show: (value: unknown) => unknown;
  readonly guard: Guarded | undefined;
  readonly source: TextField['source'] | undefined;
  readonly leaf: GraphQLLeafType;
  readonly isNeverNull: boolean;
}

type FlatField = Leaf & { readonly responseName: string };

const known = new WeakMap<GraphQLField<unknown, unknown>, Leaf>();

function leafOf(type: GraphQLObjectType, name: string): Leaf | undefined {
  if (name === '__typename')
    return {
      property: undefined,
      read: () => undefined,
      show: () => type.name,
      guard: undefined,
      source: { kind: 'constant', value: type.name },
      leaf: GraphQLString,
      isNeverNull: true,
    };
  const field = type.getFields()[name];
  if (!field || field.args.length > 0 || !isLeafType(getNullableType(field.type))) return undefined;
  const guard = field.resolve && behindGuard(field.resolve);
  const resolve = guard ? guard.resolve : field.resolve;
  const read = resolve && asRowReader(resolve);
  if (resolve && !read) return undefined;
  const property = read ? undefined : name;
  const leaf = known.get(field) ?? {
    property,
    read,
    show: showing(field.type),
    guard,
    source: read ? sourceOf(read) : { kind: 'column', property: name },
    leaf: getNullableType(field.type) as GraphQLLeafType,
    isNeverNull: isNonNullType(field.type),
  };
  known.set(field, leaf);
  return leaf;
}

function showing(type: GraphQLOutputType): Leaf['show'] {
  const leaf = getNullableType(type) as GraphQLLeafType;
  const isNeverNull = isNonNullType(type);
  const show = isEnumType(leaf) ? remembered(leaf) : (value: unknown) => serialized(leaf, value);
  return (value) => {
    if (value !== null && value !== undefined) return show(value);
    if (isNeverNull) throw new Misfit('A value is null that never is.');
    return null;
  };
}

function serialized(leaf: GraphQLLeafType, value: unknown): unknown {
  const shown = leaf.serialize(value);
  if (shown === null || shown === undefined) throw new Misfit(`${leaf.name} shows nothing.`);
  return shown;
}

/** An enum has few values, so that each is looked up once. */
function remembered(leaf: GraphQLLeafType): Leaf['show'] {
  const names = new Map<unknown, unknown>();
  return (value) => {
    const name = names.get(value);
    if (name !== undefined) return name;
    const found = serialized(leaf, value);
    names.set(value, found);
    return found;
  };
}

/** Finds the writer of a shape once. */
function writing(fields: readonly FlatField[]): RowsWriter {
  const writers = new WeakMap<RowShape, RowsWriter>();
  return (rows) => {
    let writer = writers.get(rows.shape);
    if (!writer) {
      writer = rowsWriter(fields, rows.shape) ?? (() => undefined);
      writers.set(rows.shape, writer);
    }
    return writer(rows);
  };
}

/**
 * Writes it as code, so that all rows of a selection have one hidden class, no property is looked up by a computed name
 * and each call is of one function. The code holds property names of the domain's tables, positions, and response
 * names, which are GraphQL names: letters, digits and `_`.
 */
function compile(fields: readonly FlatField[]): FlatRow['make'] {
  const shows = fields.map(({ show }) => show);
  const reads = fields.map(({ read }) => read);
  const parts = fields.map(({ responseName, property }, i) => {
    const value = property === undefined ? `read${i}(row)` : `row[${JSON.stringify(property)}]`;
    return `${JSON.stringify(responseName)}: show${i}(${value})`;
  });
  const names = (prefix: string) => fields.map((_, i) => prefix + i).join(', ');
  const code = `
    const [${names('show')}] = shows, [${names('read')}] = reads;
    return (row) => ({ ${parts.join(', ')} });`;
  return new Function('shows', 'reads', code)(shows, reads);
}
