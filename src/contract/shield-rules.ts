import type { Principal } from '../auth/principal.ts';
import type { Row, RowRule } from '../auth/row-rule.ts';
import { MeridianError } from '../errors.ts';
import type { AccessMap } from './access-map.ts';
import { type Guard, opens } from './guard.ts';
import { ContractError } from './problem.ts';
import { allow, chain, deny, race, rule } from './shield-module.ts';

/** One of graphql-shield's rules. */
export type ShieldRule = ReturnType<typeof race> | ReturnType<ReturnType<typeof rule>>;

/** Finds the code of a row rule for the rows behind a type. */
export type RowRuleOf = (type: string, name: string) => RowRule | undefined;

/** What the guarded resolvers need of the context. */
export interface ShieldedContext {
  readonly principal: Principal;
}

/** Whether a caller passes, as far as that can be said at once. "No" may also mean that a rule failed: ask shield. */
export type Passes = (row: Row, principal: Principal) => boolean;

/** Makes graphql-shield's rules of guards. Each rule has a name of its own, and one name is always the same rule. */
export function createRules(access: AccessMap, rowRuleOf: RowRuleOf) {
  const made = new Map<string, ShieldRule>();
  const once = (name: string, make: () => ShieldRule): ShieldRule => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  const scopesRule = (clause: readonly string[]): ShieldRule => {
    const name = clause.join('+');
    return once(name, () =>
      rule(name)((_parent, _args, { principal }: ShieldedContext) =>
        clause.every((scope) => principal.scopes.has(scope)),
      ),
    );
  };
  const policyRule = (type: string, name: string): ShieldRule =>
    once(`${type}@${name}`, () => {
      const code = rowRuleOf(type, name);
      if (!code) {
        const { file, line } = access.rowRules.get(name) ?? { file: 'schema', line: 1 };
        throw new ContractError([
          { file, line, message: `no code is bound to the row rule "${name}" of ${type}` },
        ]);
      }
      return rule(`${type}@${name}`)((parent: Row, _args, { principal }: ShieldedContext) =>
        ask(code, name, parent, principal),
      );
    });
  const guardRule = (type: string, { scopes, policies }: Guard): ShieldRule => {
    const ways = [
      ...scopes.map(scopesRule),
      ...policies.map((clause) => chain(...clause.map((name) => policyRule(type, name)))),
    ];
    return ways.length === 0 ? deny : race(...ways);
  };
  return (type: string, guards: readonly Guard[]): ShieldRule =>
    guards.length === 0 ? allow : chain(...guards.map((one) => guardRule(type, one)));
}

/** Asks a row rule. Whatever is not a plain yes or no is our fault and not the caller's. */
function ask(code: RowRule, name: string, row: Row, principal: Principal): boolean {
  let answer: unknown;
  try {
    answer = code.holds(row, principal);
  } catch (cause) {
    throw new MeridianError('INTERNAL_SERVER_ERROR', `The row rule ${name} failed.`, {}, { cause });
  }
  if (typeof answer === 'boolean') return answer;
  throw new MeridianError('INTERNAL_SERVER_ERROR', `The row rule ${name} gave neither true nor false.`);
}

/**
 * Makes the quick answer to guards, without promises. What scopes decide is remembered for the principal that came
 * last, for a list asks the same question a thousand times.
 */
export function createPasses(type: string, guards: readonly Guard[], rowRuleOf: RowRuleOf): Passes {
  let lastScopes: ReadonlySet<string> | undefined;
  let leftToRow: readonly Guard[] = [];
  const rowPasses = ({ policies }: Guard, row: Row, principal: Principal) =>
    policies.some((clause) => clause.every((name) => rowRuleOf(type, name)?.holds(row, principal) === true));
  return (row, principal) => {
    if (principal.scopes !== lastScopes) {
      leftToRow = guards.filter((one) => !opens(one, principal.scopes));
      lastScopes = principal.scopes;
    }
    if (leftToRow.length === 0) return true;
    try {
      return leftToRow.every((one) => rowPasses(one, row, principal));
    } catch {
      return false;
    }
  };
}
