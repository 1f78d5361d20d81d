import { named, sameType, substitute, t } from '../type-ref.ts';
import type { BoundMember, Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { implicitRank } from './conversion.ts';

/** An argument as overload resolution sees it. */
export interface Given {
  readonly name: string | null;
  /** null: known at run time only. */
  readonly type: TypeRef | null;
  readonly out: boolean;
  readonly constant?: Value;
  /** Number of parameters when the argument is a lambda. */
  readonly lambda?: number;
  /** The argument names a method: fits any delegate. */
  readonly methodGroup?: boolean;
}

/** Which argument goes where: an index into the arguments, a list of them for `params`, or the default value. */
export type Slot =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'rest'; readonly indexes: readonly number[] }
  | { readonly kind: 'default' };

export interface Chosen {
  readonly bound: BoundMember;
  readonly bindings: Map<string, TypeRef>;
  readonly slots: readonly Slot[];
}

/** Delegate types: how many parameters, and which type argument is what they return. */
export function delegateShape(
  type: TypeRef,
): { readonly parameters: readonly TypeRef[]; readonly returns: TypeRef } | null {
  switch (type.name) {
    case 'Func':
      return { parameters: type.args.slice(0, -1), returns: type.args.at(-1) ?? t.object };
    case 'Action':
      return { parameters: type.args, returns: t.void };
    case 'Predicate':
      return { parameters: type.args, returns: t.bool };
    case 'Comparison':
      return { parameters: [type.args[0] ?? t.object, type.args[0] ?? t.object], returns: t.int };
    case 'Converter':
      return { parameters: type.args.slice(0, 1), returns: type.args[1] ?? t.object };
    case 'MatchEvaluator':
      return { parameters: [named('Match')], returns: t.string };
    default:
      return null;
  }
}

/** Binds type parameters in `parameter` to what `given` has in their place. */
function infer(
  registry: Registry,
  parameter: TypeRef,
  given: TypeRef,
  names: readonly string[],
  bindings: Map<string, TypeRef>,
): void {
  if (given.name === 'null') return;
  if (parameter.args.length === 0) {
    if (!names.includes(parameter.name)) return;
    const known = bindings.get(parameter.name);
    if (known === undefined || (!sameType(known, given) && implicitRank(registry, known, given) >= 0))
      bindings.set(parameter.name, given);
    return;
  }
  if (parameter.name === 'Nullable' && given.name !== 'Nullable') {
    const [inner] = parameter.args;
    if (inner !== undefined) infer(registry, inner, given, names, bindings);
    return;
  }
  const seen = registry.as(given, parameter.name);
  if (seen === null) return;
  parameter.args.forEach((arg, i) => {
    const actual = seen.args[i];
    if (actual !== undefined) infer(registry, arg, actual, names, bindings);
  });
}

/**
 * Overload resolution (C# 7 specification, 12.6.4): applicable candidates, then the one whose conversions are best; ties
 * go to the form without `params`, to fewer defaults, to fewer type parameters, to the nearest type.
 */
export function chooseOverload(
  registry: Registry,
  candidates: readonly BoundMember[],
  given: readonly Given[],
  explicit: readonly TypeRef[] | null,
): Chosen | null {
  let best: Chosen | null = null;
  let bestScore: readonly number[] | null = null;
  for (const bound of candidates) {
    for (const expanded of [false, true]) {
      if (expanded && bound.member.parameters.at(-1)?.rest !== true) continue;
      const found = applicable(registry, bound, given, explicit, expanded);
      if (found === null) continue;
      if (bestScore === null || better(found.score, bestScore)) {
        best = found.chosen;
        bestScore = found.score;
      }
    }
  }
  return best;
}

function better(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (x !== y) return x < y;
  }
  return false;
}

function applicable(
  registry: Registry,
  bound: BoundMember,
  given: readonly Given[],
  explicit: readonly TypeRef[] | null,
  expanded: boolean,
): { chosen: Chosen; score: number[] } | null {
  const { member } = bound;
  const slots = place(member.parameters, given, expanded);
  if (slots === null) return null;
  const bindings = explicit === null ? new Map(bound.bindings) : withExplicit(registry, bound, explicit);
  if (bindings === null) return null;
  // inference sees all arguments before any conversion is judged
  forEachPair(member.parameters, slots, given, (parameter, argument) => {
    if (argument.type !== null && explicit === null)
      infer(registry, substitute(parameter, bound.bindings), argument.type, member.typeParameters, bindings);
  });
  let cost = 0;
  let worst = 0;
  let fits = true;
  forEachPair(member.parameters, slots, given, (parameter, argument, out) => {
    const rank = argumentRank(
      registry,
      substitute(parameter, bindings),
      argument,
      out,
      member.typeParameters,
      bindings,
    );
    if (rank < 0) fits = false;
    cost += rank;
    worst = Math.max(worst, rank);
  });
  if (!fits) return null;
  const defaults = slots.filter((slot) => slot.kind === 'default').length;
  return {
    chosen: { bound, bindings, slots },
    score: [cost, expanded ? 1 : 0, defaults, member.typeParameters.length, worst],
  };
}

/**
 * What the type parameters stand for where type arguments are written. An extension method takes those of what it extends
 * first: `strings.ToArray<object>()` is `Enumerable.ToArray<object>(strings)`.
 */
function withExplicit(
  registry: Registry,
  { member, bindings: known, extended = [] }: BoundMember,
  explicit: readonly TypeRef[],
): Map<string, TypeRef> | null {
  const own = member.typeParameters;
  const names = explicit.length === own.length ? own : [...extended, ...own];
  if (explicit.length !== names.length) return null;
  const bindings = new Map(known);
  for (const [i, name] of names.entries()) {
    const type = explicit[i];
    const receiver = known.get(name);
    if (type === undefined) return null;
    // sequences are covariant for classes only: no List<int> is an IEnumerable<object>
    const fits =
      receiver === undefined ||
      sameType(receiver, type) ||
      (!registry.isStruct(receiver) && implicitRank(registry, receiver, type) >= 0);
    if (!fits) return null;
    bindings.set(name, type);
  }
  return bindings;
}

function argumentRank(
  registry: Registry,
  parameter: TypeRef,
  argument: Given,
  out: boolean,
  names: readonly string[],
  bindings: ReadonlyMap<string, TypeRef>,
): number {
  if (argument.out !== out) return -1;
  if (out) return 0;
  if (argument.lambda !== undefined || argument.methodGroup === true) {
    const shape = delegateShape(parameter);
    if (shape === null) return -1;
    return argument.methodGroup === true || shape.parameters.length === argument.lambda ? 0 : -1;
  }
  const unbound =
    parameter.args.length === 0 && names.includes(parameter.name) && !bindings.has(parameter.name);
  if (unbound) return 0;
  if (
    parameter.args.length > 0 &&
    argument.type !== null &&
    parameter.args.some((arg) => names.includes(arg.name) && !bindings.has(arg.name))
  ) {
    return registry.as(argument.type, parameter.name) === null && parameter.name !== argument.type.name
      ? -1
      : 1;
  }
  return implicitRank(registry, argument.type, parameter, argument.constant);
}

/** Calls `visit` with each parameter type and the argument that goes to it. */
function forEachPair(
  parameters: BoundMember['member']['parameters'],
  slots: readonly Slot[],
  given: readonly Given[],
  visit: (parameter: TypeRef, argument: Given, out: boolean) => void,
): void {
  slots.forEach((slot, i) => {
    const parameter = parameters[i];
    if (parameter === undefined) return;
    if (slot.kind === 'argument') {
      const argument = given[slot.index];
      if (argument !== undefined) visit(parameter.type, argument, parameter.out);
    } else if (slot.kind === 'rest') {
      for (const index of slot.indexes) {
        const argument = given[index];
        if (argument !== undefined) visit(parameter.type.args[0] ?? t.object, argument, false);
      }
    }
  });
}

function place(
  parameters: BoundMember['member']['parameters'],
  given: readonly Given[],
  expanded: boolean,
): Slot[] | null {
  const slots: (Slot | undefined)[] = parameters.map(() => undefined);
  const rest: number[] = [];
  const fixed = expanded ? parameters.length - 1 : parameters.length;
  for (let i = 0; i < given.length; i++) {
    const argument = given[i];
    const name = argument?.name ?? null;
    const at = name === null ? i : parameters.findIndex((parameter) => parameter.name === name);
    if (name === null && expanded && i >= fixed) rest.push(i);
    else if (at < 0 || at >= parameters.length || slots[at] !== undefined) return null;
    else slots[at] = { kind: 'argument', index: i };
  }
  if (expanded) slots[fixed] = { kind: 'rest', indexes: rest };
  const result: Slot[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const slot = slots[i];
    if (slot !== undefined) result.push(slot);
    else if (parameters[i]?.defaultValue !== undefined) result.push({ kind: 'default' });
    else return null;
  }
  return result;
}
