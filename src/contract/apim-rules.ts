import { type GraphQLSchema, isObjectType } from 'graphql';
import type { AccessMap } from './access-map.ts';
import { DENY, type Guard, guardKey } from './guard.ts';

/** A rule of API Management's `validate-graphql-request`. */
export interface ApimRule {
  /** `/Type/field`, or `/Type/*` for the fields of a type that have no rule of their own. */
  readonly path: string;
  /** The scopes that open it; the guards that only a row can settle are left out, for the edge sees no row. */
  readonly guards: readonly Guard[];
}

/** The variable that holds the scopes of the token, a space around each. */
const SCOPES = 'graphql-scopes';

/** What the edge does with a denied field is a named value: `ignore` leaves it to the gateway, `remove`, `reject`. */
const DENIED = '{{graphql-denied-field}}';

/** `validate-graphql-request` refuses larger requests, and cannot be told to take them (reference page, `max-size`). */
const MAX_SIZE = 102_400;

/** The rules of a contract, in the order of its types. */
export function apimRules(access: AccessMap, schema: GraphQLSchema): readonly ApimRule[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__')) return [];
    // A type that says nothing itself leaves it to its fields, and what they do not name is denied.
    const ofType = access.types.get(type.name);
    const isCovered = ofType && (ofType.written.isPublic || ofType.written.scopes !== undefined);
    const others = isCovered ? settledByScopes(ofType.guards) : [DENY];
    const own = Object.keys(type.getFields()).flatMap((name): ApimRule[] => {
      const guards = settledByScopes(access.fields.get(`${type.name}.${name}`)?.guards ?? [DENY]);
      return keyOf(guards) === keyOf(others) ? [] : [{ path: `/${type.name}/${name}`, guards }];
    });
    return [...own, { path: `/${type.name}/*`, guards: others }];
  });
}

const settledByScopes = (guards: readonly Guard[]) =>
  guards
    .filter(({ policies }) => policies.length === 0)
    .toSorted((a, b) => guardKey(a).localeCompare(guardKey(b)));

const keyOf = (guards: readonly Guard[]) => guards.map(guardKey).join('&');

/**
 * The statements that authorise a GraphQL request, as they stand in a policy document: the token's scopes, read once, then
 * the rules. A rule asks of the scopes what it needs itself: it is evaluated only for a document that selects its field,
 * and a reviewer reads it without looking anything up.
 */
export function renderAuthorization(rules: readonly ApimRule[], maxDepth: number): string {
  const lines = rules.map(({ path, guards }) => `    <rule path="${path}" action="${actionOf(guards)}" />`);
  return `<set-variable name="${SCOPES}" value="${SCOPES_OF_TOKEN}" />
<validate-graphql-request error-variable-name="graphql-errors" max-size="${MAX_SIZE}" max-depth="${maxDepth}">
  <authorize>
${lines.join('\n')}
  </authorize>
</validate-graphql-request>`;
}

/**
 * The same two claims that the gateway reads: `scp` of a user's token, `roles` of an application's. The token was
 * validated by the statement before.
 */
const SCOPES_OF_TOKEN = `@{
  var claims = ((Jwt)context.Variables["token"]).Claims;
  var scp = string.Join(" ", claims.GetValueOrDefault("scp", new string[0]));
  var roles = string.Join(" ", claims.GetValueOrDefault("roles", new string[0]));
  return " " + scp + " " + roles + " ";
}`;

/** Nothing to ask: it is open to everyone or to nobody. */
const isSettled = (guards: readonly Guard[]) =>
  guards.length === 0 || guards.some(({ scopes }) => scopes.length === 0);

function actionOf(guards: readonly Guard[]): string {
  if (guards.length === 0) return 'allow';
  return isSettled(guards) ? DENIED : answerTo(guards);
}

/** Written without `&&` and `<`, so that the document is XML as it stands, escaped or not. */
function answerTo(guards: readonly Guard[]): string {
  const answer = guards.reduceRight(
    (rest, { scopes }) => `${scopes.map(allOf).join(' || ') || 'false'} ? ${rest} : "${DENIED}"`,
    '"allow"',
  );
  return `@(${answer})`;
}

/** a and b, as "not (not a or not b)". */
function allOf(clause: readonly string[]): string {
  const tests = clause.map((scope) => `((string)context.Variables["${SCOPES}"]).Contains(" ${scope} ")`);
  return tests.length === 1 ? (tests[0] ?? '') : `!(${tests.map((test) => `!${test}`).join(' || ')})`;
}

/**
 * Says in the variable `scopes-in` which claim has the scopes: `roles` where a role is a scope of the contract, as in an
 * application's own token or in a user's with app roles, else `scp`. Required claims have no "or" between claims. It
 * reads the token before it is validated, and only chooses which of the two the validation then asks for.
 */
export function renderScopesIn(access: AccessMap): string {
  return `<set-variable name="scopes-in" value="@{
  var token = context.Request.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt();
  if (token == null) { return "scp"; }
  foreach (var role in token.Claims.GetValueOrDefault("roles", new string[0])) {
    if (" ${[...access.scopes.keys()].join(' ')} ".Contains(" " + role + " ")) { return "roles"; }
  }
  return "scp";
}" />`;
}

/** The claims without which API Management need not ask the gateway at all: some scope that the contract knows. */
export function renderRequiredClaims(access: AccessMap, claim: 'scp' | 'roles'): string {
  const separator = claim === 'scp' ? ' separator=" "' : '';
  const values = [...access.scopes.keys()].map((scope) => `    <value>${scope}</value>`);
  return `<required-claims>
  <claim name="${claim}" match="any"${separator}>
${values.join('\n')}
  </claim>
</required-claims>`;
}
