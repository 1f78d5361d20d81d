import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  type AnalysedOperation,
  analyse,
} from '../../../../apim/gateway/statements/validate-graphql-request/analyse.ts';
import {
  judge as judgeBy,
  ruleBook,
} from '../../../../apim/gateway/statements/validate-graphql-request/judge.ts';
import { removeFields } from '../../../../apim/gateway/statements/validate-graphql-request/remove-fields.ts';
import {
  compileRulePath,
  type RulePath,
} from '../../../../apim/gateway/statements/validate-graphql-request/rule-path.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  interface Person { email: String, name: String }
  type User implements Node & Person { id: ID!, email: String, name: String, friends(first: Int): [User!]! }
  type Robot implements Node & Person { id: ID!, email: String, name: String }
  union Anyone = User | Robot
  type Query { me: User, users(first: Int): [User!]!, node(id: ID!): Node, person: Person, anyone: Anyone }
  type Mutation { deleteUser(id: ID!): User, rename(id: ID!, name: String): User }
  type Subscription { userAdded: User }
`);

type Rule = { readonly path: RulePath; readonly action: () => string };

/** The rules as a document would give them, in document order. */
function rules(...pairs: [path: string, action: string][]): Rule[] {
  return pairs.map(([text, action]) => {
    const path = compileRulePath(text);
    if ('fault' in path) throw new Error(path.fault);
    return { path, action: () => action };
  });
}

const judge = (operation: AnalysedOperation, given: readonly Rule[]) =>
  judgeBy(operation, ruleBook(given), ({ action }) => action());

function analysed(text: string, operationName = '') {
  const document = analyse(schema, text);
  if (!document.valid) throw new Error(document.messages.join('; '));
  const operation = document.operations.get(operationName);
  if (operation === undefined) throw new Error(`no operation ${operationName}`);
  return { document: document.document, operation };
}

const verdict = (text: string, given: Rule[]) => judge(analysed(text).operation, given);

/** The document that is forwarded, on one line; also proves that it is valid. */
function forwarded(text: string, given: Rule[], operationName = ''): string {
  const { document, operation } = analysed(text, operationName);
  const judged = judge(operation, given);
  if (judged.kind !== 'remove') throw new Error(`verdict is ${judged.kind}`);
  const changed = removeFields(schema, document, operation.node, judged.coordinates);
  expect(validate(schema, parse(changed))).toEqual([]);
  return changed.replaceAll(/\s+/g, ' ');
}

describe('authorize rules', () => {
  it.each<[what: string, text: string, given: Rule[], kind: string]>([
    ['no rule allows', '{ me { email } }', [], 'allow'],
    ['a rule for another field allows', '{ me { name } }', rules(['/User/email', 'reject']), 'allow'],
    ['a rule for a leaf field applies', '{ me { email } }', rules(['/User/email', 'reject']), 'reject'],
    ['a rule for an object field applies', '{ users { name } }', rules(['/Query/users', 'reject']), 'reject'],
    ['a rule applies under an alias', '{ me { e: email } }', rules(['/User/email', 'reject']), 'reject'],
    [
      'a rule applies within a fragment',
      '{ me { ...F } } fragment F on User { email }',
      rules(['/User/email', 'reject']),
      'reject',
    ],
    [
      'a skipped field is judged too',
      '{ me { name email @skip(if: true) } }',
      rules(['/User/email', 'reject']),
      'reject',
    ],
    [
      'the exact path overrides the pattern, in either order',
      '{ users { name } }',
      rules(['/Query/*', 'reject'], ['/Query/users', 'allow']),
      'allow',
    ],
    [
      'the exact path overrides the pattern, written the other way round',
      '{ users { name } }',
      rules(['/Query/users', 'reject'], ['/Query/*', 'allow']),
      'reject',
    ],
    [
      'a longer pattern overrides a shorter one',
      '{ users { name } }',
      rules(['/*', 'allow'], ['/Query/*', 'reject']),
      'reject',
    ],
    [
      'of two rules with one path the first decides',
      '{ me { email } }',
      rules(['/User/email', 'allow'], ['/User/email', 'reject']),
      'allow',
    ],
    [
      'ignore hands over to the next rule',
      '{ me { email } }',
      rules(['/User/email', 'ignore'], ['/User/*', 'reject']),
      'reject',
    ],
    ['ignore with no rule left allows', '{ me { email } }', rules(['/User/email', 'ignore']), 'allow'],
    ['an unknown action rejects', '{ me { email } }', rules(['/User/email', 'deny']), 'reject'],
    ['an action in other letters is unknown', '{ me { email } }', rules(['/User/email', 'Allow']), 'reject'],
    ['/__* covers __schema', '{ __schema { types { name } } }', rules(['/__*', 'reject']), 'reject'],
    ['/__* covers __type', '{ __type(name: "User") { name } }', rules(['/__*', 'reject']), 'reject'],
    ['/__* does not cover __typename', '{ me { __typename name } }', rules(['/__*', 'reject']), 'allow'],
    [
      '/Query/* does not cover introspection',
      '{ __schema { types { name } } }',
      rules(['/Query/*', 'reject']),
      'allow',
    ],
    ['/* covers introspection', '{ __schema { types { name } } }', rules(['/*', 'reject']), 'reject'],
    [
      'a field selected on an interface is judged by the rules of every type behind it',
      '{ person { email } }',
      rules(['/User/email', 'reject']),
      'reject',
    ],
    [
      'a mutation is judged by its field',
      'mutation { deleteUser(id: 1) { id } }',
      rules(['/Mutation/deleteUser', 'reject']),
      'reject',
    ],
    [
      'reject wins over an earlier remove',
      '{ me { name email } }',
      rules(['/User/name', 'remove'], ['/User/email', 'reject']),
      'reject',
    ],
  ])('%s', (_, text, given, kind) => {
    expect(verdict(text, given).kind).toBe(kind);
  });

  it('asks the action of a rule that no field meets for nothing', () => {
    const asked: string[] = [];
    const [first] = rules(['/User/email', 'reject']);
    if (first === undefined) throw new Error('no rule');
    const spy = { path: first.path, action: () => String(asked.push('reject')) };
    judge(analysed('{ me { name } }').operation, [spy]);
    expect(asked).toEqual([]);
  });

  it('asks the action of a rule once, however many fields it covers', () => {
    const asked: string[] = [];
    const [first] = rules(['/User/*', 'allow']);
    if (first === undefined) throw new Error('no rule');
    const spy = {
      path: first.path,
      action: () => {
        asked.push('allow');
        return 'allow';
      },
    };
    judge(analysed('{ me { name email } }').operation, [spy]);
    expect(asked).toEqual(['allow']);
  });

  it('judges only the operation that is asked for', () => {
    const text = 'query A { me { name } } query B { me { email } }';
    expect(judge(analysed(text, 'A').operation, rules(['/User/email', 'reject'])).kind).toBe('allow');
    expect(judge(analysed(text, 'B').operation, rules(['/User/email', 'reject'])).kind).toBe('reject');
  });
});

describe('remove', () => {
  const noEmail = rules(['/User/email', 'remove']);

  it.each<[what: string, text: string, given: Rule[], changed: string]>([
    ['takes the field out', '{ me { name email } }', noEmail, '{ me { name } }'],
    ['takes every alias out', '{ me { a: email name b: email } }', noEmail, '{ me { name } }'],
    [
      'takes it out of fragments and drops those that nothing spreads any more',
      '{ me { name friends { ...F } } } fragment F on User { email }',
      rules(['/User/friends', 'remove']),
      '{ me { name } }',
    ],
    [
      'leaves __typename where nothing else is left, so that the parent still runs',
      'mutation { deleteUser(id: 1) { email } }',
      noEmail,
      'mutation { deleteUser(id: 1) { __typename } }',
    ],
    [
      'leaves __typename at the root',
      '{ users { name } }',
      rules(['/Query/users', 'remove']),
      '{ __typename }',
    ],
    [
      'drops variables that only the removed field used',
      'query ($n: Int, $id: ID!) { node(id: $id) { id } users(first: $n) { name } }',
      rules(['/Query/users', 'remove']),
      'query ($id: ID!) { node(id: $id) { id } }',
    ],
    [
      'keeps variables that a kept fragment uses',
      'query ($n: Int) { me { email ...F } } fragment F on User { friends(first: $n) { name } }',
      noEmail,
      'query ($n: Int) { me { ...F } } fragment F on User { friends(first: $n) { name } }',
    ],
    [
      'drops introspection',
      '{ me { name } __schema { types { name } } }',
      rules(['/__*', 'remove']),
      '{ me { name } }',
    ],
    [
      'takes a field off an interface when a type behind it is guarded',
      '{ person { name email } }',
      noEmail,
      '{ person { name } }',
    ],
  ])('%s', (_, text, given, changed) => {
    expect(forwarded(text, given)).toBe(changed);
  });

  it('drops the operations that are not asked for', () => {
    const text = 'query A { me { name email } } query B($n: Int) { users(first: $n) { name } }';
    expect(forwarded(text, noEmail, 'A')).toBe('query A { me { name } }');
  });

  it('names each removed field once, where it stands in the answer', () => {
    expect(verdict('{ a: me { e: email } users { friends { email } } }', noEmail)).toMatchObject({
      denials: [{ path: ['a', 'e'] }, { path: ['users', 'friends', 'email'] }],
    });
    expect(
      verdict('{ me { email } }', rules(['/Query/me', 'remove'], ['/User/email', 'remove'])),
    ).toMatchObject({
      denials: [{ path: ['me'] }],
    });
  });
});

describe('rule paths', () => {
  it.each(['/__*', '/__schema', '/*', '/Query/*', '/Query/users', '/Query/get*', '/*/email'])(
    '%s is one',
    (text) => {
      expect(compileRulePath(text)).toHaveProperty('covers');
    },
  );

  it.each(['', 'Query/users', '/', '/Query/', '/Query/a/b', '/Query users', '/Query/a.b', '/Que*ry/a'])(
    '"%s" is none',
    (text) => {
      expect(compileRulePath(text)).toHaveProperty('fault');
    },
  );

  it('suggests the root type for a lone field name', () => {
    expect(compileRulePath('/listUsers')).toEqual({
      fault: 'a rule\'s path must be "/type/field" or "/__*": did you mean "/Query/listUsers"?',
    });
  });
});
