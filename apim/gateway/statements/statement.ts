/**
 * What a policy statement is: a table of the attributes and elements that it takes, and a function that compiles one
 * element of a document, once, to what runs on every request. The engine gives documents (`Element`), loads them
 * (`Load`) and carries requests (`Exchange`); this file says what a statement needs of each.
 */
import type { CompiledExpression, PolicyContext, Value } from '../expression/index.ts';
import type { Exchange } from './exchange.ts';
import type { Section } from './section.ts';

export { EVERYWHERE, type Section } from './section.ts';

/** A place in a policy document; lines and columns count from 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/** An attribute as it was written, entities decoded, named values put in. */
export type WrittenAttribute = { readonly value: string; readonly place: Place };

/** Text between elements, entities decoded, CDATA unwrapped, comments gone. */
export type WrittenText = { readonly kind: 'text'; readonly text: string; readonly place: Place };

/** An element of a policy document. */
export type Element = {
  readonly kind: 'element';
  readonly name: string;
  readonly place: Place;
  readonly attributes: ReadonlyMap<string, WrittenAttribute>;
  readonly children: readonly (Element | WrittenText)[];
  /** The markup between the tags as it was written, for set-body. */
  readonly innerSource: string;
};

/** What the rest of the document and of the API's configuration can be asked while an element is compiled. */
export type Load = {
  /** The section that the element stands in. */
  readonly section: Section;
  /** Reports a fault of the document; loading goes on, so that all faults are listed. */
  readonly fault: (place: Place, message: string) => void;
  /** Compiles an expression; a fault of it is reported and answered with one that is never run. */
  readonly expression: (source: string, kind: 'expression' | 'block', place: Place) => CompiledExpression;
  /** Compiles the statements within an element: for choose, retry and limit-concurrency. */
  readonly statements: (parent: Element) => Block;
  /** Compiles one statement: for wait, whose children run beside each other. */
  readonly statement: (element: Element) => Run;
  /** The same section of the parent scope; nothing at the global scope. */
  readonly base: () => Block;
  /** The elements of a fragment, or undefined when there is none of that name. */
  readonly fragment: (id: string) => Element | undefined;
  /** The schema of a GraphQL API as SDL. */
  readonly graphqlSchema: string | undefined;
  /** Makes a value that all statements of one gateway share, such as a Liquid parser; `key` names it. */
  readonly shared: <T>(key: string, make: () => T) => T;
};

/**
 * What a statement leaves behind: `answered` ends the pipeline with `exchange.response` as the answer; `cached` does
 * so too, but "processing will continue from the step in the pipeline that is after the corresponding cache-store"
 * (the trace of cache-lookup).
 */
export type Outcome = undefined | 'answered' | 'cached';

/** One compiled statement. Most are done at once; those that wait return a promise. */
export type Run = (exchange: Exchange) => Outcome | Promise<Outcome>;

/** Statements in their order. */
export type Block = { readonly run: Run; readonly isEmpty: boolean };

/** A statement: where it may stand, what it takes, what it does. */
export type StatementDefinition = {
  readonly name: string;
  /** The page of the reference, without `.md`. */
  readonly page: string;
  readonly sections: readonly Section[];
  /** Names of the attributes, for the README and for faults; `compile` reads them by the same table. */
  readonly attributes: readonly string[];
  readonly elements: readonly string[];
  /** Whether the reference says "can only be used once in a policy section". */
  readonly once: boolean;
  /** Whether it answers a CORS preflight, alone (cors-policy, Usage notes). */
  readonly answersPreflight: boolean;
  /** Whether it is skipped when a WebSocket is opened (websocket-api, Limitations). */
  readonly notOnHandshake: boolean;
  readonly compile: (element: Element, load: Load) => Run;
};

/** A compiled attribute or text: a constant, or an expression that is evaluated on each request. */
export type Setting<T> = {
  readonly isExpression: boolean;
  /** The value for one request; throws what the expression throws, or StatementFailure for a value of no use. */
  readonly of: (exchange: Exchange) => T;
  /** The value if it is the same on every request. */
  readonly constant: T | undefined;
};

/** Shapes of the expression engine that statements pass on. */
export type { CompiledExpression, PolicyContext, Value };
