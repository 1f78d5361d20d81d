import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  parse,
  printSchema,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { domain } from '../../resolvers/domain.ts';
import type { DomainTables } from '../contract/domain-tables.ts';
import { explainCoordinate } from '../contract/explain.ts';
import { type Guard, guardKey } from '../contract/guard.ts';
import { guardsInWords } from '../contract/in-words.ts';
import type { Contract } from '../contract/read.ts';
import { createScopedSchemaView } from '../contract/scoped-schema.ts';
import { statementsExpected } from '../contract/statements-expected.ts';
import { createCostAnalysis } from '../graphql/cost.ts';
import { createRegionAnalysis } from '../graphql/document-regions.ts';
import { readSchemaContract } from './contract-files.ts';
import { domainTables } from './domain-tables.ts';

/** Something was asked that cannot be answered. Its message is for whoever asked. */
export class CannotExplain extends Error {}

const USAGE = `Usage: npm run explain -- Ride.revenue
       npm run explain -- --scopes "rides.read vehicles.read"
       npm run explain -- --operation FILE [--name OPERATION] [--variables JSON]`;

/** The SDL that a token with these scopes sees. */
export function explainScopes({ access, schema }: Contract, scopes: string): string {
  const names = scopes.split(/\s+/).filter((name) => name !== '');
  const unknown = names.filter((name) => !access.scopes.has(name));
  if (unknown.length > 0) throw new CannotExplain(`The contract has no scope ${unknown.join(', ')}`);
  return printSchema(createScopedSchemaView(access, schema, { cacheSize: 1 })(new Set(names)));
}

/** What there is to say about a coordinate. */
export function explainOne({ access }: Contract, tables: DomainTables, coordinate: string): string {
  const lines = explainCoordinate(access, tables, coordinate);
  if (!lines) throw new CannotExplain(`The contract has no ${coordinate}`);
  return lines.join('\n');
}

/** What an operation asks of its caller and of the gateway. */
export function explainOperation(
  { access, schema }: Contract,
  tables: DomainTables,
  text: string,
  { name, variables = {} }: { readonly name?: string; readonly variables?: Record<string, unknown> },
): string {
  const document = parse(text);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new CannotExplain(errors.map(({ message }) => message).join('\n'));
  const operation = getOperationAST(document, name);
  if (!operation) throw new CannotExplain('Which operation of the document? Give its name with --name');
  const guards = coordinatesIn(schema, document).flatMap(
    (coordinate) => access.fields.get(coordinate)?.guards ?? [],
  );
  const places = statementsExpected(schema, tables, document, operation);
  const regions = createRegionAnalysis(schema, {
    enumName: domain.regionEnum,
    regions: new Map(domain.regions.map((region) => [region.toUpperCase(), region])),
    // The cursor secret, and with it what ids say, is the running gateway's own.
    regionOfId: () => undefined,
  })(
    document,
    operation,
  )(variables);
  const asked = [...new Set(regions.map(({ region }) => region))];
  return [
    `${operation.operation} ${operation.name?.value ?? '(without a name)'}`,
    `  for all of it     ${guardsInWords(distinct(guards))}`,
    `  static cost       ${createCostAnalysis(schema, access)(document, operation)(variables)}`,
    `  statements        ${places.length} a region at most${places.length === 0 ? '' : `: ${places.join(', ')}`}`,
    `  regions           ${asked.join(', ') || 'those of the ids in its arguments'}`,
  ].join('\n');
}

function coordinatesIn(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const typeInfo = new TypeInfo(schema);
  const found = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: ({ name }) => void found.add(`${typeInfo.getParentType()?.name}.${name.value}`),
    }),
  );
  return [...found];
}

const distinct = (guards: readonly Guard[]) => [
  ...new Map(guards.map((guard) => [guardKey(guard), guard])).values(),
];

function answer(given: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: {
      scopes: { type: 'string' },
      operation: { type: 'string' },
      name: { type: 'string' },
      variables: { type: 'string' },
    },
  });
  const contract = readSchemaContract();
  const { scopes, operation, name, variables = '{}' } = values;
  if (scopes !== undefined) return explainScopes(contract, scopes);
  if (operation !== undefined) {
    const options = { ...(name === undefined ? {} : { name }), variables: JSON.parse(variables) };
    return explainOperation(contract, domainTables, readFileSync(operation, 'utf8'), options);
  }
  if (positionals.length === 0) throw new CannotExplain(USAGE);
  return positionals.map((one) => explainOne(contract, domainTables, one)).join('\n\n');
}

if (import.meta.main) {
  try {
    console.log(answer(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
