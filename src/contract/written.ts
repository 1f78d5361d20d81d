import {
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { Declared, ListSize, Written } from './access-map.ts';
import type { Clauses } from './guard.ts';
import { type Problem, placeOf, problemAt } from './problem.ts';

/** The names that clauses may use, and where faults go. */
export interface Vocabulary {
  readonly scopes: ReadonlyMap<string, Declared>;
  readonly rowRules: ReadonlyMap<string, Declared>;
  readonly problems: Problem[];
}

type Directives = readonly ConstDirectiveNode[];

/** The directives of a type, those of its extensions included. */
export function directivesOf(type: GraphQLNamedType): Directives {
  return [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

/** The declarations of one kind on the schema (`@scope`, `@rowRule`). */
export function readDeclared(
  directives: Directives,
  kind: 'scope' | 'rowRule',
  problems: Problem[],
): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const node of directives.filter((directive) => directive.name.value === kind)) {
    const { name, about } = argumentsOf(node);
    // A scope goes into database role names, XML and C# expressions as it is (RFC 6749, 3.3, allows much more).
    if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9._:/-]*$/.test(name)) {
      problems.push(problemAt(node, `@${kind}(name:) must be letters, digits and . _ : / -, a letter first`));
    } else if (found.has(name)) {
      problems.push(problemAt(node, `@${kind}(name: "${name}") is declared twice`));
    } else {
      found.set(name, { name, about: String(about ?? ''), ...placeOf(node) });
    }
  }
  return found;
}

/** What the access directives of one place say. Contradictions and unknown names are problems. */
export function readWritten(directives: Directives, coordinate: string, vocabulary: Vocabulary): Written {
  const [open] = named(directives, 'public');
  const [scopes] = named(directives, 'requiresScopes');
  const [policies] = named(directives, 'policy');
  const contradiction = scopes ?? policies;
  if (open && contradiction) {
    vocabulary.problems.push(
      problemAt(open, `${coordinate} is @public and guarded by @${contradiction.name.value}: remove one`),
    );
  }
  return {
    isPublic: open !== undefined,
    scopes: scopes && readClauses(scopes, 'scopes', vocabulary.scopes, 'scope', vocabulary.problems),
    policies:
      policies && readClauses(policies, 'policies', vocabulary.rowRules, 'row rule', vocabulary.problems),
  };
}

function readClauses(
  node: ConstDirectiveNode,
  argument: string,
  known: ReadonlyMap<string, Declared>,
  word: string,
  problems: Problem[],
): Clauses {
  const value = argumentsOf(node)[argument];
  // GraphQL's input coercion makes a list of one of a value that stands alone (specification, 3.11).
  const clauses = asList(value).map((clause) => asList(clause).map(String));
  if (clauses.length === 0 || clauses.some((clause) => clause.length === 0)) {
    problems.push(
      problemAt(node, `@${node.name.value}(${argument}:) has an empty list, which opens nothing or all`),
    );
  }
  for (const name of new Set(clauses.flat())) {
    if (!known.has(name)) problems.push(problemAt(node, `unknown ${word} "${name}"`));
  }
  return clauses;
}

/** The number in `@cost(weight:)`. */
export function readWeight(directives: Directives, problems: Problem[]): number | undefined {
  const [node] = named(directives, 'cost');
  if (!node) return undefined;
  const weight = Number(argumentsOf(node).weight);
  if (Number.isFinite(weight) && argumentsOf(node).weight !== '') return weight;
  problems.push(problemAt(node, '@cost(weight:) must be a number in a string'));
  return undefined;
}

/** `@listSize` of a field; names that the field does not have, and a field without a list, are problems. */
export function readListSize(
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
  problems: Problem[],
): ListSize | undefined {
  const [node] = named(field.astNode?.directives ?? [], 'listSize');
  if (!node) return undefined;
  const given = argumentsOf(node);
  const slicingArguments = asList(given.slicingArguments ?? []).map(String);
  const sizedFields = asList(given.sizedFields ?? []).map(String);
  const complain = (message: string) =>
    problems.push(problemAt(node, `@listSize on ${coordinate}: ${message}`));
  for (const name of slicingArguments) {
    if (!field.args.some((argument) => argument.name === name)) complain(`there is no argument "${name}"`);
  }
  const returned = getNamedType(field.type);
  const inner = isObjectType(returned) || isInterfaceType(returned) ? returned.getFields() : {};
  for (const name of sizedFields) {
    const type = inner[name]?.type;
    if (!type || !isList(type)) complain(`${returned.name} has no list "${name}"`);
  }
  if (!isList(field.type) && sizedFields.length === 0) complain('the field is no list and sizes none');
  return {
    assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : undefined,
    slicingArguments,
    sizedFields,
    requireOneSlicingArgument: given.requireOneSlicingArgument !== false,
  };
}

/** Whether the directive stands there. */
export const hasDirective = (directives: Directives | undefined, name: string): boolean =>
  directives !== undefined && named(directives, name).length > 0;

const named = (directives: Directives, name: string) => directives.filter((node) => node.name.value === name);

const isList = (type: GraphQLField<unknown, unknown>['type']) =>
  isListType(isNonNullType(type) ? type.ofType : type);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function argumentsOf(node: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
