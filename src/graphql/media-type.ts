/** The two ways an answer is written (GraphQL over HTTP, section "Media Types"). */
export type AnswerType = 'application/graphql-response+json' | 'application/json';

/**
 * The media type that a caller prefers by its `Accept` header; undefined where it takes neither. A caller that does not
 * say gets `application/json`, as clients older than the specification expect.
 */
export function preferredAnswerType(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept === '' || accept === '*/*') return 'application/json';
  let best: AnswerType | undefined;
  let bestQuality = 0;
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const type = ranges.get(name);
    const quality = qualityOf(parameters);
    if (type && quality > bestQuality) {
      best = type;
      bestQuality = quality;
    }
  }
  return best;
}

const ranges: ReadonlyMap<string, AnswerType> = new Map([
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/json', 'application/json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
]);

/** A charset that is not UTF-8 cannot be served. */
function qualityOf(parameters: readonly string[]): number {
  if (parameters.some((parameter) => /^charset=(?!"?utf-?8"?$)/.test(parameter))) return 0;
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const number = quality === undefined ? 1 : Number(quality.slice(2));
  return Number.isFinite(number) ? number : 0;
}
