import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compileExpression,
  ExpressionException,
  ExpressionLimitError,
  ExpressionSyntaxError,
} from '../../../apim/gateway/expression/index.ts';
import { stubContext } from './stub-context.ts';

const sources = (
  JSON.parse(readFileSync(new URL('./oracle/vectors.golden.json', import.meta.url), 'utf8')) as {
    source: string;
  }[]
).map(({ source }) => source);

const pieces = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '"',
  "'",
  '\\',
  '$"',
  '@"',
  '?.',
  '??',
  '=>',
  ';',
  ',',
  ':',
  '.',
  '0',
  '9L',
  'null',
  'new ',
  'var x = ',
  ' as ',
  ' is ',
  '/*',
  '//',
  '\0',
  'é',
  '😀',
  '__proto__',
  'context',
];

/** A vector with a few cuts, insertions and swaps. */
const mutated = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(
      fc.tuple(
        fc.nat(400),
        fc.constantFrom('cut', 'insert', 'splice', 'repeat'),
        fc.constantFrom(...pieces),
        fc.constantFrom(...sources),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([source, changes]) =>
    changes.reduce((text, [at, change, piece, other]) => {
      const i = at % (text.length + 1);
      if (change === 'cut') return text.slice(0, i) + text.slice(i + 1 + (at % 3));
      if (change === 'insert') return text.slice(0, i) + piece + text.slice(i);
      if (change === 'splice') return text.slice(0, i) + other.slice(at % (other.length + 1));
      return text.slice(0, i) + text.slice(Math.max(0, i - 5), i).repeat(3) + text.slice(i);
    }, source),
  );

it('a mutated expression compiles or is refused, runs or throws one of the three errors, and ends', () => {
  const context = stubContext();
  let compiled = 0;
  fc.assert(
    fc.property(mutated, (source) => {
      const block = source.startsWith('{');
      try {
        const expression = compileExpression(block ? source.slice(1, -1) : source, {
          kind: block ? 'block' : 'expression',
        });
        compiled += 1;
        expression.evaluate(
          context,
          { now: () => 0, random: () => 0.5 },
          { steps: 20_000, milliseconds: 500, regexSteps: 50_000, allocation: 1_000_000, text: 100_000 },
        );
      } catch (error) {
        const ours = [ExpressionSyntaxError, ExpressionException, ExpressionLimitError].some(
          (type) => error instanceof type,
        );
        if (!ours) throw error;
        if (error instanceof ExpressionSyntaxError) expect(error.offset).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 20_000, seed: 7 },
  );
  expect(compiled).toBeGreaterThan(1_000);
});
