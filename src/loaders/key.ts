/** The values of a key without the region, as the database writes them. */
export type Key = readonly string[];

/** Tells the keys of one table apart. No text in a database holds the separator. */
export function keyText(key: Key): string {
  return key.length === 1 ? (key[0] as string) : key.join('\0');
}
