import type { PgTable } from 'drizzle-orm/pg-core';
import { promoCodes } from '../../schema/tables/promo_codes.ts';
import { rides } from '../../schema/tables/rides.ts';
import { userPromoCodes } from '../../schema/tables/user_promo_codes.ts';
import { users } from '../../schema/tables/users.ts';
import { vehicleLocationHistories } from '../../schema/tables/vehicle_location_histories.ts';
import { vehicles } from '../../schema/tables/vehicles.ts';
import type { DomainTables, MutationTables } from '../contract/domain-tables.ts';

/** The tables behind the contract, as the domain declares them. */
export const domainTables: DomainTables = {
  types: new Map<string, PgTable>([
    ['User', users],
    ['Vehicle', vehicles],
    ['Ride', rides],
    ['VehicleLocation', vehicleLocationHistories],
    ['PromoCode', promoCodes],
    ['UserPromoCode', userPromoCodes],
  ]),
  mutations: new Map<string, MutationTables>([
    ['registerUser', { inserts: [users] }],
    ['addVehicle', { reads: [users], inserts: [vehicles] }],
    ['startRide', { reads: [users], inserts: [rides], updates: [vehicles] }],
    ['endRide', { updates: [rides, vehicles] }],
    ['recordLocation', { reads: [rides], inserts: [vehicleLocationHistories] }],
    ['applyPromoCode', { reads: [users, promoCodes], inserts: [userPromoCodes], updates: [userPromoCodes] }],
  ]),
};
