import { type ExecutionResult, execute, Kind, parse, print, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { mapSchema } from '../../src/contract/map-schema.ts';
import { merge } from '../../src/contract/merge.ts';
import { createPreflight } from '../../src/contract/preflight.ts';
import { ContractError } from '../../src/contract/problem.ts';
import { type Contract, readContract } from '../../src/contract/read.ts';
import { applyShield, createShieldTree } from '../../src/contract/shield.ts';
import { derivedFiles } from '../../src/dev/derived-files.ts';
import { domainTables } from '../../src/dev/domain-tables.ts';
import { refuseUncovered } from '../../src/dev/generate.ts';
import { madeUp } from './made-up-rows.ts';
import { movr, movrFiles } from './movr.ts';
import { principalWith } from './principal.ts';

const never = () => ({ columns: [], holds: () => false });

describe('without any scope', () => {
  const preflight = createPreflight(movr.access, movr.schema, { cacheSize: 1 });

  test('no coordinate but the public ones gets through preflight', () => {
    const open: string[] = [];
    for (const { coordinate, type, field } of movr.access.fields.values()) {
      if (type === 'Mutation' || movr.access.types.get(type)?.kind !== 'object') continue;
      const document = parse(`{ nodes(ids: []) { ... on ${type} { ${field} } } }`);
      // The walk judges coordinates, and does not mind that some types are no nodes.
      if (preflight(document, undefined, {}, new Set()).denied.length === 0) open.push(coordinate);
    }
    const written = [...movr.access.fields.values()].filter(
      ({ type, field, written: own }) =>
        own.isPublic ||
        movr.access.types.get(type)?.written.isPublic ||
        (field === 'id' && own.scopes === undefined),
    );
    const expected = written.filter(({ type }) => type !== 'Node').map(({ coordinate }) => coordinate);
    expect(open.sort()).toEqual(expected.sort());
    expect(open).toContain('Query.node');
    expect(open).not.toContain('Ride.city');
  });

  test('no coordinate but the public ones gives a value through the whole shield tree', async () => {
    const madeUpSchema = mapSchema(movr.schema, {
      field: (_type, _field, config) => ({ ...config, resolve: madeUp }),
    });
    const schema = applyShield(madeUpSchema, createShieldTree(movr.access, never, { isPruned: false }));
    const contextValue = { principal: principalWith([]) };
    const values: string[] = [];
    for (const root of [schema.getQueryType(), schema.getMutationType()]) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        const document = parse(
          `${root?.name.toLowerCase()} { ${field.name} { __typename } }`.replace('query ', ''),
        );
        const { data } = (await execute({ schema, document, contextValue })) as ExecutionResult;
        const value = data?.[field.name];
        if (value !== null && value !== undefined && JSON.stringify(value) !== '[null,null]')
          values.push(`${root?.name}.${field.name}`);
      }
    }
    expect(values).toEqual([]);
  });

  test('a mutation that is denied does not run', () => {
    const ran: string[] = [];
    const document = parse('mutation { startRide(input: { vehicleId: "1" }) { ride { id } } }');
    const cleared = preflight(document, undefined, {}, new Set(['rides.read']));
    const answer = execute({
      schema: movr.schema,
      document: cleared.document,
      fieldResolver: (_parent, _args, _context, { fieldName }) => void ran.push(fieldName),
    }) as ExecutionResult;
    expect(ran).toEqual([]);
    expect(merge(answer, cleared.denied).data).toEqual({ startRide: null });
  });
});

/** Every use of a directive in the SDL: the file, and the file without it. */
function eachWithout() {
  return movrFiles.flatMap(({ name, text }) => {
    const document = parse(text);
    let count = 0;
    visit(document, { Directive: () => void count++ });
    return Array.from({ length: count }, (_, skipped) => {
      let at = -1;
      let removed = '';
      const without = visit(document, {
        Directive: (node, _key, _parent, _path, ancestors) => {
          at += 1;
          if (at !== skipped) return undefined;
          const owner = ancestors.findLast((one) => 'name' in one) as
            | { name?: { value: string } }
            | undefined;
          removed = `${print(node)} on ${owner?.name?.value ?? 'the schema'}`;
          return null;
        },
      });
      // A schema extension must have a directive left, else it is no extension.
      const definitions = without.definitions.filter(
        (node) => node.kind !== Kind.SCHEMA_EXTENSION || (node.directives?.length ?? 0) > 0,
      );
      const edited = print({ ...without, definitions });
      return {
        removed,
        files: movrFiles.map((file) => (file.name === name ? { name, text: edited } : file)),
      };
    });
  });
}

test('removing any one directive from the SDL makes the check fail', () => {
  // Printed the same way, so that nothing but the directive differs.
  const printed = movrFiles.map(({ name, text }) => ({ name, text: print(parse(text)) }));
  const textsOf = (contract: Contract) =>
    derivedFiles(contract, domainTables)
      .map(({ text }) => text)
      .join('\n');
  const before = textsOf(readContract(printed));
  const unnoticed = eachWithout().flatMap(({ removed, files }) => {
    try {
      const contract = readContract(files);
      refuseUncovered(contract);
      return textsOf(contract) === before ? [removed] : [];
    } catch (error) {
      if (error instanceof ContractError) return [];
      throw error;
    }
  });
  expect(eachWithout().length).toBeGreaterThan(80);
  expect(unnoticed).toEqual([]);
}, 60_000);
