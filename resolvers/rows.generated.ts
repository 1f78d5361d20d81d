// Written by npm run generate from schema/*.graphql and schema/tables. Do not edit.
import type { promoCodes } from '../schema/tables/promo_codes.ts';
import type { rides } from '../schema/tables/rides.ts';
import type { userPromoCodes } from '../schema/tables/user_promo_codes.ts';
import type { users } from '../schema/tables/users.ts';
import type { vehicleLocationHistories } from '../schema/tables/vehicle_location_histories.ts';
import type { vehicles } from '../schema/tables/vehicles.ts';

/** The row behind a PromoCode. */
export type PromoCodeRow = typeof promoCodes.$inferSelect;

/** The row behind a Ride. */
export type RideRow = typeof rides.$inferSelect;

/** The row behind a User. */
export type UserRow = typeof users.$inferSelect;

/** The row behind a UserPromoCode. */
export type UserPromoCodeRow = typeof userPromoCodes.$inferSelect;

/** The row behind a Vehicle. */
export type VehicleRow = typeof vehicles.$inferSelect;

/** The row behind a VehicleLocation. */
export type VehicleLocationRow = typeof vehicleLocationHistories.$inferSelect;
