/**
 * A PostgreSQL array literal, such as `{"a","b"}`, to be sent as one text parameter and cast in the statement
 * (`$1::uuid[]`). Every element is quoted, so that commas, braces and the word NULL are plain text.
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  let literal = '{';
  for (let i = 0; i < values.length; i += 1) {
    if (i > 0) literal += ',';
    const value = values[i];
    if (value === null || value === undefined) literal += 'NULL';
    else literal += typeof value === 'string' ? quote(value) : String(value);
  }
  return `${literal}}`;
}

const special = /["\\]/g;

function quote(text: string): string {
  return `"${text.includes('"') || text.includes('\\') ? text.replace(special, '\\$&') : text}"`;
}
