import type { regions } from '../schema/tables/regions.ts';
import type { RegionName } from '../src/db/locality.ts';

type Region = (typeof regions)[number];

/** The cities that Meridian's MovR serves, three a region. A city decides where a row lives. */
export const citiesByRegion: Readonly<Record<Region, readonly string[]>> = {
  eastus: ['new york', 'boston', 'washington dc'],
  westeurope: ['amsterdam', 'paris', 'rome'],
  southeastasia: ['singapore', 'jakarta', 'bangkok'],
};

const regionByCity: ReadonlyMap<string, RegionName> = new Map(
  Object.entries(citiesByRegion).flatMap(([region, cities]) =>
    cities.map((city) => [city, region as RegionName] as const),
  ),
);

/** The region of a city, undefined where MovR does not serve it. */
export function regionOfCity(city: string): RegionName | undefined {
  return regionByCity.get(city);
}
