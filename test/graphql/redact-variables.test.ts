import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createRedaction, redacted } from '../../src/graphql/redact-variables.ts';

const schema = buildSchema(`
  input Card { number: String!, holder: String }
  input Person { name: String, card: Card, cards: [Card!] }
  type Query { find(secret: String, person: Person, people: [Person!], plain: Int): Int }
`);
const sensitive = new Set(['Query.find(secret:)', 'Card.number']);

function redact(text: string, variables: Record<string, unknown>): unknown {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('No operation');
  return createRedaction(schema, (coordinate) => sensitive.has(coordinate), document, operation)(variables);
}

test.each<[string, string, Record<string, unknown>, unknown]>([
  ['a plain variable stays', 'query ($n: Int) { find(plain: $n) }', { n: 1 }, { n: 1 }],
  [
    'one for a sensitive argument goes',
    'query ($s: String) { find(secret: $s) }',
    { s: 'x' },
    { s: redacted },
  ],
  [
    'also inside a fragment',
    'query ($s: String) { ...F } fragment F on Query { find(secret: $s) }',
    { s: 'x' },
    { s: redacted },
  ],
  [
    'a sensitive field of an input object goes, at any depth',
    'query ($p: Person) { find(person: $p) }',
    { p: { name: 'a', card: { number: '1', holder: 'b' }, cards: [{ number: '2' }] } },
    { p: { name: 'a', card: { number: redacted, holder: 'b' }, cards: [{ number: redacted }] } },
  ],
  [
    'in a list, and where one stands for a list',
    'query ($p: [Person!]) { find(people: $p) }',
    { p: { card: { number: '1' } } },
    { p: { card: { number: redacted } } },
  ],
  [
    'a variable inside a literal goes where its field is sensitive',
    'query ($n: String!) { find(person: { card: { number: $n } }) }',
    { n: '1' },
    { n: redacted },
  ],
  [
    'an undeclared variable is left out',
    'query ($n: Int) { find(plain: $n) }',
    { n: 1, other: 'x' },
    { n: 1 },
  ],
])('%s', (_name, text, variables, expected) => {
  expect(redact(text, variables)).toEqual(expected);
});
