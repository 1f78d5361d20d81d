import { describe, expect, test } from 'vitest';
import { RowText, stringifyAnswer } from '../../../src/graphql/row-text/row-text.ts';

describe('an answer', () => {
  test('without text is what JSON.stringify makes of it', () => {
    const answer = { data: { a: [1, 'zwei', null, { drei: true }] } };
    expect(stringifyAnswer(answer)).toBe(JSON.stringify(answer));
  });

  test('has each text where it stood', () => {
    const answer = {
      data: { a: new RowText('[1]'), b: 2, c: [new RowText('{"d":3}'), new RowText('null')] },
    };
    expect(stringifyAnswer(answer)).toBe('{"data":{"a":[1],"b":2,"c":[{"d":3},null]}}');
  });

  test('keeps a text that looks like a replacement pattern', () => {
    expect(stringifyAnswer({ a: new RowText('"$&$1$$"') })).toBe('{"a":"$&$1$$"}');
  });

  test('holds nothing of the one before, also where that could not be written', () => {
    const loop: Record<string, unknown> = { text: new RowText('1') };
    loop.loop = loop;
    expect(() => stringifyAnswer(loop)).toThrow(TypeError);
    expect(stringifyAnswer({ a: new RowText('2') })).toBe('{"a":2}');
  });
});
