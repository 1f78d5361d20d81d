import { rides } from '../schema/tables/rides.ts';
import { vehicleLocationHistories } from '../schema/tables/vehicle_location_histories.ts';
import { MeridianError } from '../src/errors.ts';
import type { Resolvers } from '../src/graphql/declared/domain.ts';
import type { Kernel } from '../src/graphql/declared/kernel.ts';
import { column, entity, region, type } from '../src/loaders/declaration.ts';
import { subjectOf } from './caller.ts';
import { belongsTo, found } from './refusals.ts';
import type { MutationRecordLocationArgs } from './types.generated.ts';

export const vehicleLocation = type('VehicleLocation', vehicleLocationHistories, {
  region: region(),
  city: column(vehicleLocationHistories.city),
  timestamp: column(vehicleLocationHistories.timestamp),
  lat: column(vehicleLocationHistories.lat),
  long: column(vehicleLocationHistories.long),
  ride: entity(rides, { key: vehicleLocationHistories.rideId }),
});

export function vehicleLocationResolvers(kernel: Kernel): Resolvers {
  return {
    Mutation: {
      async recordLocation(_root, { input }: MutationRecordLocationArgs, context) {
        const riderId = subjectOf(context.principal);
        const { region: home, key } = kernel.reference(input.rideId, 'input.rideId', rides);
        within(input.lat, 90, 'input.lat');
        within(input.long, 180, 'input.long');
        const timestamp = input.timestamp ?? kernel.now();
        const row = await kernel.change(context, home, async (writer) => {
          const current = found(await writer.find(rides, key), 'There is no such ride.', 'input.rideId');
          belongsTo(current, 'riderId', riderId, 'The ride is not the caller’s.');
          if (current.endTime !== null) throw new MeridianError('CONFLICT', 'The ride has ended already.');
          const { lat, long } = input;
          return writer.insert(vehicleLocationHistories, {
            city: current.city,
            rideId: current.id,
            timestamp,
            lat,
            long,
          });
        });
        return { location: row };
      },
    },
  };
}

function within(degrees: number, most: number, argument: string): void {
  if (Math.abs(degrees) > most)
    throw new MeridianError(
      'BAD_USER_INPUT',
      `The argument "${argument}" must be from -${most} to ${most}.`,
      { argument },
    );
}
