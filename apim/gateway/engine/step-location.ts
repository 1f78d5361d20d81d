import type { Place, Section } from '../statements/statement.ts';
import type { ScopeName } from './scope.ts';

/** Where a statement stands, as `context.LastError` and the trace tell it. */
export type StepLocation = {
  readonly statement: string;
  readonly scope: ScopeName;
  readonly section: Section;
  /** Within its section: `choose[2]/when[1]/set-header`. */
  readonly path: string;
  /** The attribute `id`, which every statement may have. */
  readonly policyId: string | null;
  readonly place: Place;
  readonly depth: number;
};
