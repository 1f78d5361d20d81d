import { eq, isNull } from 'drizzle-orm';
import { rides } from '../schema/tables/rides.ts';
import { users } from '../schema/tables/users.ts';
import { vehicleLocationHistories } from '../schema/tables/vehicle_location_histories.ts';
import { vehicles } from '../schema/tables/vehicles.ts';
import { MeridianError } from '../src/errors.ts';
import type { Resolvers } from '../src/graphql/declared/domain.ts';
import type { Kernel } from '../src/graphql/declared/kernel.ts';
import { column, connection, descending, entity, nodeId, region, type } from '../src/loaders/declaration.ts';
import type { Writer } from '../src/loaders/write.ts';
import { subjectOf } from './caller.ts';
import { belongsTo, found, orNotFound } from './refusals.ts';
import type { MutationEndRideArgs, MutationStartRideArgs } from './types.generated.ts';

export const ride = type('Ride', rides, {
  id: nodeId(),
  region: region(),
  city: column(rides.city),
  startAddress: column(rides.startAddress),
  endAddress: column(rides.endAddress),
  startTime: column(rides.startTime),
  endTime: column(rides.endTime),
  revenue: column(rides.revenue),
  version: column(rides.version),
  rider: entity(users, { key: rides.riderId }),
  vehicle: entity(vehicles, { key: rides.vehicleId }),
  locations: connection(vehicleLocationHistories, {
    parent: vehicleLocationHistories.rideId,
    order: [descending(vehicleLocationHistories.timestamp)],
  }),
});

const isAvailable = eq(vehicles.status, 'available');
const refuseForeigner = orNotFound("The rider has no row in the vehicle's region.", 'input.vehicleId');

export function rideResolvers(kernel: Kernel): Resolvers {
  return {
    Mutation: {
      async startRide(_root, { input }: MutationStartRideArgs, context) {
        const riderId = subjectOf(context.principal);
        const { region: home, key } = kernel.reference(input.vehicleId, 'input.vehicleId', vehicles);
        const given = kernel.checked(rides, { startAddress: input.startAddress }, 'input');
        const id = kernel.newId();
        const made = {
          ...given,
          id,
          city: vehicles.city,
          vehicleCity: vehicles.city,
          riderId,
          vehicleId: vehicles.id,
          startTime: kernel.now(),
        };
        const start = (writer: Writer) =>
          writer.last
            .updateAndInsert(
              vehicles,
              key,
              { status: 'in_use' },
              { table: rides, values: made },
              { when: isAvailable },
            )
            .catch(refuseForeigner);
        // The update itself sees to it that one rider gets the vehicle.
        const started = await kernel.change(context, home, start, { isolation: 'read committed' });
        if (!started) {
          const there = await kernel.change(context, home, (writer) => writer.find(vehicles, key));
          found(there, 'There is no such vehicle.', 'input.vehicleId');
          throw new MeridianError('CONFLICT', 'The vehicle is not available.');
        }
        return { ride: started[1] };
      },

      async endRide(_root, { input }: MutationEndRideArgs, context) {
        const riderId = subjectOf(context.principal);
        const { region: home, key } = kernel.reference(input.rideId, 'input.rideId', rides);
        const { endAddress = null, revenue, expectedVersion } = input;
        const given = kernel.checked(rides, { endAddress, revenue }, 'input');
        if (revenue.startsWith('-'))
          throw new MeridianError('BAD_USER_INPUT', 'The argument "input.revenue" is less than nothing.', {
            argument: 'input.revenue',
          });
        const row = await kernel.change(context, home, async (writer) => {
          const current = found(await writer.find(rides, key), 'There is no such ride.', 'input.rideId');
          belongsTo(current, 'riderId', riderId, 'The ride is not the caller’s.');
          const change = { ...given, endTime: kernel.now() };
          const ended = await writer.update(rides, key, change, {
            when: isNull(rides.endTime),
            expectedVersion,
          });
          if (!ended) throw new MeridianError('CONFLICT', 'The ride has ended already.');
          await writer.update(vehicles, [String(ended.vehicleId)], { status: 'available' });
          return ended;
        });
        return { ride: row };
      },
    },
  };
}
