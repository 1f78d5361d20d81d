/** An OR of ANDs: any one of the inner lists, each in full. Empty: nothing satisfies it. */
export type Clauses = readonly (readonly string[])[];

/**
 * One condition of access: scopes, row rules, or both, in which case either is enough. Several guards on one place
 * combine by AND.
 */
export interface Guard {
  readonly scopes: Clauses;
  readonly policies: Clauses;
}

/** What scopes alone say: `row` means that only the row rules of a row can tell. */
export type Verdict = 'allow' | 'row' | 'deny';

/** The guard that nothing passes; stands wherever the contract says nothing. */
export const DENY: Guard = { scopes: [], policies: [] };

/** Whether the scopes alone open the guard. */
export function opens(guard: Guard, held: ReadonlySet<string>): boolean {
  for (const clause of guard.scopes) if (clause.every((scope) => held.has(scope))) return true;
  return false;
}

/** The verdict of all guards together. */
export function judge(guards: readonly Guard[], held: ReadonlySet<string>): Verdict {
  let verdict: Verdict = 'allow';
  for (const guard of guards) {
    if (opens(guard, held)) continue;
    if (guard.policies.length === 0) return 'deny';
    verdict = 'row';
  }
  return verdict;
}

/** All guards as one OR of ANDs of scopes, row rules left out. No guards: one empty list, which always holds. */
export function requiredScopes(guards: readonly Guard[]): Clauses {
  let product: string[][] = [[]];
  for (const { scopes } of guards) {
    product = product.flatMap((left) => scopes.map((right) => [...new Set([...left, ...right])]));
  }
  return withoutSupersets(product);
}

/** The fewest scopes that would open all guards; of equally few, those that the contract names first. */
export function missingScopes(guards: readonly Guard[], held: ReadonlySet<string>): readonly string[] {
  const lacking = requiredScopes(guards).map((clause) => clause.filter((scope) => !held.has(scope)));
  return (
    lacking.reduce<readonly string[] | undefined>(
      (best, next) => (best === undefined || next.length < best.length ? next : best),
      undefined,
    ) ?? []
  );
}

/** Whether everyone whom `guards` let in would pass `guard` too, by scopes or by the same row rules. */
export function isImplied(guard: Guard, guards: readonly Guard[]): boolean {
  return guards.some((known) => covers(guard, known));
}

/** Two guards with the same key let the same callers in. */
export function guardKey({ scopes, policies }: Guard): string {
  return [...keysOf(scopes, ''), ...keysOf(policies, '@')].join('|') || 'deny';
}

const keysOf = (clauses: Clauses, mark: string) =>
  clauses
    .map((clause) =>
      [...clause]
        .sort()
        .map((name) => mark + name)
        .join('+'),
    )
    .sort();

/** Each way through `known` is a way through `guard`. */
function covers(guard: Guard, known: Guard): boolean {
  return (
    known.scopes.every((clause) => guard.scopes.some((own) => isSubset(own, clause))) &&
    known.policies.every((clause) => guard.policies.some((own) => isSubset(own, clause)))
  );
}

const isSubset = (some: readonly string[], all: readonly string[]) =>
  some.every((name) => all.includes(name));

function withoutSupersets(clauses: readonly (readonly string[])[]): Clauses {
  return clauses.filter(
    (clause, index) =>
      !clauses.some(
        (other, at) =>
          at !== index && isSubset(other, clause) && (other.length < clause.length || at < index),
      ),
  );
}
