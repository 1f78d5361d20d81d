import type { Clauses, Guard } from './guard.ts';

/** Guards as a sentence has them: `` `rides.read` and (`users.pii.read` or the row rule `self`) ``. */
export function guardsInWords(guards: readonly Guard[]): string {
  if (guards.length === 0) return 'anyone with a token';
  if (guards.some(({ scopes, policies }) => scopes.length + policies.length === 0)) return 'nobody';
  const words = guards.map((guard) => ({ text: guardInWords(guard), isOr: waysOf(guard) > 1 }));
  return words.map(({ text, isOr }) => (isOr && words.length > 1 ? `(${text})` : text)).join(' and ');
}

const waysOf = ({ scopes, policies }: Guard) => scopes.length + policies.length;

function guardInWords({ scopes, policies }: Guard): string {
  return [...clausesInWords(scopes, ''), ...clausesInWords(policies, 'the row rule ')].join(' or ');
}

const clausesInWords = (clauses: Clauses, before: string) =>
  clauses.map((clause) => clause.map((name) => `${before}\`${name}\``).join(' and '));
