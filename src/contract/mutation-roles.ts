import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/database.ts';
import { MeridianError } from '../errors.ts';
import type { AccessMap } from './access-map.ts';
import { forbidden } from './denial.ts';
import { mutationRole } from './grants.ts';
import { DENY } from './guard.ts';
import { mapSchema } from './map-schema.ts';

/** What the context of an operation must have. */
export interface RoleContext {
  readonly principal: Principal;
  readonly database: Database;
}

/**
 * Makes every mutation's transactions run under the database role of its scopes, so that the database refuses what the
 * contract does not give, whatever a resolver tries. The roles must be in the database (`npm run grants`), and the
 * login a member of them. Reads behind the mutation's payload run as all reads do.
 */
export function takeMutationRoles(schema: GraphQLSchema, access: AccessMap): GraphQLSchema {
  const mutation = schema.getMutationType()?.name;
  return mapSchema(schema, {
    field(typeName, fieldName, config) {
      if (typeName !== mutation) return config;
      const resolve = config.resolve ?? defaultFieldResolver;
      return {
        ...config,
        resolve(parent, args, context, info) {
          const role = roleFor(access, fieldName, (context as RoleContext).principal);
          return resolve(parent, args, underRole(context as RoleContext, role), info);
        },
      };
    },
  });
}

function roleFor(access: AccessMap, mutation: string, { scopes }: Principal): string {
  const role = mutationRole(access, mutation, scopes);
  if (role !== undefined) return role;
  const coordinate = `Mutation.${mutation}`;
  const { message, details } = forbidden(coordinate, access.fields.get(coordinate)?.guards ?? [DENY], scopes);
  throw new MeridianError('FORBIDDEN', message, details);
}

function underRole(context: RoleContext, role: string): RoleContext {
  const { database } = context;
  return {
    ...context,
    database: {
      ...database,
      transaction: (region, origin, body, options) =>
        database.transaction(region, origin, body, { ...options, role }),
    },
  };
}

/** One database behind two logins: what is not in a transaction goes to the reader, which may only SELECT. */
export function withTwoLogins(reader: Database, writer: Database): Database {
  return {
    engine: reader.engine,
    query: (statement, origin) => reader.query(statement, origin),
    queryWire: (statement, origin) => reader.queryWire(statement, origin),
    transaction: (region, origin, body, options) => writer.transaction(region, origin, body, options),
    isReady: async (deadline) =>
      (await Promise.all([reader.isReady(deadline), writer.isReady(deadline)])).every(Boolean),
    close: async (graceMs) => {
      await Promise.all([reader.close(graceMs), writer.close(graceMs)]);
    },
  };
}
