import type { Value } from '../value.ts';

/** A piece of `$"…"`: text, or a hole given by its place in the source. */
export type InterpolatedPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hole';
      readonly start: number;
      readonly end: number;
      readonly alignment: number | null;
      readonly format: string | null;
    };

interface Place {
  readonly offset: number;
  readonly end: number;
}

/** A token of C#. */
export type Token = Place &
  (
    | { readonly kind: 'identifier'; readonly text: string; readonly escaped: boolean }
    | { readonly kind: 'literal'; readonly text: string; readonly value: Value }
    | { readonly kind: 'interpolated'; readonly text: string; readonly parts: readonly InterpolatedPart[] }
    | { readonly kind: 'operator'; readonly text: string }
    | { readonly kind: 'end'; readonly text: '' }
  );
