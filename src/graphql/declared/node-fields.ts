import type { GraphQLResolveInfo } from 'graphql';
import { MeridianError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import type { BindingParts } from './binding-parts.ts';
import type { Resolver } from './domain.ts';

const mostIds = 100;

/** Relay's `node` and `nodes`: the id says which type, region and row. */
export function nodeResolvers({ catalog, lookAhead, nodeIds }: BindingParts): Record<string, Resolver> {
  async function find(id: string, argument: string, { loaders }: RequestContext, info: GraphQLResolveInfo) {
    const { type: name, region, key } = nodeIds.read(id, argument);
    const type = catalog.types.get(name);
    if (!type) return null;
    const row = await loaders.row(lookAhead.row(info, type), region, key);
    return row && { ...row, __typename: name };
  }
  return {
    node: (_root, args: { readonly id: string }, context, info) => find(args.id, 'id', context, info),
    nodes(_root, args: { readonly ids: readonly string[] }, context, info) {
      if (args.ids.length > mostIds)
        throw new MeridianError('BAD_USER_INPUT', `The argument "ids" takes at most ${mostIds} ids.`, {
          argument: 'ids',
        });
      return args.ids.map((id) => find(id, 'ids', context, info));
    },
  };
}
