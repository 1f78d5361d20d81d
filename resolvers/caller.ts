import type { Principal } from '../src/auth/principal.ts';
import type { RegionName } from '../src/db/locality.ts';
import { MeridianError } from '../src/errors.ts';
import { isUuid } from '../src/loaders/key-value.ts';
import { regionOfCity } from './cities.ts';

/** The calling user's id. Throws FORBIDDEN for a caller that can have no user row. */
export function subjectOf({ subject }: Principal): string {
  if (!isUuid(subject)) throw new MeridianError('FORBIDDEN', 'The caller is not a user.');
  return subject;
}

/** The region that the city in a mutation's input lies in. Throws BAD_USER_INPUT for one that MovR does not serve. */
export function cityRegion(city: string): RegionName {
  const found = regionOfCity(city);
  if (!found)
    throw new MeridianError('BAD_USER_INPUT', 'MovR does not serve the city in "city".', {
      argument: 'input.city',
    });
  return found;
}
