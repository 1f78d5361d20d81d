/** A list of names, or everything. */
export type Allowed = '*' | ReadonlySet<string>;

/** A cors statement, evaluated for one request. */
export type CrossOriginRules = {
  readonly origins: Allowed;
  /** Upper case. */
  readonly methods: Allowed;
  /** Lower case. */
  readonly headers: Allowed;
  /** As written. */
  readonly exposed: readonly string[];
  readonly allowCredentials: boolean;
  readonly preflightMaxAge: number | undefined;
};

/** The headers of a browser's question before the question. */
export type Preflight = {
  readonly origin: string;
  readonly method: string;
  /** As they came, comma-separated. */
  readonly headers: string | undefined;
};

/** An origin in the form that browsers send; undefined for what is none. The documents often add a slash. */
export function normalOrigin(text: string): string | undefined {
  try {
    const { origin } = new URL(text.trim());
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}

/** Whether a page of that origin may read answers. */
export function allowsOrigin({ origins }: CrossOriginRules, origin: string): boolean {
  return origins === '*' || origins.has(origin);
}

/** The headers that answer a preflight, or undefined when the rules do not allow what it asks for. */
export function answerPreflight(rules: CrossOriginRules, ask: Preflight): Record<string, string> | undefined {
  const method = ask.method.toUpperCase();
  const asked = (ask.headers ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const { headers, methods } = rules;
  if (!allowsOrigin(rules, ask.origin)) return undefined;
  if (methods !== '*' && !methods.has(method)) return undefined;
  if (headers !== '*' && !asked.every((name) => headers.has(name))) return undefined;
  const answer: Record<string, string> = {
    ...originHeaders(rules, ask.origin),
    'Access-Control-Allow-Methods': methods === '*' ? method : [...methods].join(','),
  };
  if (asked.length > 0) answer['Access-Control-Allow-Headers'] = asked.join(',');
  if (rules.preflightMaxAge !== undefined) answer['Access-Control-Max-Age'] = String(rules.preflightMaxAge);
  return answer;
}

/** The headers that let a page read the answer to its request. */
export function answerHeaders(rules: CrossOriginRules, origin: string): Record<string, string> {
  const answer = originHeaders(rules, origin);
  if (rules.exposed.length > 0) answer['Access-Control-Expose-Headers'] = rules.exposed.join(',');
  return answer;
}

/** `*` stays `*` beside credentials, which browsers refuse: naming the origin instead would open the API to any page. */
function originHeaders(rules: CrossOriginRules, origin: string): Record<string, string> {
  const answer: Record<string, string> = {
    'Access-Control-Allow-Origin': rules.origins === '*' ? '*' : origin,
  };
  if (rules.allowCredentials) answer['Access-Control-Allow-Credentials'] = 'true';
  return answer;
}
