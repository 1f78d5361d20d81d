import { type GraphQLFieldConfig, type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import type { MutationDeclaration, NestedRows, RowName } from '../../loaders/mutation-declaration.ts';

type Field = Pick<GraphQLFieldConfig<unknown, unknown>, 'args'>;

/** The input fields that a declaration reads, and those of the lists inside. */
interface Expected {
  readonly argument: string;
  readonly fields: ReadonlySet<string>;
  readonly nested: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Throws a TypeError where the SDL's input is not what the declaration reads: a field that nobody reads is a trap. */
export function refuseOtherInput({ args = {} }: Field, mutation: MutationDeclaration, name: string): void {
  const { argument, fields, nested } = expectedOf(mutation);
  if (Object.keys(args).join() !== argument)
    throw new TypeError(`Mutation.${name} takes the one argument ${argument}`);
  const type = args[argument]?.type as GraphQLInputType;
  compare(type, fields, `Mutation.${name}`, optional(mutation));
  for (const [field, inside] of nested) {
    const list = getNamedType(type);
    const inner = isInputObjectType(list) ? list.getFields()[field]?.type : undefined;
    if (inner) compare(inner, inside, `Mutation.${name}`, new Set());
  }
}

/** What an input may have and need not. */
const optional = ({ kind }: MutationDeclaration): ReadonlySet<string> =>
  new Set(kind === 'create' || kind === 'createMany' ? [] : ['expectedVersion']);

function compare(
  type: GraphQLInputType,
  expected: ReadonlySet<string>,
  place: string,
  may: ReadonlySet<string>,
): void {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) throw new TypeError(`${place} takes no input object`);
  const given = new Set(Object.keys(named.getFields()));
  const strays = [...given].filter((field) => !expected.has(field) && !may.has(field));
  const missing = [...expected].filter((field) => !given.has(field));
  if (strays.length > 0) throw new TypeError(`${place} does not read ${named.name}.${strays.join(', ')}`);
  if (missing.length > 0)
    throw new TypeError(`${named.name} has no ${missing.join(', ')}, which ${place} reads`);
}

function expectedOf(mutation: MutationDeclaration): Expected {
  const own = 'fields' in mutation ? Object.keys(mutation.fields) : [];
  const home = 'home' in mutation && mutation.home ? [mutation.home.field] : [];
  const name = 'name' in mutation ? namesOf(mutation.name) : [];
  const nested: Readonly<Record<string, NestedRows>> = mutation.kind === 'create' ? mutation.nested : {};
  return {
    argument: mutation.kind === 'createMany' ? mutation.argument : 'input',
    fields: new Set([...own, ...home, ...name, ...Object.keys(nested)]),
    nested: new Map(
      Object.entries(nested).map(([field, { fields }]) => [field, new Set(Object.keys(fields))]),
    ),
  };
}

const namesOf = (name: RowName): readonly string[] => (typeof name === 'string' ? [name] : Object.keys(name));
