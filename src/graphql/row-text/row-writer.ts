import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Row } from '../../loaders/row-shape.ts';
import { asRowReader, type RowReader } from './row-readers.ts';

/** Writes a row as the JSON object that a selection asks for. Throws {@link Unwritable}. */
export type RowWriter = (row: Row) => string;

/** A row that is not as the schema says: graphql-js must find the words for it. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable';
}

/** Where fragments are found and which types there are. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** More are a document that nobody wrote to read rows; the code made for it would be long. */
const mostFields = 200;

/**
 * Makes the writer of what these field nodes select of a row; undefined where something of it is more than a leaf that
 * its row holds. The type is a declared one: its fields without resolver are properties of the row.
 */
export function rowWriter(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): RowWriter | undefined {
  const selected = new Map<string, string>();
  for (const { selectionSet } of nodes)
    if (!selectionSet || !collect(selectionSet, type, scope, selected)) return undefined;
  if (selected.size === 0 || selected.size > mostFields) return undefined;
  const fields: WrittenField[] = [];
  for (const [responseName, fieldName] of selected) {
    const field = writtenField(type, fieldName);
    if (!field) return undefined;
    fields.push({ ...field, before: `${fields.length === 0 ? '{' : ','}${JSON.stringify(responseName)}:` });
  }
  return compile(fields);
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

/** What one field adds to the text of a row. */
interface FieldWriter {
  /** The row's property; undefined where `read` finds the value. */
  readonly property: string | undefined;
  readonly read: RowReader | undefined;
  readonly write: (value: unknown) => string;
}

type WrittenField = FieldWriter & { readonly before: string };

const known = new WeakMap<GraphQLField<unknown, unknown>, FieldWriter>();

function writtenField(type: GraphQLObjectType, name: string): FieldWriter | undefined {
  if (name === '__typename') {
    const text = JSON.stringify(type.name);
    return { property: undefined, read: () => undefined, write: () => text };
  }
  const field = type.getFields()[name];
  if (!field || field.args.length > 0 || !isLeafType(getNullableType(field.type))) return undefined;
  const read = field.resolve && asRowReader(field.resolve);
  if (field.resolve && !read) return undefined;
  const writer = known.get(field) ?? {
    property: read ? undefined : name,
    read,
    write: leafWriter(field.type),
  };
  known.set(field, writer);
  return writer;
}

function leafWriter(type: GraphQLOutputType): FieldWriter['write'] {
  const leaf = getNullableType(type) as GraphQLLeafType;
  const isNeverNull = isNonNullType(type);
  const write = isEnumType(leaf) ? enumWriter(leaf) : (value: unknown) => textOf(leaf.serialize(value));
  return (value) => {
    if (value !== null && value !== undefined) return write(value);
    if (isNeverNull) throw new Unwritable('A value is null that never is.');
    return 'null';
  };
}

/** An enum has few values, so that each is written once. */
function enumWriter(leaf: GraphQLLeafType): FieldWriter['write'] {
  const texts = new Map<unknown, string>();
  return (value) => {
    const text = texts.get(value);
    if (text !== undefined) return text;
    const made = textOf(leaf.serialize(value));
    texts.set(value, made);
    return made;
  };
}

/** What JSON writes in another way than it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const escaped = /["\\\0-\u001f\ud800-\udfff]/;

function textOf(value: unknown): string {
  if (typeof value === 'string') return escaped.test(value) ? JSON.stringify(value) : `"${value}"`;
  const text = value === null ? undefined : JSON.stringify(value);
  if (text === undefined) throw new Unwritable('A value has no JSON form.');
  return text;
}

/**
 * Writes the writer as code, so that no property is looked up by a computed name and no list of fields is gone through
 * for each row. The code holds property names of the domain's tables and positions; names that come from a request
 * are values beside it.
 */
function compile(fields: readonly WrittenField[]): RowWriter {
  const texts = fields.map(({ before }) => before);
  const writers = fields.map(({ write }) => write);
  const readers = fields.map(({ read }) => read);
  const parts = fields.map(({ property }, i) => {
    const value = property === undefined ? `read${i}(row)` : `row[${JSON.stringify(property)}]`;
    return `text${i} + write${i}(${value})`;
  });
  const names = (prefix: string) => fields.map((_, i) => `${prefix}${i}`).join(', ');
  const code = `
    const [${names('text')}] = texts, [${names('write')}] = writers, [${names('read')}] = readers;
    return (row) => ${parts.join(' + ')} + '}';`;
  return new Function('texts', 'writers', 'readers', code)(texts, writers, readers);
}
