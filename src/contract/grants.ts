import { getTableName } from 'drizzle-orm';
import type { AccessMap } from './access-map.ts';
import type { DomainTables } from './domain-tables.ts';
import { requiredScopes } from './guard.ts';

/** What a database role may do to a table. */
export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

const PRIVILEGES: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** A role of the database, for a scope or for scopes that are asked for together. */
export interface DatabaseRole {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly kind: 'read' | 'write';
  /** By table name. A table that is not here is out of its reach. */
  readonly privileges: ReadonlyMap<string, ReadonlySet<Privilege>>;
}

/** The roles of a contract, and every table that one of them could be given. */
export interface DatabaseRoles {
  readonly roles: readonly DatabaseRole[];
  readonly tables: readonly string[];
}

/** The login that queries run under: it may SELECT what some scope reads, and nothing else. */
export const READER = 'gateway_reader';

/** The login that mutations run under: it takes the role of the mutation inside its transaction. */
export const WRITER = 'gateway_writer';

/**
 * The name of the role for scopes: the scope itself, `rides.read`, as far as both engines take it (CockroachDB: lower
 * case, digits, `_`, `.`, 63 bytes).
 */
export function roleName(scopes: readonly string[]): string {
  const words = scopes.map((scope) => scope.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'));
  return words.sort().join('_and_');
}

/**
 * The role that a mutation takes for a principal: of the ways into it that the scopes open, the first. Undefined where
 * they open none.
 */
export function mutationRole(
  access: AccessMap,
  mutation: string,
  held: ReadonlySet<string>,
): string | undefined {
  const field = access.fields.get(`Mutation.${mutation}`);
  const open =
    field && requiredScopes(field.guards).find((clause) => clause.every((scope) => held.has(scope)));
  return open && roleName(open);
}

/** Derives the roles: a type's scopes read its table, a mutation's scopes write what the mutation touches. */
export function databaseRoles(access: AccessMap, domain: DomainTables): DatabaseRoles {
  const roles = new Map<string, Draft>();
  const draftOf = (scopes: readonly string[], kind: DatabaseRole['kind']): Draft => {
    const name = roleName(scopes);
    const known = roles.get(name) ?? { name, scopes, kind, privileges: new Map() };
    if (known.scopes.toSorted().join() !== scopes.toSorted().join() || name.length > 63)
      throw new TypeError(`The scopes ${scopes.join(', ')} make no role name of their own: ${name}`);
    if (kind === 'write') known.kind = kind;
    roles.set(name, known);
    return known;
  };

  for (const scope of access.scopes.keys()) draftOf([scope], 'read');
  for (const [typeName, table] of domain.types) {
    const type = access.types.get(typeName);
    // A public type's table is read without any scope; the reader has it all the same.
    for (const clause of type ? requiredScopes(type.guards) : [])
      if (clause.length > 0) grant(draftOf(clause, 'read'), getTableName(table), 'SELECT');
  }
  for (const [name, touched] of domain.mutations) {
    const field = access.fields.get(`Mutation.${name}`);
    if (!field) throw new TypeError(`The contract has no mutation ${name}`);
    for (const clause of requiredScopes(field.guards)) {
      const role = draftOf(clause, 'write');
      const { reads, writes, deletes = [] } = touched;
      for (const table of [...reads, ...writes, ...deletes]) grant(role, getTableName(table), 'SELECT');
      for (const table of writes) grant(role, getTableName(table), 'INSERT').add('UPDATE');
      for (const table of deletes) grant(role, getTableName(table), 'DELETE');
    }
  }
  for (const name of access.fields.keys()) {
    const [, mutation] = /^Mutation\.(.*)$/.exec(name) ?? [];
    if (mutation !== undefined && !domain.mutations.has(mutation))
      throw new TypeError(`The domain does not say which tables the mutation ${mutation} touches`);
  }
  const touched = [...domain.mutations.values()].flatMap(({ reads, writes, deletes = [] }) => [
    ...reads,
    ...writes,
    ...deletes,
  ]);
  const tables = [...new Set([...domain.types.values(), ...touched].map((table) => getTableName(table)))];
  return { roles: [...roles.values()], tables: tables.sort() };
}

type Draft = Omit<DatabaseRole, 'kind' | 'privileges'> & {
  kind: DatabaseRole['kind'];
  readonly privileges: Map<string, Set<Privilege>>;
};

function grant({ privileges }: Draft, table: string, privilege: Privilege): Set<Privilege> {
  const held = privileges.get(table) ?? new Set();
  privileges.set(table, held.add(privilege));
  return held;
}

/**
 * The SQL of the roles, one text for both engines. It can run again at any time, also under load: nothing that the
 * contract still gives is taken away in between. A CREATE ROLE fails where the role is there (neither engine's
 * `IF NOT EXISTS` is the other's); whoever runs it takes SQLSTATE 42710 for done.
 */
export function renderGrants({ roles, tables }: DatabaseRoles): string {
  const reading = roles.filter(({ kind }) => kind === 'read');
  const writing = roles.filter(({ kind }) => kind === 'write');
  const lines = [
    '-- Written by npm run generate from schema/*.graphql and resolvers/domain.ts. Do not edit.',
    '-- Run by npm run grants. A role a scope; what it holds here and on no other table is all that it may do.',
    '',
    ...roles.map(({ name }) => `CREATE ROLE "${name}";`),
    `CREATE ROLE ${READER} LOGIN;`,
    `CREATE ROLE ${WRITER} LOGIN;`,
    ...roles.flatMap((role) => ['', `-- ${role.scopes.join(' and ')}`, ...privilegesOf(role, tables)]),
    '',
    '-- Queries run as the reader, with all that any scope reads: which of it a caller sees is settled before.',
    ...reading.map(({ name }) => `GRANT "${name}" TO ${READER};`),
    ...writing.map(({ name }) => `REVOKE "${name}" FROM ${READER};`),
    '',
    '-- Mutations run as the writer, which takes the role of the mutation inside its transaction.',
    ...writing.map(({ name }) => `GRANT "${name}" TO ${WRITER};`),
    ...reading.map(({ name }) => `REVOKE "${name}" FROM ${WRITER};`),
  ];
  return `${lines.join('\n')}\n`;
}

function privilegesOf({ name, privileges }: DatabaseRole, tables: readonly string[]): string[] {
  return tables.flatMap((table) => {
    const held = privileges.get(table) ?? new Set();
    const given = PRIVILEGES.filter((privilege) => held.has(privilege));
    const taken = PRIVILEGES.filter((privilege) => !held.has(privilege));
    return [
      ...(given.length > 0 ? [`GRANT ${given.join(', ')} ON TABLE ${table} TO "${name}";`] : []),
      ...(taken.length > 0 ? [`REVOKE ${taken.join(', ')} ON TABLE ${table} FROM "${name}";`] : []),
    ];
  });
}
