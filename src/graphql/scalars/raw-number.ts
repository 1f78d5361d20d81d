/** A number of JSON as its own digits, which a double would change. `JSON.stringify` writes it as it is. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** ECMAScript's proposal-json-parse-with-source, in V8 since 11.4; TypeScript's library does not know it. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => RawNumber;
  readonly isRawJSON: (value: unknown) => value is RawNumber;
};

/** The number that the text is, as a double where that writes the same text. */
export function exactNumber(text: string): number | RawNumber {
  const value = Number(text);
  return String(value) === text ? value : rawJSON(text);
}

export const isRawNumber = isRawJSON;

/** A number in JSON text that a double may change, where a value can stand; in a string it is a false alarm. */
const suspect = /(?:^|[[:,\s])-?\d(?:\d{15}|\d*[.eE])/;

/** Whether {@link parseExactly} would make another value of the text than `JSON.parse`. May be true where it would not. */
export const mayHaveRawNumbers = (text: string): boolean => suspect.test(text);

/** As `JSON.parse`, but numbers that a double would change are {@link RawNumber}s. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, keepDigits as never);
}

function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined ? exactNumber(source) : value;
}
