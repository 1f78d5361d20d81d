import { expect, test } from 'vitest';
import { writeFloat } from '../../../src/graphql/row-plans/byte-values.ts';
import { TextBuffer } from '../../../src/graphql/row-plans/text-buffer.ts';

/** What is written of a column's text; undefined where it is not of the plain form. */
function float(value: string): string | undefined {
  const text = TextBuffer.open();
  const bytes = Buffer.from(value);
  text.reserve(64);
  const written = writeFloat(bytes, 0, bytes.length, text) ? text.written.toString() : undefined;
  text.close();
  return written;
}

test.each(['0', '12', '-0.25', '40.7127281', '123456789012345'])(
  'the float %s is written as it is',
  (value) => {
    expect(float(value)).toBe(JSON.stringify(Number(value)));
  },
);

test.each(['NaN', 'Infinity', '-Infinity', '1e+300', '1e-07', '-0'])('the float %s is not', (value) => {
  expect(float(value)).toBeUndefined();
});
