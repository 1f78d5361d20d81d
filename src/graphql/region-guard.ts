import type { Principal } from '../auth/principal.ts';
import type { Database, Statement, StatementOrigin } from '../db/database.ts';
import { MeridianError } from '../errors.ts';

/** The error for a region that the principal may not see. */
export function regionForbidden(region: Statement['region']): MeridianError {
  return new MeridianError('FORBIDDEN', 'The caller may not see rows of this region.', { region });
}

/** The database as one principal may use it in one operation. */
export interface GuardedDatabase extends Database {
  /** How many statements were sent so far. */
  readonly statementCount: () => number;
}

/**
 * Guards a database for one principal: a statement on rows of a region that is not theirs is refused before it is sent.
 * Every statement names its region, so no resolver can forget to ask.
 */
export function guardRegions(database: Database, principal: Principal): GuardedDatabase {
  let statements = 0;
  const guarded =
    <R>(run: (statement: Statement, origin: StatementOrigin) => Promise<R>): typeof run =>
    (statement, origin) => {
      const { region } = statement;
      if (!isOpen(region, principal)) return Promise.reject(regionForbidden(region));
      statements++;
      return run(statement, origin);
    };
  return {
    ...database,
    query: guarded(database.query),
    queryWire: guarded(database.queryWire),
    statementCount: () => statements,
    transaction: (region, origin, body, options) =>
      isOpen(region, principal)
        ? database.transaction(
            region,
            origin,
            (transaction) =>
              body({ query: guarded(transaction.query), queryLast: guarded(transaction.queryLast) }),
            options,
          )
        : Promise.reject(regionForbidden(region)),
  };
}

/** GLOBAL tables are everybody's. */
function isOpen(region: Statement['region'], principal: Principal): boolean {
  return region === 'global' || (principal.regions as readonly string[]).includes(region);
}
