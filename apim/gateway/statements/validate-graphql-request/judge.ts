import type { AnalysedOperation, SelectedField } from './analyse.ts';
import type { RulePath } from './rule-path.ts';

/** The actions of a rule (validate-graphql-request-policy, Request actions). */
export const RULE_ACTIONS = ['allow', 'remove', 'reject', 'ignore'] as const;

/** One of the four actions. */
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** The rules of one statement's `authorize`, asked for by the field that they cover. */
export type RuleBook<R extends { readonly path: RulePath }> = (fieldPath: string) => readonly R[];

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

/**
 * The rules that cover a field, the most specific first; of equally specific ones, the one written first. What was found
 * is kept: fields are those of valid documents, so there are as many as the schema has.
 */
export function ruleBook<R extends { readonly path: RulePath }>(rules: readonly R[]): RuleBook<R> {
  const sorted = [...rules].sort((a, b) => b.path.specificity - a.path.specificity);
  const found = new Map<string, readonly R[]>();
  return (fieldPath) => {
    const known = found.get(fieldPath);
    if (known !== undefined) return known;
    const covering = sorted.filter(({ path }) => path.covers(fieldPath));
    found.set(fieldPath, covering);
    return covering;
  };
}

/**
 * Judges each field by "all matching rules and [...] the most specific path match"; `ignore` hands over to the next
 * rule, none left means allow, and `reject` ends the judging. `actionOf` is asked when a field first needs a rule.
 */
export function judge<R extends { readonly path: RulePath }>(
  operation: AnalysedOperation,
  rules: RuleBook<R>,
  actionOf: (rule: R) => string,
): Verdict {
  const actions = new Map<R, string>();
  const once = (rule: R): string => {
    const known = actions.get(rule);
    if (known !== undefined) return known;
    const action = actionOf(rule);
    actions.set(rule, action);
    return action;
  };
  const settled = new Map<string, RuleAction>();
  const coordinates = new Set<string>();
  const denials: FieldDenial[] = [];
  for (const field of operation.fields) {
    const action = settled.get(field.coordinate) ?? strictest(field, rules, once);
    settled.set(field.coordinate, action);
    if (action === 'reject') return { kind: 'reject', denial: denialOf(field) };
    if (action !== 'remove') continue;
    coordinates.add(field.coordinate);
    if (!isWithin(field, denials)) denials.push(denialOf(field));
  }
  return coordinates.size === 0 ? { kind: 'allow' } : { kind: 'remove', coordinates, denials };
}

function strictest<R>(
  field: SelectedField,
  rules: (fieldPath: string) => readonly R[],
  actionOf: (rule: R) => string,
): RuleAction {
  const actions = field.fieldPaths.map((path) => actionOn(rules(path), actionOf));
  return (
    actions.find((action) => action === 'reject') ?? actions.find((action) => action === 'remove') ?? 'allow'
  );
}

function actionOn<R>(rules: readonly R[], actionOf: (rule: R) => string): RuleAction {
  for (const rule of rules) {
    const action = actionOf(rule);
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
