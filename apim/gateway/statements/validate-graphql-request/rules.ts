import { readAttributes, readElements, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { bySpecificity, RULE_ACTIONS, type Rule } from './judge.ts';
import { compileRulePath } from './rule-path.ts';

const RULE = { path: required(name), action: withDefault(text, 'allow') } as const;

/**
 * Reads `authorize`. A literal action that does not exist is an error at load; one that an expression gives refuses the
 * field when it comes.
 */
export function compileRules(authorize: readonly Element[], load: Load): (exchange: Exchange) => Rule[] {
  const elements = authorize.flatMap(
    (parent) => readElements(parent, { rule: { required: true, many: true } }, load).rule,
  );
  const compiled = elements.flatMap((element) => {
    const { path: written, action } = readAttributes(element, RULE, load);
    if (action.constant !== undefined && !(RULE_ACTIONS as readonly string[]).includes(action.constant)) {
      load.fault(
        element.place,
        `a rule's action must be ${RULE_ACTIONS.join(', ')}, not "${action.constant}"`,
      );
    }
    const path = compileRulePath(written.constant ?? '');
    if (!('fault' in path)) return [{ path, action }];
    if (written.constant !== undefined) load.fault(element.place, path.fault);
    return [];
  });
  const sorted = bySpecificity(compiled);
  return (exchange) => sorted.map(({ path, action }) => ({ path, action: once(() => action.of(exchange)) }));
}

/** An expression is evaluated once a request, however many fields its rule covers. */
function once(evaluate: () => string): () => string {
  let known: string | undefined;
  return () => {
    known ??= evaluate();
    return known;
  };
}
