import type { TraceRecord } from '../engine/trace-record.ts';

/** Values of secret named values: they are secrets wherever they turn up. */
export type Secrets = readonly string[];

const REDACTED = '•••';

/** Names whose values are secrets: of headers, variables and parameters. */
const SECRET_NAME =
  /authorization|cookie|token|secret|password|passwd|credential|signature|api[-_]?key|subscription[-_]?key|access[-_]?key|\bsig\b|\bcode\b|x-functions-key|\bkey\b/i;

/** A header or parameter that an expression reads by its name. */
const READ_BY_NAME = /\b(?:Headers|Query)\b[^"]{0,40}"([^"]{1,100})"/g;

/** Values that are secrets whatever they are called. */
const SECRET_VALUE = [
  /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g,
  /\b(?:Bearer|Basic|SharedAccessSignature|SharedKey)\s+[\w.~+/=:&%-]{6,}/gi,
  /\b(?:sig|code|key|token|secret|password|subscription-key|access_token|client_secret)=[^&\s"']+/gi,
];

/** Takes what looks like a secret out of a text. */
export function redactText(text: string, secrets: Secrets): string {
  let redacted = text;
  for (const secret of secrets) if (secret.length > 3) redacted = redacted.replaceAll(secret, REDACTED);
  for (const pattern of SECRET_VALUE) redacted = redacted.replaceAll(pattern, REDACTED);
  return redacted;
}

/** Parameters in a URL, as they are written there. */
const PARAMETER = /([?&])([^=&#]+)=([^&#]*)/g;

/** A URL without the values of the parameters whose names say that they are secrets. */
function redactUrl(url: string, secrets: Secrets): string {
  const cleaned = url.replaceAll(PARAMETER, (whole, before: string, name: string) =>
    SECRET_NAME.test(name) ? `${before}${name}=${REDACTED}` : whole,
  );
  return redactText(cleaned, secrets);
}

/** A record that may be shown. */
export function redactRecord(record: TraceRecord, secrets: Secrets): TraceRecord {
  const clean = (text: string) => redactText(text, secrets);
  const cleanOf = (name: string, text: string | undefined) =>
    text === undefined || text === '' ? text : SECRET_NAME.test(name) ? REDACTED : clean(text);
  return {
    ...record,
    url: redactUrl(record.url, secrets),
    lastError: record.lastError && { ...record.lastError, message: clean(record.lastError.message) },
    emissions: record.emissions.map((emission) => JSON.parse(clean(JSON.stringify(emission)))),
    statements: record.statements.map((statement) => ({
      ...statement,
      error: statement.error && clean(statement.error),
      notes: statement.notes.map(clean),
      values: statement.values.map(({ expression, value }) => ({
        expression: clean(expression),
        value: readsSecret(expression) ? REDACTED : clean(value),
      })),
      changes: statement.changes.map(({ what, before, after }) => ({
        what,
        before: cleanOf(what, before),
        after: cleanOf(what, after),
      })),
    })),
  };
}

/** `context.Request.Headers["X-Api-Key"]` names what it gives. */
function readsSecret(expression: string): boolean {
  return [...expression.matchAll(READ_BY_NAME)].some(([, name = '']) => SECRET_NAME.test(name));
}
