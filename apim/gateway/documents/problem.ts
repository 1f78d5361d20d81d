import type { Place } from '../statements/statement.ts';

/** Something wrong with a policy document, where it stands. A warning does not keep the document from loading. */
export type Problem = {
  readonly place: Place;
  readonly severity: 'error' | 'warning';
  readonly message: string;
};

/** `file:line:column message`, as editors and terminals link it. */
export function formatProblem({ place, severity, message }: Problem): string {
  const mark = severity === 'warning' ? 'warning: ' : '';
  return `${place.file}:${place.line}:${place.column} ${mark}${message}`;
}

/** In the order of the files' text, so that a list reads like the document. */
export function byPlace(a: Problem, b: Problem): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
