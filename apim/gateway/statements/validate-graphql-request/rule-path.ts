/** A rule's path, compiled. */
export type RulePath = {
  readonly text: string;
  /** Whether the path covers a field: `/Type/field`, or `/__schema` for the introspection system. */
  readonly covers: (fieldPath: string) => boolean;
  /** The higher one wins: "applies the most specific path match (/Query/listUsers overrides /Query/*)". */
  readonly specificity: number;
};

/** Why a path cannot be used; the statement makes it an error at load. */
export type RulePathFault = { readonly fault: string };

const SEGMENT = /^(?:[_A-Za-z][_0-9A-Za-z]*\*?|\*)$/;

/** An exact path beats every pattern, whatever their lengths. */
const EXACT = 1_000_000;

/**
 * Compiles a path of the pattern `/type/field`, in which a segment may be a name, a name's beginning followed by `*`,
 * or `*` (validate-graphql-request-policy, rule attributes). One segment alone stands for the introspection system
 * (`/__*`, `/__schema`) or, as `/*`, for everything.
 */
export function compileRulePath(text: string): RulePath | RulePathFault {
  const [root, ...segments] = text.split('/');
  if (root !== '' || !segments.every((segment) => SEGMENT.test(segment))) return { fault: expected(text) };
  const isIntrospection = segments.length === 1 && segments[0]?.startsWith('__');
  const isEverything = segments.length === 1 && segments[0] === '*';
  if (segments.length !== 2 && !isIntrospection && !isEverything) return { fault: expected(text) };
  const literal = text.replaceAll('*', '').length;
  if (!text.includes('*')) return { text, covers: (path) => path === text, specificity: EXACT + literal };
  if (isEverything) return { text, covers: () => true, specificity: 0 };
  const pattern = new RegExp(`^${text.replaceAll('*', '[^/]*')}$`);
  return { text, covers: (path) => pattern.test(path), specificity: literal };
}

function expected(text: string): string {
  const name = /^\/?([_A-Za-z]\w*)$/.exec(text)?.[1];
  const hint = name === undefined ? '' : `: did you mean "/Query/${name}"?`;
  return `a rule's path must be "/type/field" or "/__*"${hint}`;
}
