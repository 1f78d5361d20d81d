import { placeOfAttribute, readAttributes, readElements, required, withDefault } from '../define.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { RULE_ACTIONS, type RuleBook, ruleBook } from './judge.ts';
import { compileRulePath, type RulePath } from './rule-path.ts';

const RULE = { path: required(name), action: withDefault(text, 'allow') } as const;

/** A rule as it is written: its action is read once a request, however many fields it covers. */
export type WrittenRule = { readonly path: RulePath; readonly action: Setting<string> };

/**
 * Reads `authorize`. A literal action that does not exist is an error at load; one that an expression gives refuses the
 * field when it comes.
 */
export function compileRules(authorize: readonly Element[], load: Load): RuleBook<WrittenRule> {
  const elements = authorize.flatMap(
    (parent) => readElements(parent, { rule: { required: true, many: true } }, load).rule,
  );
  const compiled = elements.flatMap((element) => {
    const { path: written, action } = readAttributes(element, RULE, load);
    if (action.constant !== undefined && !(RULE_ACTIONS as readonly string[]).includes(action.constant)) {
      load.fault(
        placeOfAttribute(element, 'action'),
        `a rule's action must be ${RULE_ACTIONS.join(', ')}, not "${action.constant}"`,
      );
    }
    const path = compileRulePath(written.constant ?? '');
    if (!('fault' in path)) return [{ path, action }];
    if (written.constant !== undefined) load.fault(placeOfAttribute(element, 'path'), path.fault);
    return [];
  });
  return ruleBook(compiled);
}
