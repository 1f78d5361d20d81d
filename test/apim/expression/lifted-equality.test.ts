import { describe, expect, it } from 'vitest';
import { compileExpression, ExpressionSyntaxError } from '../../../apim/gateway/expression/index.ts';
import { stubContext } from './stub-context.ts';

const seams = { now: () => 0, random: () => 0.5, guid: () => '' };
const evaluate = (source: string) =>
  compileExpression(source, { kind: 'expression' }).evaluate(stubContext(), seams);

/** The warning CS0472: "the result of the expression is always 'false' since a value of type 'bool' is never equal to 'null'". */
describe('a value that is never null', () => {
  it.each([
    ['context.Variables.ContainsKey("x") == null', false],
    ['null == true', false],
    ['1 != null', true],
    ['DateTime.MinValue == null', false],
    ['Guid.Empty != null', true],
  ])('is compared with null: %s', (source, expected) => {
    expect(evaluate(source)).toBe(expected);
  });

  it('is not, when its type has no ==', () => {
    const source = 'context.Variables.First() == null';
    expect(() => evaluate(source)).toThrow(ExpressionSyntaxError);
  });
});
