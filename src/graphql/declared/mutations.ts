import { type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import type { MutationDeclaration } from '../../loaders/mutation-declaration.ts';
import type { Resolver } from './domain.ts';
import { bindCreate, bindCreateMany } from './mutations/create.ts';
import type { Binder, MutationParts } from './mutations/parts.ts';
import { bindRemove, bindRemoveMany } from './mutations/remove.ts';
import { bindUpdate, bindUpdateMany } from './mutations/update.ts';
import { bindUpsert, bindUpsertMany } from './mutations/upsert.ts';
import type { InputObject } from './row-input.ts';

/** One entry a kind of mutation. */
const binders: { readonly [K in MutationDeclaration['kind']]: Binder<K> } = {
  create: bindCreate,
  createMany: bindCreateMany,
  update: bindUpdate,
  updateMany: bindUpdateMany,
  remove: bindRemove,
  removeMany: bindRemoveMany,
  upsert: bindUpsert,
  upsertMany: bindUpsertMany,
};

/** Makes the resolver of a declared field of Mutation. Throws a TypeError where declaration and table disagree. */
export function mutationResolverOf(
  mutation: MutationDeclaration,
  returns: GraphQLOutputType,
  parts: MutationParts,
): Resolver {
  const bind = binders[mutation.kind] as Binder<MutationDeclaration['kind']>;
  const change = bind(mutation as never, parts);
  const payload = payloadField(returns, parts.catalog.typeOf(mutation.table).name);
  return async (_root, args: InputObject, context) => ({ [payload]: await change(args, context) });
}

/** The payload's field that holds the changed row, or the rows. */
function payloadField(returns: GraphQLOutputType, typeName: string): string {
  const payload = getNamedType(returns);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const [found, ...others] = fields.filter((field) => getNamedType(field.type).name === typeName);
  if (!found || others.length > 0)
    throw new TypeError(`${payload.name} has not one field of the type ${typeName}`);
  return found.name;
}
