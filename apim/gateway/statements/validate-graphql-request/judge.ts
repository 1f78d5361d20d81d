import type { AnalysedOperation, SelectedField } from './analyse.ts';
import type { RulePath } from './rule-path.ts';

/** The actions of a rule (validate-graphql-request-policy, Request actions). */
export const RULE_ACTIONS = ['allow', 'remove', 'reject', 'ignore'] as const;

/** One of the four actions. */
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** A rule of `authorize`; its action may be an expression, evaluated when a field first needs it. */
export type Rule = { readonly path: RulePath; readonly action: () => string };

/** A field that was taken out of the request, or for which the request was refused. */
export type FieldDenial = { readonly message: string; readonly path: readonly string[] };

/** What the rules say about an operation. */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'reject'; readonly denial: FieldDenial }
  | {
      readonly kind: 'remove';
      readonly coordinates: ReadonlySet<string>;
      readonly denials: readonly FieldDenial[];
    };

/** The most specific rule first; of equally specific ones, the one written first. */
export function bySpecificity<R extends Pick<Rule, 'path'>>(rules: readonly R[]): R[] {
  return [...rules].sort((a, b) => b.path.specificity - a.path.specificity);
}

/**
 * Judges each field by "all matching rules and [...] the most specific path match"; `ignore` hands over to the next
 * rule, none left means allow, and `reject` ends the judging. `rules` must be sorted by `bySpecificity`.
 */
export function judge(operation: AnalysedOperation, rules: readonly Rule[]): Verdict {
  const settled = new Map<string, RuleAction>();
  const coordinates = new Set<string>();
  const denials: FieldDenial[] = [];
  for (const field of operation.fields) {
    const action = settled.get(field.coordinate) ?? strictest(field, rules);
    settled.set(field.coordinate, action);
    if (action === 'reject') return { kind: 'reject', denial: denialOf(field) };
    if (action !== 'remove') continue;
    coordinates.add(field.coordinate);
    if (!isWithin(field, denials)) denials.push(denialOf(field));
  }
  return coordinates.size === 0 ? { kind: 'allow' } : { kind: 'remove', coordinates, denials };
}

function strictest(field: SelectedField, rules: readonly Rule[]): RuleAction {
  const actions = field.fieldPaths.map((path) => actionOn(path, rules));
  return (
    actions.find((action) => action === 'reject') ?? actions.find((action) => action === 'remove') ?? 'allow'
  );
}

function actionOn(fieldPath: string, rules: readonly Rule[]): RuleAction {
  for (const rule of rules) {
    if (!rule.path.covers(fieldPath)) continue;
    const action = rule.action();
    // The reference page's own example returns "deny", which is not an action: whatever is unknown refuses.
    if (!isRuleAction(action)) return 'reject';
    if (action !== 'ignore') return action;
  }
  return 'allow';
}

const isRuleAction = (action: string): action is RuleAction =>
  (RULE_ACTIONS as readonly string[]).includes(action);

/** A field under one that was taken out already needs no error of its own. */
function isWithin(field: SelectedField, denials: readonly FieldDenial[]): boolean {
  return denials.some((denial) => denial.path.every((key, index) => field.responsePath[index] === key));
}

function denialOf({ coordinate, responsePath }: SelectedField): FieldDenial {
  return { message: `Access to the field '${coordinate}' is not allowed.`, path: responsePath };
}
