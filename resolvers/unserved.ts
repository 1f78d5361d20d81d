import type { Waiver } from '../src/loaders/unserved.ts';

/** What the SDL offers though no index serves it: `npm run check:indexes` is silent about these. */
export const unserved: readonly Waiver[] = [
  {
    reason: 'Free text that people search now and then, in one region, under the cost limit.',
    coordinates: [
      'UserFilter.name',
      'VehicleFilter.currentLocation',
      'RideFilter.startAddress',
      'RideFilter.endAddress',
      'PromoCodeFilter.description',
    ],
  },
  {
    reason: 'Personal: few may ask for it, and an index would be one more copy of it.',
    coordinates: ['UserFilter.address', 'UserFilter.creditCard'],
  },
  {
    reason: 'Few values, each in a large part of the rows: the database would not use an index.',
    coordinates: ['VehicleFilter.type', 'VehicleGroupKey.TYPE'],
  },
  {
    reason: 'JSON of any shape: an index belongs on the path that turns out to be asked for.',
    coordinates: ['VehicleFilter.ext', 'PromoCodeFilter.rules'],
  },
  {
    reason: 'Reports, which read the rows of a region whatever the index.',
    coordinates: [
      'UserGroupKey.NAME',
      'UserGroupKey.ADDRESS',
      'UserGroupKey.CREDIT_CARD',
      'VehicleGroupKey.CURRENT_LOCATION',
      'RideFilter.endTime',
      'RideFilter.revenue',
      'RideExtremes.endTime',
      'RideExtremes.revenue',
      'RideGroupKey.START_ADDRESS',
      'RideGroupKey.END_ADDRESS',
    ],
  },
  {
    reason:
      'Positions are asked for by their ride or by time, which the table is written for; each index slows writing.',
    coordinates: [
      'VehicleLocationFilter.city',
      'VehicleLocationFilter.lat',
      'VehicleLocationFilter.long',
      'VehicleLocationOrder.CITY_ASC',
    ],
  },
  {
    reason: 'Mostly asked of one user or one code, whose rows an index finds and who has few.',
    coordinates: [
      'UserPromoCodeFilter.city',
      'UserPromoCodeFilter.usageCount',
      'UserPromoCodeOrder.CITY_ASC',
      'UserPromoCodeOrder.USAGE_COUNT_ASC',
    ],
  },
  {
    reason: 'The table holds as many rows as there are promotions, and is the same everywhere.',
    coordinates: ['PromoCodeFilter.expirationTime'],
  },
];
