import type { Answer, ForwardedRequest } from '../statements/exchange.ts';
import type { TracedChange } from './trace-record.ts';

/** A map that remembers what it held under the names that were changed since somebody last asked. */
export class JournalMap<V> extends Map<string, V> {
  #before = new Map<string, V | undefined>();

  override set(key: string, value: V): this {
    if (!this.#before.has(key)) this.#before.set(key, this.get(key));
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    if (this.has(key) && !this.#before.has(key)) this.#before.set(key, this.get(key));
    return super.delete(key);
  }

  /** The names that were changed, with what they had before; undefined for nothing. */
  takeBefore(): ReadonlyMap<string, V | undefined> | undefined {
    if (this.#before.size === 0) return undefined;
    const before = this.#before;
    this.#before = new Map();
    return before;
  }
}

/** What of an exchange is watched. */
export type Watched = {
  readonly request: ForwardedRequest;
  readonly response: Answer | undefined;
  readonly variables: JournalMap<unknown>;
};

/** A single value: it is compared itself. */
type Field = { readonly what: string; readonly of: (watched: Watched) => unknown };

/** A list of named values: it is looked at only when its mark is another one. */
type Collection = {
  readonly what: string;
  readonly markOf: (watched: Watched) => unknown;
  readonly entriesOf: (watched: Watched) => Entries;
};
type Entry = { readonly name: string; readonly values: unknown };
type Entries = readonly Entry[];

const NONE: readonly never[] = [];

const FIELDS: readonly Field[] = [
  { what: 'request method', of: ({ request }) => request.method },
  { what: 'request path', of: ({ request }) => request.path },
  { what: 'backend', of: ({ request }) => request.backendUrl },
  { what: 'request body', of: ({ request }) => request.body.buffered },
  { what: 'response status', of: ({ response }) => response?.statusCode },
  { what: 'response body', of: ({ response }) => response?.body.buffered },
];

const RESPONSE_HEADERS: Collection = {
  what: 'response header',
  markOf: ({ response }) => response?.headers.revision,
  entriesOf: ({ response }) => response?.headers.snapshot() ?? NONE,
};

const COLLECTIONS: readonly Collection[] = [
  {
    what: 'query',
    markOf: ({ request }) => request.query,
    entriesOf: ({ request }) => request.query.map(([name, values]) => ({ name, values })),
  },
  {
    what: 'request header',
    markOf: ({ request }) => request.headers.revision,
    entriesOf: ({ request }) => request.headers.snapshot(),
  },
  RESPONSE_HEADERS,
];

/** Tells what has changed since it was last asked. Most statements change one thing; the rest costs a comparison each. */
export class ChangeWatch {
  readonly #watched: Watched;
  readonly #fields: unknown[];
  readonly #marks: unknown[];
  readonly #entries: Entries[];
  #response: Answer | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#response = watched.response;
    this.#fields = FIELDS.map((field) => field.of(watched));
    this.#marks = COLLECTIONS.map((collection) => collection.markOf(watched));
    this.#entries = COLLECTIONS.map((collection) => collection.entriesOf(watched));
  }

  /** The changes since the last time; undefined for none. */
  take(show: (value: unknown) => string): TracedChange[] | undefined {
    const changes: TracedChange[] = [];
    this.#takeFields(changes, show);
    // Another answer may count as many changes of its headers as the one before.
    const isAnotherAnswer = this.#response !== this.#watched.response;
    this.#response = this.#watched.response;
    for (let index = 0; index < COLLECTIONS.length; index += 1) {
      const collection = COLLECTIONS[index] as Collection;
      const mark = collection.markOf(this.#watched);
      if (mark === this.#marks[index] && !(isAnotherAnswer && collection === RESPONSE_HEADERS)) continue;
      const before = this.#entries[index] as Entries;
      const after = collection.entriesOf(this.#watched);
      this.#marks[index] = mark;
      this.#entries[index] = after;
      compare(collection.what, before, after, changes, show);
    }
    this.#takeVariables(changes, show);
    return changes.length === 0 ? undefined : changes;
  }

  #takeVariables(changes: TracedChange[], show: (value: unknown) => string): void {
    const { variables } = this.#watched;
    for (const [name, old] of variables.takeBefore() ?? NONE) {
      const value = variables.get(name);
      if (old === value) continue;
      const change = { what: `variable ${name}`, before: shownOr(old, show), after: shownOr(value, show) };
      if (change.before !== change.after) changes.push(change);
    }
  }

  #takeFields(changes: TracedChange[], show: (value: unknown) => string): void {
    for (let index = 0; index < FIELDS.length; index += 1) {
      const { what, of } = FIELDS[index] as Field;
      const after = of(this.#watched);
      const before = this.#fields[index];
      if (after === before) continue;
      this.#fields[index] = after;
      // A request body that was only read into memory has not changed.
      if (before === undefined && what === 'request body') continue;
      changes.push({ what, before: shownOr(before, show), after: shownOr(after, show) });
    }
  }
}

const shownOr = (value: unknown, show: (value: unknown) => string): string | undefined =>
  value === undefined ? undefined : show(value);

function compare(
  what: string,
  before: Entries,
  after: Entries,
  changes: TracedChange[],
  show: (value: unknown) => string,
): void {
  // Mostly a header is put behind the others or in the place of itself, and the rest are the same objects.
  const left = new Map<string, unknown>();
  for (let index = 0; index < before.length; index += 1) {
    const { name, values } = before[index] as Entry;
    if (before[index] !== after[index]) left.set(name, values);
  }
  for (let index = 0; index < after.length; index += 1) {
    if (after[index] === before[index]) continue;
    const { name, values } = after[index] as Entry;
    const old = left.get(name);
    const wasThere = left.delete(name);
    if (wasThere && old === values) continue;
    const change = { what: `${what} ${name}`, before: wasThere ? show(old) : undefined, after: show(values) };
    if (change.before !== change.after) changes.push(change);
  }
  for (const [name, values] of left)
    changes.push({ what: `${what} ${name}`, before: show(values), after: undefined });
}
