import { promoCodes } from '../schema/tables/promo_codes.ts';
import { regions } from '../schema/tables/regions.ts';
import { rides } from '../schema/tables/rides.ts';
import { userPromoCodes } from '../schema/tables/user_promo_codes.ts';
import { users } from '../schema/tables/users.ts';
import { vehicleLocationHistories } from '../schema/tables/vehicle_location_histories.ts';
import { vehicles } from '../schema/tables/vehicles.ts';
import type { Domain, Resolvers } from '../src/graphql/declared/domain.ts';
import {
  aggregate,
  ascending,
  byId,
  byKey,
  descending,
  groups,
  idOf,
  rows,
  value,
} from '../src/loaders/declaration.ts';
import { promoCode, promoCodeMutations, promoCodeResolvers, userPromoCode } from './promo_code.ts';
import { ride, rideResolvers } from './ride.ts';
import { rules } from './rules.ts';
import { user, userMutations, userResolvers } from './user.ts';
import { vehicle, vehicleMutations, vehicleResolvers } from './vehicle.ts';
import { vehicleLocation, vehicleLocationResolvers } from './vehicle_location.ts';

const handWritten = [
  userResolvers,
  vehicleResolvers,
  rideResolvers,
  vehicleLocationResolvers,
  promoCodeResolvers,
];

/** MovR, as the kernel is told of it. */
export const domain: Domain = {
  regions: regions as unknown as Domain['regions'],
  regionEnum: 'Region',
  types: [user, vehicle, ride, vehicleLocation, promoCode, userPromoCode],
  queries: {
    user: byId(users),
    users: rows(users, { order: [ascending(users.id)] }),
    usersAggregate: aggregate(users),
    usersGroups: groups(users),
    vehicle: byId(vehicles),
    vehicles: rows(vehicles, { order: [descending(vehicles.creationTime)] }),
    vehiclesAggregate: aggregate(vehicles),
    vehiclesGroups: groups(vehicles),
    ride: byId(rides),
    rides: rows(rides, { order: [descending(rides.startTime)] }),
    ridesAggregate: aggregate(rides),
    ridesGroups: groups(rides),
    vehicleLocations: rows(vehicleLocationHistories, {
      order: [descending(vehicleLocationHistories.timestamp)],
    }),
    vehicleLocation: byKey(vehicleLocationHistories, {
      rideId: idOf(rides, vehicleLocationHistories.rideId),
      timestamp: value(vehicleLocationHistories.timestamp),
    }),
    promoCode: byKey(promoCodes, { code: value(promoCodes.code) }),
    userPromoCode: byKey(userPromoCodes, {
      userId: idOf(users, userPromoCodes.userId),
      code: value(userPromoCodes.code),
    }),
    promoCodes: rows(promoCodes, { order: [ascending(promoCodes.code)] }),
    userPromoCodes: rows(userPromoCodes, { order: [descending(userPromoCodes.timestamp)] }),
  },
  rules,
  mutations: {
    ...userMutations,
    ...vehicleMutations,
    ...promoCodeMutations,
    addVehicle: { scope: 'vehicles.write', reads: [users], writes: [vehicles] },
    startRide: { scope: 'rides.write', reads: [vehicles], writes: [rides, vehicles] },
    endRide: { scope: 'rides.write', reads: [], writes: [rides, vehicles] },
    recordLocation: { scope: 'rides.write', reads: [rides], writes: [vehicleLocationHistories] },
    applyPromoCode: { scope: 'promos.write', reads: [promoCodes, users], writes: [userPromoCodes] },
  },
  resolvers: (kernel) => merge(handWritten.map((make) => make(kernel))),
};

function merge(all: readonly Resolvers[]): Resolvers {
  const merged: Record<string, Resolvers[string]> = {};
  for (const resolvers of all)
    for (const [type, fields] of Object.entries(resolvers)) merged[type] = { ...merged[type], ...fields };
  return merged;
}
