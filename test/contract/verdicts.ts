import { readFileSync } from 'node:fs';
import {
  type DirectiveNode,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { AccessMap } from '../../src/contract/access-map.ts';
import { mapSchema } from '../../src/contract/map-schema.ts';
import { createPreflight } from '../../src/contract/preflight.ts';
import { applyShield, createShieldTree } from '../../src/contract/shield.ts';
import { MeridianError } from '../../src/errors.ts';
import { FixtureGateway, type Keys } from '../apim/statements/fixture-gateway.ts';
import { principalWith } from './principal.ts';

/** One operation of one caller. */
export interface Question {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scopes: ReadonlySet<string>;
}

/** What a layer says of leaf fields, by response path. What it has no row for is left out. */
export type Verdicts = ReadonlyMap<string, 'allow' | 'row' | 'deny'>;

/** A layer says for each of `leaves` what it does with it. */
export type Layer = (question: Question, leaves: readonly string[]) => Promise<Verdicts> | Verdicts;

/**
 * Gives every leaf field a response name of its own, so that a path means one coordinate, and lists the paths that
 * conditions leave in. `__typename` is left alone: no layer guards it.
 */
export function withNamedLeaves(
  document: DocumentNode,
  variables: Question['variables'],
): { readonly document: DocumentNode; readonly leaves: readonly string[] } {
  let count = 0;
  const named: DocumentNode = visit(document, {
    Field(node) {
      if (node.selectionSet || node.name.value === '__typename') return undefined;
      count += 1;
      return { ...node, alias: { kind: Kind.NAME, value: `leaf${count}` } };
    },
  });
  const leaves = new Set<string>();
  const walk = ({ selections }: SelectionSetNode, path: string): void => {
    for (const node of selections) {
      if (node.directives?.some((directive) => leavesOut(directive, variables))) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = named.definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === node.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) walk(fragment.selectionSet, path);
      } else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet, path);
      else {
        const here = path + (node.alias?.value ?? node.name.value);
        if (node.selectionSet) walk(node.selectionSet, `${here}.`);
        else if (node.name.value !== '__typename') leaves.add(here);
      }
    }
  };
  for (const node of named.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) walk(node.selectionSet, '');
  }
  return { document: named, leaves: [...leaves] };
}

function leavesOut({ name, arguments: given }: DirectiveNode, variables: Question['variables']): boolean {
  const value = given?.[0]?.value;
  const condition =
    value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
  return name.value === 'skip' ? condition === true : name.value === 'include' && condition === false;
}

const isWithin = (leaf: string, path: string) => leaf === path || leaf.startsWith(`${path}.`);

const byDenials = (leaves: readonly string[], denied: readonly string[]): Verdicts =>
  new Map(leaves.map((leaf) => [leaf, denied.some((path) => isWithin(leaf, path)) ? 'deny' : 'allow']));

/** Preflight: before anything runs. */
export function preflightLayer(access: AccessMap, schema: GraphQLSchema): Layer {
  const preflight = createPreflight(access, schema, { cacheSize: 1 });
  return ({ document, variables, scopes }, leaves) =>
    byDenials(
      leaves,
      preflight(document, undefined, variables, scopes).denied.map(({ path }) => path.join('.')),
    );
}

/** graphql-shield alone, by execution: each interface gives each of its types in turn, every row rule holds. */
export function shieldLayer(access: AccessMap, schema: GraphQLSchema, isPruned: boolean): Layer {
  const withRows = mapSchema(schema, { field: (_type, _field, config) => ({ ...config, resolve: fullRow }) });
  const everyRow = () => ({ columns: [], holds: () => true });
  const shielded = applyShield(withRows, createShieldTree(access, everyRow, { isPruned }));
  return async ({ document, variables, scopes }, leaves) => {
    const principal = principalWith(scopes);
    const { data, errors = [] } = (await execute({
      schema: shielded,
      document,
      variableValues: variables,
      contextValue: { principal },
    })) as ExecutionResult;
    const found = new Map<string, 'allow' | 'row' | 'deny'>();
    const byType: string[] = [];
    const byField: string[] = [];
    for (const { path = [], originalError } of errors) {
      const coordinate =
        originalError instanceof MeridianError ? String(originalError.details.coordinate) : '';
      if (coordinate === '') throw originalError ?? new Error('An error that is no refusal');
      (coordinate.includes('.') ? byField : byType).push(
        path.filter((key) => typeof key === 'string').join('.'),
      );
    }
    const seen = new Set<string>();
    collect(data, '', seen);
    for (const leaf of leaves) {
      if (seen.has(leaf)) found.set(leaf, 'allow');
      else if (byField.some((path) => isWithin(leaf, path))) found.set(leaf, 'deny');
      else if (byType.some((path) => isWithin(leaf, path))) found.set(leaf, 'row');
    }
    return found;
  };
}

/** The paths of all values that are there. */
function collect(value: unknown, path: string, seen: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, path, seen);
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, seen);
  } else if (value !== null && value !== undefined) seen.add(path);
}

/** A value for everything; a list has one of each type that it can hold, a single interface takes turns. */
const fullRow: GraphQLFieldResolver<unknown, unknown> = (_parent, _args, _context, info) =>
  full(info.returnType, info);

function full(type: GraphQLOutputType, info: GraphQLResolveInfo): unknown {
  if (isNonNullType(type)) return full(type.ofType, info);
  if (isListType(type)) {
    const item = getNamedType(type);
    const types = isAbstractType(item) ? info.schema.getPossibleTypes(item) : [item];
    return types.map((one) => (isCompositeType(one) ? { __typename: one.name } : full(one, info)));
  }
  if (isObjectType(type)) return { __typename: type.name };
  if (isAbstractType(type)) {
    const types = info.schema.getPossibleTypes(type);
    return { __typename: types[String(info.path.key).length % types.length]?.name };
  }
  if (isEnumType(type)) return type.getValues()[0]?.value;
  return { Int: 1, Float: 0.5, Boolean: true }[type.name] ?? 'x';
}

const policies = new URL('../../apim/policies/api.policy.xml', import.meta.url);

/** The authorisation as it stands in the policy document that is deployed. */
export function deployedAuthorization(): string {
  const found = /<!-- generated:graphql-authorization -->([\s\S]*?)<!-- \/generated/.exec(
    readFileSync(policies, 'utf8'),
  );
  if (!found?.[1]) throw new TypeError('The policy document has no generated authorisation');
  return found[1];
}

/** API Management's rules, run by the policy gateway; denied fields are removed, so that each one shows. */
export function apimLayer(authorization: string, sdl: string, keys: Keys): Layer {
  const policy = `<policies><inbound><base />
    <set-variable name="token" value="@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt())" />
    ${authorization.replaceAll('{{graphql-denied-field}}', 'remove')}
    </inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;
  const gateway = new FixtureGateway(policy, { graphqlSchema: sdl, backend: [{ body: { data: {} } }] }, keys);
  if (gateway.faults.length > 0) throw new Error(gateway.faults.join('\n'));
  return async ({ document, variables, scopes }, leaves) => {
    const answer = await gateway.send({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${unsigned(scopes)}` },
      body: { query: print(document), variables },
    });
    const body = JSON.parse(answer.body) as {
      data?: unknown;
      errors?: { path?: string[]; message: string }[];
    };
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
    const denied = (body.errors ?? []).map(({ path, message }) => {
      if (!path) throw new Error(message);
      return path.join('.');
    });
    return byDenials(leaves, denied);
  };
}

/** A token whose signature nobody looks at here: half of the scopes in `scp`, half in `roles`, as tokens have both. */
function unsigned(scopes: ReadonlySet<string>): string {
  const all = [...scopes];
  const claims = {
    scp: all.filter((_scope, at) => at % 2 === 0).join(' '),
    roles: all.filter((_scope, at) => at % 2 === 1),
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}.${Buffer.from('x').toString('base64url')}`;
}
