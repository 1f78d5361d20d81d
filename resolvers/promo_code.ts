import { sql } from 'drizzle-orm';
import { promoCodes } from '../schema/tables/promo_codes.ts';
import { userPromoCodes } from '../schema/tables/user_promo_codes.ts';
import { users } from '../schema/tables/users.ts';
import { MeridianError } from '../src/errors.ts';
import type { Resolvers } from '../src/graphql/declared/domain.ts';
import type { Kernel } from '../src/graphql/declared/kernel.ts';
import { column, entity, nodeId, region, type, value } from '../src/loaders/declaration.ts';
import { now, upsert, upsertMany } from '../src/loaders/mutation-declaration.ts';
import { subjectOf } from './caller.ts';
import { found } from './refusals.ts';
import type { MutationApplyPromoCodeArgs } from './types.generated.ts';

export const promoCode = type('PromoCode', promoCodes, {
  id: nodeId(),
  code: column(promoCodes.code),
  description: column(promoCodes.description),
  creationTime: column(promoCodes.creationTime),
  expirationTime: column(promoCodes.expirationTime),
  rules: column(promoCodes.rules),
  version: column(promoCodes.version),
});

export const userPromoCode = type('UserPromoCode', userPromoCodes, {
  region: region(),
  city: column(userPromoCodes.city),
  code: column(userPromoCodes.code),
  timestamp: column(userPromoCodes.timestamp),
  usageCount: column(userPromoCodes.usageCount),
  version: column(userPromoCodes.version),
  user: entity(users, { key: userPromoCodes.userId }),
  promoCode: entity(promoCodes, { key: userPromoCodes.code }),
});

/** What a promotion is made of. */
const promotion = {
  fields: {
    code: value(promoCodes.code),
    description: value(promoCodes.description),
    expirationTime: value(promoCodes.expirationTime),
    rules: value(promoCodes.rules),
  },
  own: [now(promoCodes.creationTime)],
};

/** The mutations of promotions that are data. */
export const promoCodeMutations = {
  upsertPromoCode: upsert(promoCodes, promotion),
  upsertPromoCodes: upsertMany(promoCodes, { argument: 'promoCodes', most: 100, ...promotion }),
};

export function promoCodeResolvers(kernel: Kernel): Resolvers {
  return {
    Mutation: {
      async applyPromoCode(_root, { input }: MutationApplyPromoCodeArgs, context) {
        const userId = subjectOf(context.principal);
        const home = context.principal.homeRegion;
        if (!home) throw new MeridianError('FORBIDDEN', "The token does not name the user's region.");
        const { code } = input;
        kernel.checked(promoCodes, { code }, 'input');
        const row = await kernel.change(context, home, async (writer) => {
          const known = found(await writer.find(promoCodes, [code]), 'There is no such code.', 'input.code');
          const at = kernel.now();
          if (known.expirationTime !== null && String(known.expirationTime) <= at)
            throw new MeridianError('CONFLICT', 'The code has expired.');
          const caller = found(
            await writer.find(users, [userId]),
            'The caller has no row in this region.',
            'region',
          );
          const first = { userId, code, city: caller.city, timestamp: at };
          return writer.upsert(userPromoCodes, first, { usageCount: sql`${userPromoCodes.usageCount} + 1` });
        });
        return { userPromoCode: row };
      },
    },
  };
}
