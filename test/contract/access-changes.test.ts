import { describe, expect, test } from 'vitest';
import { accessChanges } from '../../src/contract/access-changes.ts';
import { readContract } from '../../src/contract/read.ts';
import { describeChanges } from '../../src/dev/contract-diff.ts';
import { contractOf, movr, movrFiles } from './movr.ts';

const head = `extend schema @scope(name: "a", about: "A.") @scope(name: "b", about: "B.") @rowRule(name: "own", about: "O.")
  type U @public { v: Int @policy(policies: [["own"]]) @requiresScopes(scopes: [["a"], ["b"]]) }
`;
const withQuery = (fields: string) => contractOf(`${head} type Query { ${fields} u: U @public }`);

function changesBetween(before: string, after: string) {
  return accessChanges(withQuery(before).access, withQuery(after).access).map(({ coordinate, kind }) => [
    coordinate,
    kind,
  ]);
}

const field = (clauses: string) => `f: Int @requiresScopes(scopes: ${clauses})`;

describe('changes of access', () => {
  test.each([
    ['[["a", "b"]]', '[["a"]]', 'more open'],
    ['[["a"]]', '[["a"], ["b"]]', 'more open'],
    ['[["a"]]', '[["a", "b"]]', 'more closed'],
    ['[["a"]]', '[["b"]]', 'other'],
  ])('from %s to %s is %s', (before, after, kind) => {
    expect(changesBetween(field(before), field(after))).toEqual([['Query.f', kind]]);
  });

  test('what is written differently and means the same is none', () => {
    expect(changesBetween(field('[["a"], ["a", "b"]]'), field('[["a"]]'))).toEqual([]);
  });

  test('a field that becomes public, comes or goes is one', () => {
    expect(changesBetween(field('[["a"]]'), 'f: Int @public g: Int @public')).toEqual([
      ['Query.f', 'more open'],
      ['Query.g', 'new'],
    ]);
    expect(changesBetween('g: Int @public', '')).toEqual([['Query.g', 'gone']]);
  });
});

test('a reviewer reads who gained what, and which clients break', async () => {
  const edited = movrFiles.map((file) => ({
    ...file,
    text: file.text
      .replace(
        /(?<=type Ride [^}]*)revenue: Decimal @requiresScopes\(scopes: \[\["revenue.read"\]\]\)/,
        'revenue: Float @requiresScopes(scopes: [["revenue.read"], ["rides.write"]])',
      )
      .replace(
        'address: String @requiresScopes(scopes: [["users.pii.read"]]) @policy(policies: [["self"]])',
        'address: String @policy(policies: [["self"]])',
      ),
  }));
  expect(
    await describeChanges(movr, readContract(edited)),
  ).toBe(`More open: somebody may read what they could not
  Ride.revenue: was open to \`rides.read\` and \`revenue.read\`, is open to \`rides.read\` and (\`revenue.read\` or \`rides.write\`)

More closed: somebody may not read what they could
  User.address: was open to \`users.read\` and (\`users.pii.read\` or the row rule \`self\`), is open to \`users.read\` and the row rule \`self\`

Breaks clients
  Field 'Ride.revenue' changed type from 'Decimal' to 'Float'`);
  expect(await describeChanges(movr, movr)).toBe(
    'Nobody may read more or less than before, and no client breaks.',
  );
});
