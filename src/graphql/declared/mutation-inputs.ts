import { getTableColumns } from 'drizzle-orm';
import {
  type GraphQLFieldConfig,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { KeyArgument } from '../../loaders/declaration.ts';
import type { MutationDeclaration, Nested, RowName, RowParts } from '../../loaders/mutation-declaration.ts';

type Field = Pick<GraphQLFieldConfig<unknown, unknown>, 'args'>;

/** What an input object must have, and what it may have. */
interface Expected {
  readonly fields: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
  /** Those without which a row cannot be made or found. */
  readonly required: ReadonlySet<string>;
  readonly nested: Nested;
}

/**
 * Throws a TypeError where the SDL's input is not what the declaration reads: a field that nobody reads is a trap, and a
 * column that must be filled by a field that may be absent fails on the first call that leaves it out.
 */
export function refuseOtherInput({ args = {} }: Field, mutation: MutationDeclaration, name: string): void {
  const argument = 'argument' in mutation ? mutation.argument : 'input';
  const place = `Mutation.${name}`;
  if (Object.keys(args).join() !== argument)
    throw new TypeError(`${place} takes the one argument ${argument}`);
  const type = args[argument]?.type as GraphQLInputType;
  if (!isNonNullType(type)) throw new TypeError(`${place} cannot do without its argument ${argument}`);
  refuseListOr(type, 'argument' in mutation, `${place}(${argument}:)`);
  compare(type, expectedOf(mutation), place);
}

function compare(type: GraphQLInputType, expected: Expected, place: string): void {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) throw new TypeError(`${place} takes no input object`);
  const fields = named.getFields();
  const strays = Object.keys(fields).filter(
    (field) => !expected.fields.has(field) && !expected.may.has(field),
  );
  const missing = [...expected.fields].filter((field) => !(field in fields));
  if (strays.length > 0) throw new TypeError(`${place} does not read ${named.name}.${strays.join(', ')}`);
  if (missing.length > 0)
    throw new TypeError(`${named.name} has no ${missing.join(', ')}, which ${place} reads`);
  const optional = [...expected.required].filter((field) => !isNonNullType(fields[field]?.type));
  if (optional.length > 0)
    throw new TypeError(
      `${named.name}.${optional.join(', ')} must not be absent: ${place} cannot do without`,
    );
  for (const [field, inside] of Object.entries(expected.nested)) {
    const list = fields[field]?.type as GraphQLInputType;
    refuseListOr(list, true, `${named.name}.${field}`);
    compare(list, expectedOfRow(inside, Object.keys(inside.nested), inside.nested), place);
  }
}

/** A list takes a single value too, so that the wrong one of the two would not show. */
function refuseListOr(type: GraphQLInputType, isList: boolean, place: string): void {
  if (isListType(getNullableType(type)) !== isList)
    throw new TypeError(`${place} must ${isList ? '' : 'not '}be a list`);
}

/** By kind of mutation, for many rows as for one. */
function expectedOf(mutation: MutationDeclaration): Expected {
  // Of a table without versions it could only be ignored.
  const may = new Set('version' in getTableColumns(mutation.table) ? ['expectedVersion'] : []);
  switch (mutation.kind) {
    case 'create':
      return expectedOfRow(mutation, [...homeOf(mutation), ...Object.keys(mutation.nested)], mutation.nested);
    case 'createMany':
    case 'upsertMany':
      return expectedOfRow(mutation, homeOf(mutation));
    case 'upsert':
      return { ...expectedOfRow(mutation, homeOf(mutation)), may };
    case 'update':
    case 'updateMany': {
      const name = namesOf(mutation.name);
      const fields = new Set([...name, ...Object.keys(mutation.fields), ...homeOf(mutation)]);
      return { fields, may, required: new Set(name), nested: {} };
    }
    default: {
      const name = new Set(namesOf(mutation.name));
      return { fields: name, may, required: name, nested: {} };
    }
  }
}

function expectedOfRow(parts: RowParts, others: readonly string[], nested: Nested = {}): Expected {
  const own = new Set((parts.own ?? []).map(({ column }) => column));
  const required = Object.entries(parts.fields).flatMap(([field, { column }]: [string, KeyArgument]) =>
    column.notNull && !column.hasDefault && !own.has(column) ? [field] : [],
  );
  return {
    fields: new Set([...Object.keys(parts.fields), ...others]),
    may: new Set(),
    required: new Set(required),
    nested,
  };
}

const homeOf = ({ home }: { readonly home: { readonly field: string } | undefined }): readonly string[] =>
  home ? [home.field] : [];

const namesOf = (name: RowName): readonly string[] => (typeof name === 'string' ? [name] : Object.keys(name));
