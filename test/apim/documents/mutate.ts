/** A number generator that gives the same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Pieces that the markup and the expressions of policy documents turn on. */
const PIECES: readonly string[] = [
  '<',
  '>',
  '/>',
  '</',
  '"',
  "'",
  '&',
  '&quot;',
  '&amp;',
  '&#x0;',
  '@(',
  '@{',
  ')',
  '}',
  '(',
  '{',
  '{{',
  '}}',
  '{{x}}',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '$"',
  '@"',
  '$@"',
  '\\',
  '//',
  '/*',
  '*/',
  ';',
  '=>',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '\n',
  '<base />',
  '<set-body>',
  '</set-body>',
  '<choose>',
  '<policies>',
  '</policies>',
  '<!DOCTYPE a>',
  ' a="',
  'context.',
  '.As<string>()',
  '__proto__',
];

type Edit = (text: string, random: () => number, others: readonly string[]) => string;

const at = (text: string, random: () => number): number => Math.floor(random() * (text.length + 1));
const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] as T;

const EDITS: readonly Edit[] = [
  (text, random) => splice(text, at(text, random), 0, pick(PIECES, random)),
  (text, random) => splice(text, at(text, random), 1 + Math.floor(random() * 20), ''),
  (text, random) => splice(text, at(text, random), 1, String.fromCharCode(Math.floor(random() * 65_536))),
  (text, random) => {
    const start = at(text, random);
    return splice(text, at(text, random), 0, text.slice(start, start + Math.floor(random() * 200)));
  },
  (text, random) => text.slice(0, at(text, random)),
  (text, random, others) => text.slice(0, at(text, random)) + pick(others, random).slice(at(text, random)),
  (text, random) =>
    splice(text, at(text, random), 0, pick(PIECES, random).repeat(1 + Math.floor(random() * 300))),
];

function splice(text: string, start: number, remove: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(start + remove);
}

/** A document that is one or a few edits away from one of the given ones. */
export function mutate(documents: readonly string[], random: () => number): string {
  let text = pick(documents, random);
  const edits = 1 + Math.floor(random() * 4);
  for (let edit = 0; edit < edits; edit += 1) text = pick(EDITS, random)(text, random, documents);
  return text;
}
