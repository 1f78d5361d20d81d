import { parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccessMap } from '../../src/contract/access-map.ts';
import { apimRules, renderAuthorization } from '../../src/contract/apim-rules.ts';
import { uploadedSdl } from '../../src/contract/uploaded-sdl.ts';
import { type Keys, makeKeys } from '../apim/statements/fixture-gateway.ts';
import { movr } from './movr.ts';
import { randomOf, someOf } from './random.ts';
import { isValid, randomDocument } from './random-document.ts';
import {
  apimLayer,
  deployedAuthorization,
  type Layer,
  preflightLayer,
  shieldLayer,
  withNamedLeaves,
} from './verdicts.ts';

const { access, schema } = movr;
const sdl = uploadedSdl(movr);
const PAIRS = 2_000;
let keys: Keys;

beforeAll(async () => {
  keys = await makeKeys();
});

interface Layers {
  readonly preflight: Layer;
  readonly shield: Layer;
  readonly apim: Layer;
}

const agreeing = (): Layers => ({
  preflight: preflightLayer(access, schema),
  shield: shieldLayer(access, schema, false),
  apim: apimLayer(deployedAuthorization(), sdl, keys),
});

/** Asks all layers the same questions until `enough` disagreements are found; also counts what was compared. */
async function compare({ preflight, shield, apim }: Layers, pairs: number, enough = 5) {
  const disagreements: string[] = [];
  const counts = { allow: 0, deny: 0, row: 0 };
  let asked = 0;
  for (let seed = 1; asked < pairs && disagreements.length < enough; seed += 1) {
    const random = randomOf(seed);
    const scopes = someOf(random, access.scopes.keys());
    const variables = { yes: random() < 0.5, no: random() < 0.5 };
    const { document, leaves } = withNamedLeaves(parse(randomDocument(schema, random)), variables);
    if (!isValid(schema, document)) continue;
    asked += 1;
    const question = { document, variables, scopes };
    const first = await preflight(question, leaves);
    const [second, third] = [await shield(question, leaves), await apim(question, leaves)];
    for (const leaf of leaves) {
      const said = { preflight: first.get(leaf), shield: second.get(leaf), apim: third.get(leaf) };
      const sameBefore = said.preflight === said.apim;
      // Where the row's type decides, those who see no row let it through; elsewhere there is one verdict.
      const sameBehind = said.shield === undefined || said.shield === 'row' || said.shield === said.preflight;
      if (!sameBefore || !sameBehind) disagreements.push(`seed ${seed}, ${leaf}: ${JSON.stringify(said)}`);
      counts[said.shield ?? 'row'] += 1;
    }
  }
  return { asked, counts, disagreements };
}

test(`preflight, the whole shield tree and API Management’s deployed rules agree on ${PAIRS} random pairs`, {
  timeout: 120_000,
}, async () => {
  const { asked, counts, disagreements } = await compare(agreeing(), PAIRS);
  expect(disagreements).toEqual([]);
  expect(asked).toBe(PAIRS);
  // The test would prove little if most leaves had one verdict.
  expect(counts.allow).toBeGreaterThan(500);
  expect(counts.deny).toBeGreaterThan(1_000);
});

describe('a disagreement that is planted is found', () => {
  /** The contract with one guard left out. */
  const open = (coordinate: string): AccessMap => {
    const field = access.fields.get(coordinate);
    if (!field) throw new TypeError(`There is no ${coordinate}`);
    const fields = new Map(access.fields).set(coordinate, { ...field, guards: [], beyondParent: [] });
    return { ...access, fields };
  };

  test.each([
    ['preflight', (): Partial<Layers> => ({ preflight: preflightLayer(open('Ride.revenue'), schema) })],
    ['shield', (): Partial<Layers> => ({ shield: shieldLayer(open('Ride.revenue'), schema, false) })],
    [
      'API Management',
      (): Partial<Layers> => ({
        apim: apimLayer(renderAuthorization(apimRules(open('Ride.revenue'), schema), 15), sdl, keys),
      }),
    ],
  ])('in %s', async (_layer, planted) => {
    const { disagreements } = await compare({ ...agreeing(), ...planted() }, PAIRS, 1);
    expect(disagreements).toHaveLength(1);
  });
});
