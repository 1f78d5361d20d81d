/** The present as the database writes it, in UTC, to the millisecond. */
export function now(): string {
  return new Date().toISOString().slice(0, 23).replace('T', ' ');
}
