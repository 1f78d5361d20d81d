import { rides } from '../schema/tables/rides.ts';
import { userPromoCodes } from '../schema/tables/user_promo_codes.ts';
import { users } from '../schema/tables/users.ts';
import { vehicles } from '../schema/tables/vehicles.ts';
import { MeridianError } from '../src/errors.ts';
import type { Resolvers } from '../src/graphql/declared/domain.ts';
import type { Kernel } from '../src/graphql/declared/kernel.ts';
import {
  aggregate,
  column,
  connection,
  descending,
  groups,
  nodeId,
  region,
  type,
  value,
} from '../src/loaders/declaration.ts';
import { isUuid } from '../src/loaders/key-value.ts';
import { caller, create, home, nested, ofParent, update } from '../src/loaders/mutation-declaration.ts';
import { regionOfCity } from './cities.ts';
import type { QueryMeArgs } from './types.generated.ts';
import { newVehicle } from './vehicle.ts';

export const user = type('User', users, {
  id: nodeId(),
  region: region(),
  city: column(users.city),
  name: column(users.name),
  address: column(users.address),
  creditCard: column(users.creditCard),
  version: column(users.version),
  rides: connection(rides, { parent: rides.riderId, order: [descending(rides.startTime)] }),
  ridesAggregate: aggregate(rides, { parent: rides.riderId }),
  ridesGroups: groups(rides, { parent: rides.riderId }),
  vehicles: connection(vehicles, { parent: vehicles.ownerId, order: [descending(vehicles.creationTime)] }),
  vehiclesAggregate: aggregate(vehicles, { parent: vehicles.ownerId }),
  promoCodes: connection(userPromoCodes, {
    parent: userPromoCodes.userId,
    order: [descending(userPromoCodes.timestamp)],
  }),
});

const given = {
  city: value(users.city),
  name: value(users.name),
  address: value(users.address),
  creditCard: value(users.creditCard),
};
const { type: kind, currentLocation, ext } = newVehicle.fields;

/** The mutations of users that are data. */
export const userMutations = {
  registerUser: create(users, {
    home: home('city', regionOfCity),
    fields: given,
    own: [caller(users.id)],
  }),
  registerOwner: create(users, {
    home: home('city', regionOfCity),
    fields: given,
    own: [caller(users.id)],
    nested: {
      vehicles: nested(vehicles, {
        parent: vehicles.ownerId,
        most: 20,
        fields: { type: kind, currentLocation, ext },
        own: [...newVehicle.own, ofParent(vehicles.city, users.city)],
      }),
    },
  }),
  updateUser: update(users, { owner: users.id, home: home('city', regionOfCity), fields: given }),
};

export function userResolvers(kernel: Kernel): Resolvers {
  return {
    Query: {
      me(_root, args: QueryMeArgs, context, info) {
        const { subject, homeRegion } = context.principal;
        const home = args.region ? kernel.region(args.region) : homeRegion;
        if (!home)
          throw new MeridianError(
            'BAD_USER_INPUT',
            'The token names no region: give the argument "region".',
            {
              argument: 'region',
            },
          );
        // Someone whose id has another form cannot have a row.
        return isUuid(subject) ? kernel.find(context, info, users, home, [subject]) : null;
      },
    },
  };
}
