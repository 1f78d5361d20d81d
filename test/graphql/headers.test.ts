import { describe, expect, test } from 'vitest';
import { preferredAnswerType } from '../../src/graphql/media-type.ts';
import { readCallTrace } from '../../src/graphql/trace-context.ts';

const modern = 'application/graphql-response+json';
const legacy = 'application/json';

describe('the media type of an answer', () => {
  test.each<[string | undefined, string | undefined]>([
    [undefined, legacy],
    ['*/*', legacy],
    ['application/*', legacy],
    [legacy, legacy],
    [modern, modern],
    [`${modern}, ${legacy};q=0.9`, modern],
    [`${modern};q=0.5, ${legacy}`, legacy],
    [`${legacy}, ${modern}`, legacy],
    [`${modern}; charset=utf-8`, modern],
    [`${modern}; charset=iso-8859-1`, undefined],
    [`${modern};q=0`, undefined],
    ['text/html, */*;q=0.1', legacy],
    ['text/html', undefined],
    ['constructor', undefined],
    [`${modern};q=x`, undefined],
  ])('for Accept: %s is %s', (accept, expected) => {
    expect(preferredAnswerType(accept)).toBe(expected);
  });
});

describe('what ties a call to its caller', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  test('the trace id of a well-formed traceparent', () => {
    expect(readCallTrace({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` }).traceId).toBe(traceId);
  });

  test.each([
    'x',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
  ])('or one of its own, where it is %s', (traceparent) => {
    const found = readCallTrace({ traceparent }).traceId;
    expect(found).toMatch(/^[0-9a-f]{32}$/);
    expect(found).not.toBe(traceId);
  });

  test.each(['', 'a b', 'x'.repeat(129), 'a\nb', '<script>'])(
    'no request id that could do harm: %j',
    (id) => {
      expect(readCallTrace({ 'x-request-id': id }).requestId).not.toBe(id);
    },
  );
});
