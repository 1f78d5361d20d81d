import type { GraphQLFieldResolver } from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** What stands behind a guarded resolver, and for whom the guard need not be asked. */
export interface Guarded {
  /** The resolver behind the guard; undefined where it is the property. */
  readonly resolve: Resolver | undefined;
  /** Whether these scopes open it for every row. Where they do not, a row rule of the guard still may. */
  readonly opensTo: (scopes: ReadonlySet<string>) => boolean;
}

const guarded = new WeakMap<Resolver, Guarded>();

/** Makes it known what a guarded resolver does once its guard lets a caller pass. */
export function asGuarded(resolver: Resolver, behind: Guarded): Resolver {
  guarded.set(resolver, behind);
  return resolver;
}

/** What stands behind a resolver's guard, so that the rows of a list need not ask one by one; undefined without guard. */
export const behindGuard = (resolver: Resolver): Guarded | undefined => guarded.get(resolver);
