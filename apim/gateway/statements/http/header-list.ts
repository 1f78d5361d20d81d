import type { HeaderLookup } from '../../expression/index.ts';

/** One header; another object after each change of it. */
export type Header = { readonly name: string; readonly values: readonly string[] };

/** The headers of a message: looked up without regard to case, kept in order and in the casing they came in. */
export class HeaderList implements HeaderLookup {
  readonly #headers = new Map<string, Header>();
  #revision = 0;

  constructor(entries: Iterable<readonly [name: string, value: string | readonly string[]]> = []) {
    for (const [name, value] of entries) this.append(name, typeof value === 'string' ? [value] : value);
  }

  /** Another number after each change, so that a trace need not compare the headers. */
  get revision(): number {
    return this.#revision;
  }

  /** The values of a header, in the order in which they came. */
  get(name: string): readonly string[] | undefined {
    return this.#headers.get(name.toLowerCase())?.values;
  }

  /** The values of a header in one text, as HTTP allows. */
  text(name: string): string | undefined {
    return this.get(name)?.join(',');
  }

  /** Whether the header is there, be it empty. */
  has(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }

  /** Puts values in the place of those that are there. */
  set(name: string, ...values: string[]): void {
    this.#revision += 1;
    this.#headers.set(name.toLowerCase(), { name, values });
  }

  /** Puts values behind those that are there. */
  append(name: string, values: readonly string[]): void {
    this.#revision += 1;
    const known = this.#headers.get(name.toLowerCase());
    const header =
      known === undefined
        ? { name, values: [...values] }
        : { name: known.name, values: [...known.values, ...values] };
    this.#headers.set(name.toLowerCase(), header);
  }

  /** Takes a header out. */
  delete(name: string): void {
    if (this.#headers.delete(name.toLowerCase())) this.#revision += 1;
  }

  /** Takes all headers out. */
  clear(): void {
    this.#revision += 1;
    this.#headers.clear();
  }

  /** Names and values, in order. */
  *entries(): Generator<readonly [string, readonly string[]]> {
    for (const { name, values } of this.#headers.values()) yield [name, values];
  }

  /** The headers as they are now. */
  snapshot(): readonly Header[] {
    return [...this.#headers.values()];
  }

  /** A copy that changes on its own. */
  copy(): HeaderList {
    const copy = new HeaderList();
    // Headers are replaced, never changed, so both may hold them.
    for (const [key, header] of this.#headers) copy.#headers.set(key, header);
    return copy;
  }
}
