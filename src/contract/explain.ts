import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { localityOf } from '../db/locality.ts';
import type { AccessMap, FieldAccess, TypeAccess } from './access-map.ts';
import type { DomainTables } from './domain-tables.ts';
import { type DatabaseRoles, databaseRoles } from './grants.ts';
import { requiredScopes } from './guard.ts';
import { guardsInWords } from './in-words.ts';

/** What there is to say about one coordinate, in lines; undefined where the contract does not have it. */
export function explainCoordinate(
  access: AccessMap,
  domain: DomainTables,
  coordinate: string,
): readonly string[] | undefined {
  const field = access.fields.get(coordinate);
  if (field) return explainField(access, domain, field);
  const type = access.types.get(coordinate);
  if (type) return explainType(access, domain, type);
  const input = access.inputs.get(coordinate);
  if (!input) return undefined;
  return [
    `${coordinate} (${input.file}:${input.line})`,
    `  who may send it   whoever may use the field that takes it`,
    `  sensitive         ${input.isSensitive ? 'yes: redacted in logs and in the audit trail' : 'no'}`,
  ];
}

function explainField(access: AccessMap, domain: DomainTables, field: FieldAccess): string[] {
  const table = domain.types.get(field.type);
  return [
    `${field.coordinate} (${field.file}:${field.line})`,
    `  who may read it   ${guardsInWords(field.guards)}`,
    ...rowRulesOf(access, field),
    `  API Management    ${atTheEdge(field)}`,
    `  preflight         ${field.guards.length === 0 ? 'lets everyone through' : 'before any SQL, with all other fields of the operation'}`,
    `  graphql-shield    ${inShield(field)}`,
    `  database          ${inTheDatabase(databaseRoles(access, domain), field, table)}`,
    ...(table ? [`  table             ${tableInWords(table)}`] : []),
    `  cost              ${field.weight ?? access.types.get(field.returns)?.weight ?? 'by the defaults of the specification'}`,
    ...(field.listSize ? [`  list              ${listInWords(field)}`] : []),
    `  sensitive         ${field.isSensitive ? 'yes: redacted in logs and in the audit trail' : 'no'}`,
  ];
}

function explainType(access: AccessMap, domain: DomainTables, type: TypeAccess): string[] {
  const table = domain.types.get(type.coordinate);
  const fields = [...access.fields.values()].filter((field) => field.type === type.coordinate);
  return [
    `${type.coordinate}, ${type.kind} (${type.file}:${type.line})`,
    `  who may read it   ${guardsInWords(type.guards)}`,
    ...(table ? [`  table             ${tableInWords(table)}`] : []),
    ...fields.map((field) => `  ${field.field.padEnd(17)} ${guardsInWords(field.guards)}`),
  ];
}

function rowRulesOf({ rowRules }: AccessMap, field: FieldAccess): string[] {
  const names = new Set(field.guards.flatMap(({ policies }) => policies.flat()));
  return [...names].map((name) => `  row rule          ${name}: ${rowRules.get(name)?.about ?? ''}`);
}

/** Where the edge has a rule for a field. */
export function atTheEdge({ guards }: FieldAccess): string {
  const settled = guards.filter(({ policies }) => policies.length === 0);
  if (settled.length === 0) return guards.length === 0 ? 'lets everyone through' : 'leaves it to the row';
  return `asks for ${guardsInWords(settled)}${settled.length < guards.length ? ', leaves the rest to the row' : ''}`;
}

/** Where graphql-shield asks for a field. */
export function inShield({ guards, beyondParent }: FieldAccess): string {
  if (guards.length === 0) return 'lets everyone through';
  if (beyondParent.length === 0) return 'asked at the edge into the type';
  return `asks for ${guardsInWords(beyondParent)}`;
}

function inTheDatabase({ roles }: DatabaseRoles, field: FieldAccess, table: PgTable | undefined): string {
  if (field.type === 'Mutation') {
    const names = requiredScopes(field.guards).map(
      (clause) => roles.find(({ scopes }) => same(scopes, clause))?.name,
    );
    return `runs as the role ${names.join(' or ')}`;
  }
  if (!table) return 'no table behind the type';
  const readers = roles.filter(
    ({ privileges, kind }) => kind === 'read' && privileges.has(getTableName(table)),
  );
  return `SELECT on ${getTableName(table)}: ${readers.map(({ name }) => name).join(', ')}; no column grants`;
}

const same = (a: readonly string[], b: readonly string[]) => a.toSorted().join() === b.toSorted().join();

/** A table with where its rows live. */
export function tableInWords(table: PgTable): string {
  const locality = localityOf(table);
  return `${getTableName(table)}, ${locality.kind === 'regional' ? 'regional by row' : 'global'}`;
}

/** The length of a list, as the cost analysis takes it. */
export function listInWords({ listSize }: FieldAccess): string {
  if (!listSize) return '';
  const { assumedSize, slicingArguments, sizedFields } = listSize;
  const size = [
    ...(slicingArguments.length > 0
      ? [`as long as ${slicingArguments.map((name) => `\`${name}\``).join(' or ')} says`]
      : []),
    ...(assumedSize === undefined ? [] : [`${assumedSize} if nothing says`]),
  ].join(', ');
  return sizedFields.length === 0
    ? size
    : `${size}, in ${sizedFields.map((name) => `\`${name}\``).join(', ')}`;
}
