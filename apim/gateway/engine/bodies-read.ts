/** Which bodies an expression may read. */
export type ReadBodies = { readonly request: boolean; readonly response: boolean };

const ANY = /\bBody\b/g;
const OF_REQUEST = /\bRequest\s*\??\.\s*Body\b/g;
const OF_RESPONSE = /\bResponse\s*\??\.\s*Body\b/g;

/**
 * Reading a body cannot wait, so the bodies that an expression names are brought into memory before it is evaluated. A
 * `Body` of something else (a variable that holds a message) counts as both: too much is read then, never too little.
 */
export function bodiesReadBy(source: string): ReadBodies {
  const all = count(source, ANY);
  if (all === 0) return { request: false, response: false };
  const request = count(source, OF_REQUEST);
  const response = count(source, OF_RESPONSE);
  const unclear = all > request + response;
  return { request: unclear || request > 0, response: unclear || response > 0 };
}

const count = (source: string, pattern: RegExp): number => source.match(pattern)?.length ?? 0;
