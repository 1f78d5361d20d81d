import { type FieldNode, GraphQLError, type GraphQLOutputType } from 'graphql';
import { type Clauses, type Guard, missingScopes, requiredScopes } from './guard.ts';

/** One step from an object of the answer to the value of one of its fields. */
export interface Step {
  readonly key: string;
  readonly type: GraphQLOutputType;
  /** The object types that the step is taken on, undefined where there can be no other. */
  readonly onTypes: ReadonlySet<string> | undefined;
}

/** A field that was asked for and that the caller's scopes do not open. */
export interface Denial {
  /** `Type.field`, as the document selects it. */
  readonly coordinate: string;
  /** Response names from the root; positions in lists are left out, for the denial is the same in all of them. */
  readonly path: readonly string[];
  /** The fewest scopes that would open it. Empty where none would. */
  readonly missingScopes: readonly string[];
  /** All ways to open it by scopes: any one of the inner lists, each in full. */
  readonly requiredScopes: Clauses;
  /** The places where the document selects it. */
  readonly nodes: readonly FieldNode[];
  readonly route: readonly Step[];
}

/** What a caller is told who lacks scopes: code FORBIDDEN, the coordinate and what would open it. */
export interface ForbiddenExtensions {
  readonly [name: string]: unknown;
  readonly code: 'FORBIDDEN';
  readonly coordinate: string;
  readonly missingScopes: readonly string[];
  readonly requiredScopes: Clauses;
}

/** The details of a refusal; names and scopes only, no values. */
export function forbidden(
  coordinate: string,
  guards: readonly Guard[],
  held: ReadonlySet<string>,
): { readonly message: string; readonly details: Omit<ForbiddenExtensions, 'code'> } {
  const missing = missingScopes(guards, held);
  return {
    message: forbiddenMessage(coordinate, missing),
    details: { coordinate, missingScopes: missing, requiredScopes: requiredScopes(guards) },
  };
}

/** The error of a denial, as it goes into the answer. */
export function denialError(denial: Denial): GraphQLError {
  const { coordinate, path, missingScopes: missing, requiredScopes: required, nodes } = denial;
  const extensions: ForbiddenExtensions = {
    code: 'FORBIDDEN',
    coordinate,
    missingScopes: missing,
    requiredScopes: required,
  };
  return new GraphQLError(forbiddenMessage(coordinate, missing), { nodes, path, extensions });
}

function forbiddenMessage(coordinate: string, missing: readonly string[]): string {
  if (missing.length === 0) return `Nobody may read ${coordinate}.`;
  const [scopes, are] = missing.length === 1 ? ['the scope', 'is'] : ['the scopes', 'are'];
  return `Not allowed to read ${coordinate}: ${scopes} ${missing.join(', ')} ${are} missing.`;
}
