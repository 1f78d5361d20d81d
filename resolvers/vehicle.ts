import { rides } from '../schema/tables/rides.ts';
import { users } from '../schema/tables/users.ts';
import { vehicles } from '../schema/tables/vehicles.ts';
import type { Resolvers } from '../src/graphql/declared/domain.ts';
import type { Kernel } from '../src/graphql/declared/kernel.ts';
import {
  aggregate,
  column,
  connection,
  descending,
  entity,
  groups,
  nodeId,
  region,
  type,
  value,
} from '../src/loaders/declaration.ts';
import {
  caller,
  constant,
  createMany,
  home,
  newId,
  now,
  remove,
  removeMany,
  update,
  updateMany,
} from '../src/loaders/mutation-declaration.ts';
import { cityRegion, subjectOf } from './caller.ts';
import { regionOfCity } from './cities.ts';
import { found } from './refusals.ts';
import type { MutationAddVehicleArgs } from './types.generated.ts';

export const vehicle = type('Vehicle', vehicles, {
  id: nodeId(),
  region: region(),
  city: column(vehicles.city),
  type: column(vehicles.type),
  creationTime: column(vehicles.creationTime),
  status: column(vehicles.status),
  currentLocation: column(vehicles.currentLocation),
  ext: column(vehicles.ext),
  version: column(vehicles.version),
  owner: entity(users, { key: vehicles.ownerId }),
  rides: connection(rides, { parent: rides.vehicleId, order: [descending(rides.startTime)] }),
  ridesAggregate: aggregate(rides, { parent: rides.vehicleId }),
  ridesGroups: groups(rides, { parent: rides.vehicleId }),
});

/** What the caller says of a new vehicle, and what it has besides the owner. */
export const newVehicle = {
  fields: {
    city: value(vehicles.city),
    type: value(vehicles.type),
    currentLocation: value(vehicles.currentLocation),
    ext: value(vehicles.ext),
  },
  own: [newId(vehicles.id), now(vehicles.creationTime), constant(vehicles.status, 'available')],
};

/** What the owner may change of a vehicle. */
const change = {
  owner: vehicles.ownerId,
  home: home('city', regionOfCity),
  fields: { ...newVehicle.fields, status: value(vehicles.status) },
};

/** The mutations of vehicles that are data. */
export const vehicleMutations = {
  createVehicles: createMany(vehicles, {
    argument: 'vehicles',
    most: 100,
    home: home('city', regionOfCity),
    fields: newVehicle.fields,
    own: [...newVehicle.own, caller(vehicles.ownerId)],
  }),
  updateVehicle: update(vehicles, change),
  updateVehicles: updateMany(vehicles, { argument: 'vehicles', most: 100, ...change }),
  deleteVehicle: remove(vehicles, { owner: vehicles.ownerId }),
  deleteVehicles: removeMany(vehicles, { argument: 'vehicles', most: 100, owner: vehicles.ownerId }),
};

export function vehicleResolvers(kernel: Kernel): Resolvers {
  return {
    Mutation: {
      async addVehicle(_root, { input }: MutationAddVehicleArgs, context) {
        const ownerId = subjectOf(context.principal);
        const home = cityRegion(input.city);
        const { city, type, currentLocation, ext } = input;
        const given = kernel.checked(vehicles, { city, type, currentLocation, ext }, 'input');
        const made = { id: kernel.newId(), ownerId, creationTime: kernel.now(), status: 'available' };
        const row = await kernel.change(context, home, async (writer) => {
          const owner = await writer.find(users, [ownerId]);
          found(owner, "The owner has no row in the city's region.", 'input.city');
          return writer.insert(vehicles, { ...given, ...made });
        });
        return { vehicle: row };
      },
    },
  };
}
