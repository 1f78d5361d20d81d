import type { AccessMap } from './access-map.ts';
import type { Guard } from './guard.ts';
import { guardsInWords } from './in-words.ts';

/** How access to a coordinate changed. `other`: some callers gained it and some lost it. */
export type AccessChangeKind = 'more open' | 'more closed' | 'other' | 'new' | 'gone';

/** One coordinate whose readers changed. */
export interface AccessChange {
  readonly coordinate: string;
  readonly kind: AccessChangeKind;
  /** Who may read it, in words; undefined where it is not in that contract. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The most names that guards of one coordinate may use together; 2 to the power of it sets are tried. */
const MOST_NAMES = 16;

/** Compares who may read each coordinate of two contracts. What is written differently but means the same is no change. */
export function accessChanges(before: AccessMap, after: AccessMap): readonly AccessChange[] {
  const guardsOf = (access: AccessMap, coordinate: string) =>
    (access.fields.get(coordinate) ?? access.types.get(coordinate))?.guards;
  const coordinates = [before, after].flatMap((access) => [...access.types.keys(), ...access.fields.keys()]);
  return [...new Set(coordinates)].flatMap((coordinate): AccessChange[] => {
    const old = guardsOf(before, coordinate);
    const current = guardsOf(after, coordinate);
    const kind = kindOf(old, current);
    return kind
      ? [{ coordinate, kind, before: old && guardsInWords(old), after: current && guardsInWords(current) }]
      : [];
  });
}

function kindOf(
  before: readonly Guard[] | undefined,
  after: readonly Guard[] | undefined,
): AccessChangeKind | undefined {
  if (!before) return after && 'new';
  if (!after) return 'gone';
  const names = [...new Set([...before, ...after].flatMap(namesOf))];
  if (names.length > MOST_NAMES) return 'other';
  let gained = false;
  let lost = false;
  for (let set = 0; set < 2 ** names.length; set += 1) {
    const held = new Set(names.filter((_name, at) => (set >> at) & 1));
    const was = before.every((guard) => passes(guard, held));
    const is = after.every((guard) => passes(guard, held));
    gained ||= is && !was;
    lost ||= was && !is;
  }
  if (gained && lost) return 'other';
  if (gained) return 'more open';
  return lost ? 'more closed' : undefined;
}

/** Row rules are counted like scopes, with a mark that no scope can have. */
const asNames = (guard: Guard) => [
  ...guard.scopes,
  ...guard.policies.map((clause) => clause.map((name) => `@${name}`)),
];

const namesOf = (guard: Guard) => asNames(guard).flat();

const passes = (guard: Guard, held: ReadonlySet<string>) =>
  asNames(guard).some((clause) => clause.every((name) => held.has(name)));
