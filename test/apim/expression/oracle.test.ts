import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  ExpressionException,
  ExpressionSyntaxError,
} from '../../../apim/gateway/expression/index.ts';
import { describeValue } from './describe-value.ts';
import { knownDisagreements } from './known-disagreements.ts';
import { stubContext } from './stub-context.ts';

/** One line of oracle/vectors.golden.json, which the C# program in oracle/ writes. */
interface Golden {
  readonly file: string;
  readonly source: string;
  readonly value?: string;
  readonly throws?: string;
  readonly invalid?: string;
}

const golden = JSON.parse(
  readFileSync(new URL('./oracle/vectors.golden.json', import.meta.url), 'utf8'),
) as readonly Golden[];

function expected({ value, throws, invalid }: Golden): string {
  if (invalid !== undefined) return 'does not compile';
  return throws === undefined ? (value ?? 'null') : `throws ${throws}`;
}

function actual(source: string): string {
  const block = source.startsWith('{');
  try {
    const compiled = compileExpression(block ? source.slice(1, -1) : source, {
      kind: block ? 'block' : 'expression',
    });
    return describeValue(compiled.evaluate(stubContext()));
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return 'does not compile';
    if (error instanceof ExpressionException) return `throws ${error.dotnetType}`;
    throw error;
  }
}

const files = [...new Set(golden.map((line) => line.file))];

describe('expressions give what .NET gives', () => {
  it('covers more than 3,300 vectors of which at least 99.5 % agree', () => {
    expect(golden.length).toBeGreaterThan(3300);
    expect(knownDisagreements.length / golden.length).toBeLessThan(0.005);
  });

  it.each(files)('agrees in every vector of %s but the known ones', (file) => {
    const disagreeing = golden
      .filter((line) => line.file === file && actual(line.source) !== expected(line))
      .map((line) => line.source);
    const known = knownDisagreements
      .filter(({ source }) => golden.some((line) => line.file === file && line.source === source))
      .map(({ source }) => source);
    expect(disagreeing.sort()).toEqual(known.sort());
  });

  it('knows no disagreement that is no vector', () => {
    const sources = new Set(golden.map((line) => line.source));
    expect(knownDisagreements.filter(({ source }) => !sources.has(source))).toEqual([]);
  });
});
