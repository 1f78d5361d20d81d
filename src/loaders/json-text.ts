/** A value of JSON that a caller gave, as its text, in which numbers have all their digits. */
export class JsonText {
  readonly text: string;
  readonly #parse: (text: string) => unknown;

  /** @param parse reads the text again, where the value stands inside another one */
  constructor(text: string, parse: (text: string) => unknown) {
    this.text = text;
    this.#parse = parse;
  }

  toJSON(): unknown {
    return this.#parse(this.text);
  }
}
