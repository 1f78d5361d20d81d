import type { Principal } from '../auth/principal.ts';
import type { Database, Statement } from '../db/database.ts';
import type { RegionName } from '../db/locality.ts';
import { MeridianError } from '../errors.ts';

/** The error for a region that the principal may not see. */
export function regionForbidden(region: RegionName): MeridianError {
  return new MeridianError('FORBIDDEN', 'The caller may not see rows of this region.', { region });
}

/**
 * The database as one principal may use it: a statement on rows of a region that is not theirs is refused before it is
 * sent. Every statement names its region, so no resolver can forget to ask.
 */
export function guardRegions(database: Database, principal: Principal): Database {
  const allowed = (region: Statement['region']): boolean =>
    region === 'global' || principal.regions.includes(region);
  return {
    ...database,
    query: (statement, origin) =>
      allowed(statement.region)
        ? database.query(statement, origin)
        : Promise.reject(regionForbidden(statement.region as RegionName)),
    transaction: (region, origin, body, options) =>
      allowed(region)
        ? database.transaction(
            region,
            origin,
            (transaction) =>
              body({
                query: (statement, inner) =>
                  allowed(statement.region)
                    ? transaction.query(statement, inner)
                    : Promise.reject(regionForbidden(statement.region as RegionName)),
              }),
            options,
          )
        : Promise.reject(regionForbidden(region as RegionName)),
  };
}
