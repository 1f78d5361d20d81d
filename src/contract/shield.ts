import {
  defaultFieldResolver,
  defaultTypeResolver,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { IRules } from 'graphql-shield';
import type { Principal } from '../auth/principal.ts';
import type { Row } from '../auth/row-rule.ts';
import { MeridianError } from '../errors.ts';
import type { AccessMap } from './access-map.ts';
import { forbidden } from './denial.ts';
import { DENY, type Guard, opens } from './guard.ts';
import { asGuarded } from './guarded.ts';
import { mapSchema } from './map-schema.ts';
import { deny, shield } from './shield-module.ts';
import {
  createPasses,
  createRules,
  type Passes,
  type RowRuleOf,
  type ShieldedContext,
  type ShieldRule,
} from './shield-rules.ts';

/** What graphql-shield makes of a rule: a function around a resolver. */
type Middleware = (
  resolve: () => Promise<unknown>,
  parent: unknown,
  args: unknown,
  context: ShieldedContext,
  info: GraphQLResolveInfo,
) => Promise<unknown>;

/** Which rule stands on which field, and what objects ask for that come out of an interface or a union. */
export interface ShieldTree {
  readonly access: AccessMap;
  /** By `Type.field`. A field with no entry here is open to whoever reached its parent. */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  /** The same as graphql-shield's rule tree, for its `shield`. */
  readonly rules: IRules;
  readonly rowRuleOf: RowRuleOf;
}

/**
 * Makes the rule tree of a contract. Pruned, which is the default, it leaves out every rule that whoever reached the
 * parent has passed already: rules are left on the edges into guarded types, and on fields that ask for more than
 * their type. The whole tree has a rule on every field and lets the same callers see the same (test/contract/shield).
 * @throws ContractError where `@policy` names a rule that has no code
 */
export function createShieldTree(
  access: AccessMap,
  rowRuleOf: RowRuleOf,
  { isPruned = true }: { readonly isPruned?: boolean } = {},
): ShieldTree {
  const rules = createRules(access, rowRuleOf);
  const guards = new Map<string, readonly Guard[]>();
  const tree: Record<string, Record<string, ShieldRule>> = {};
  for (const { coordinate, type, field, guards: all, beyondParent } of access.fields.values()) {
    if (access.types.get(type)?.kind !== 'object') continue;
    const asked = isPruned ? beyondParent : all;
    if (isPruned && asked.length === 0) continue;
    guards.set(coordinate, asked);
    tree[type] ??= {};
    tree[type][field] = rules(type, asked);
  }
  return { access, guards, rules: tree, rowRuleOf };
}

/**
 * Puts a rule tree into an executable schema; the schema that was given stays as it was. A resolver whose guards the
 * caller passes is called directly, without a promise in between: graphql-shield wraps what it guards in async
 * functions, which costs seven times the execution of a list. It is asked wherever the quick answer is no, and its
 * answer counts.
 *
 * graphql-middleware's own `applyMiddlewareToDeclaredResolvers` is not used, for it drops the rule of each field that
 * has no resolver of its own and lets everyone read it (graphql-middleware 6.1, dist/applicator.js).
 */
export function applyShield(schema: GraphQLSchema, tree: ShieldTree): GraphQLSchema {
  const { access, guards, rowRuleOf } = tree;
  const generated = shield(tree.rules, {
    fallbackRule: deny,
    fallbackError: (_error: unknown, _parent: object, _args: object, context, info: GraphQLResolveInfo) => {
      const coordinate = `${info.parentType.name}.${info.fieldName}`;
      const asked = access.fields.get(coordinate)?.guards ?? [DENY];
      throw forbiddenError(coordinate, asked, (context as unknown as ShieldedContext).principal);
    },
    // Not about debugging: without it an error thrown by a rule counts as "no", and one thrown by a resolver behind a
    // rule becomes "Not Authorised!" (graphql-shield, rules.js and generator.js).
    debug: true,
    allowExternalErrors: false,
    hashFunction: () => '',
  }).generate(schema) as Record<string, Record<string, Middleware | { readonly resolve: Middleware }>>;

  return mapSchema(schema, {
    field(typeName, fieldName, config) {
      if (access.types.get(typeName)?.kind === 'interface') return config;
      const coordinate = `${typeName}.${fieldName}`;
      const asked = access.fields.has(coordinate) ? guards.get(coordinate) : [DENY];
      if (!asked) return config;
      const middleware = generated[typeName]?.[fieldName];
      if (!middleware) throw new TypeError(`graphql-shield made no rule for ${coordinate}`);
      // A function for a plain rule, an object around it for `chain` and `race` (graphql-shield, generator.js).
      const passes = createPasses(typeName, asked, rowRuleOf);
      const guarded = guard(passes, typeof middleware === 'function' ? middleware : middleware.resolve);
      const resolve = guarded(config.resolve ?? defaultFieldResolver);
      return {
        ...config,
        resolve: asGuarded(resolve, {
          resolve: config.resolve,
          opensTo: (scopes) => asked.every((one) => opens(one, scopes)),
        }),
        // Guarded at `resolve` alone, a subscription would have started before it is refused.
        ...(config.subscribe ? { subscribe: guarded(config.subscribe) } : {}),
      };
    },
    resolveType:
      (current = defaultTypeResolver) =>
      (value, context, info, abstractType) => {
        const name = current(value, context, info, abstractType);
        const principal = (context as ShieldedContext).principal;
        if (name instanceof Promise) return name.then((found) => admitted(access, found, principal));
        return admitted(access, name as string | undefined, principal);
      },
  });
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

function guard(passes: Passes, middleware: Middleware): (resolve: Resolver) => Resolver {
  return (resolve) => (parent, args, context, info) => {
    const { principal } = context as ShieldedContext;
    if (passes(parent as Row, principal)) return resolve(parent, args, context, info);
    // graphql-shield writes into the context that it gets; it gets one of its own, for ours is nobody's scratchpad.
    return middleware(
      () => Promise.resolve(resolve(parent, args, context, info)),
      parent,
      args,
      { principal },
      info,
    );
  };
}

/** An object that comes out of an interface or a union is guarded by its type, which nobody knew before. */
function admitted(access: AccessMap, typeName: string | undefined, principal: Principal) {
  if (typeName === undefined) return undefined;
  const asked = access.types.get(typeName)?.guards ?? [DENY];
  if (asked.every((one) => opens(one, principal.scopes))) return typeName;
  throw forbiddenError(typeName, asked, principal);
}

function forbiddenError(coordinate: string, asked: readonly Guard[], { scopes }: Principal): MeridianError {
  const { message, details } = forbidden(coordinate, asked, scopes);
  return new MeridianError('FORBIDDEN', message, details);
}
