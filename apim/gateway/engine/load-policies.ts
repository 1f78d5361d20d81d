import type { PolicyDocument } from '../documents/policy-document.ts';
import { formatProblem, type Problem } from '../documents/problem.ts';
import { SourcePlace } from '../documents/source.ts';
import {
  type CompiledExpression,
  compileExpression,
  type ExpressionKind,
  ExpressionSyntaxError,
} from '../expression/index.ts';
import { nearest } from '../statements/nearest.ts';
import {
  type Block,
  type Element,
  EVERYWHERE,
  type Load,
  type Place,
  type Run,
  type Section,
  type StatementDefinition,
} from '../statements/statement.ts';
import { bodiesReadBy, type ReadBodies } from './bodies-read.ts';
import type { PipelineExchange } from './pipeline-exchange.ts';
import { SCOPES, type ScopeName } from './scope.ts';
import { findStep, runStep, runSteps, type Step } from './step.ts';

/** The documents of one operation, one a scope; a scope without a document is as if it held `<base/>` alone. */
export type ScopedDocuments = Readonly<Partial<Record<ScopeName, PolicyDocument>>>;

/** What loading needs beside the documents. */
export type LoadOptions = {
  readonly statements: ReadonlyMap<string, StatementDefinition>;
  /** Statements that are known and not supported, with the reason. */
  readonly unsupported: ReadonlyMap<string, string>;
  readonly fragments: ReadonlyMap<string, PolicyDocument>;
  /** When documents are only checked, a fragment that is not there is taken on trust, and named in `assumed`. */
  readonly assumeFragments: boolean;
  readonly graphqlSchema?: string | undefined;
  /** What statements of one gateway share. */
  readonly shared: Map<string, unknown>;
};

/** The effective policy of one operation, compiled: four sections with the outer scopes' put in at `<base/>`. */
export type EffectivePolicy = {
  readonly sections: Readonly<Record<Section, readonly Step[]>>;
  /** The statement that answers CORS preflights. */
  readonly preflight: Step | undefined;
  readonly readsResponseBody: boolean;
};

/** A policy that may run, or all that is wrong with it. */
export type LoadedPolicies = {
  /** Absent when there is an error among the problems. */
  readonly policy: EffectivePolicy | undefined;
  readonly problems: readonly Problem[];
  /** Named values, placeholders and fragments that were taken on trust. */
  readonly assumed: ReadonlySet<string>;
};

/** Policies that cannot be loaded; the message has a line for each problem. */
export class PolicyLoadError extends Error {
  override readonly name = 'PolicyLoadError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** Compiles the effective policy of the scopes' documents. Never throws: all problems of all documents are listed. */
export function loadPolicies(documents: ScopedDocuments, options: LoadOptions): LoadedPolicies {
  const loader = new Loader(documents, options);
  return loader.load();
}

/** Compiles a fragment, or statements that stand alone, as `check` does: in whichever section each is allowed. */
export function checkStatements(document: PolicyDocument, options: LoadOptions): LoadedPolicies {
  const loader = new Loader({}, options);
  return loader.loadAlone(document);
}

/** Where compiling is at. */
type Position = {
  readonly document: PolicyDocument;
  readonly scope: ScopeName;
  readonly section: Section;
  readonly path: string;
  readonly depth: number;
  /** Fragments that are being included, against circles. */
  readonly fragments: readonly string[];
  /** Whether the section is only a guess: a fragment does not say where it is included. */
  readonly anySection: boolean;
};

const MAX_FRAGMENT_DEPTH = 10;

class Loader {
  readonly #documents: ScopedDocuments;
  readonly #options: LoadOptions;
  readonly #problems: Problem[] = [];
  readonly #assumed = new Set<string>();
  readonly #blocks = new Map<string, Step[]>();
  #reads: ReadBodies = { request: false, response: false };
  /** A fragment that is included twice has its faults once. */
  readonly #reported = new Set<string>();

  constructor(documents: ScopedDocuments, options: LoadOptions) {
    this.#documents = documents;
    this.#options = options;
  }

  load(): LoadedPolicies {
    for (const scope of SCOPES) this.#takeProblems(this.#documents[scope]);
    const narrowest = SCOPES.length - 1;
    const section = (name: Section) => this.#scopeBlock(narrowest, name);
    const sections = {
      inbound: section('inbound'),
      backend: section('backend'),
      outbound: section('outbound'),
      'on-error': section('on-error'),
    };
    // A section that no narrower scope calls with <base/> is never run, but its faults are still faults.
    for (const [index] of SCOPES.entries()) for (const name of EVERYWHERE) this.#scopeBlock(index, name);
    return this.#result({
      sections,
      preflight: findStep(sections.inbound, (step) => step.definition.answersPreflight),
      readsResponseBody: this.#reads.response,
    });
  }

  loadAlone(document: PolicyDocument): LoadedPolicies {
    this.#takeProblems(document);
    const position = this.#position(document, 'api', 'inbound');
    const steps =
      document.content === undefined
        ? []
        : this.#children(document.content, { ...position, anySection: true });
    const sections = { inbound: steps, backend: [], outbound: [], 'on-error': [] };
    return this.#result({ sections, preflight: undefined, readsResponseBody: false });
  }

  #result(policy: EffectivePolicy): LoadedPolicies {
    const failed = this.#problems.some(({ severity }) => severity === 'error');
    return { policy: failed ? undefined : policy, problems: this.#problems, assumed: this.#assumed };
  }

  #takeProblems(document: PolicyDocument | undefined): void {
    this.#problems.push(...(document?.problems ?? []));
    for (const assumed of document?.assumed ?? []) this.#assumed.add(assumed);
  }

  #position(document: PolicyDocument, scope: ScopeName, section: Section): Position {
    return { document, scope, section, path: '', depth: 0, fragments: [], anySection: false };
  }

  /** The steps of a section of a scope; an outer scope's where the scope has no document. */
  #scopeBlock(index: number, section: Section): Step[] {
    const scope = SCOPES[index];
    if (scope === undefined) return [];
    const document = this.#documents[scope];
    if (document === undefined) return this.#scopeBlock(index - 1, section);
    const key = `${scope} ${section}`;
    const known = this.#blocks.get(key);
    if (known !== undefined) return known;
    const element = document.sections.get(section);
    const steps =
      element === undefined ? [] : this.#children(element, this.#position(document, scope, section));
    this.#blocks.set(key, steps);
    return steps;
  }

  /** The statements within an element. */
  #children(parent: Element, position: Position): Step[] {
    const elements = parent.children.filter((child) => child.kind === 'element');
    for (const child of parent.children) {
      if (child.kind === 'text') this.#fault(position, child.place, `<${parent.name}> takes no text`);
    }
    const steps: Step[] = [];
    for (const element of elements) {
      const namesakes = elements.filter(({ name }) => name === element.name);
      if (parent.name === position.section && namesakes[1] === element) this.#reportSecond(element, position);
      const step = this.#step(element, { ...position, path: pathOf(position.path, element, namesakes) });
      if (step !== undefined) steps.push(step);
    }
    return steps;
  }

  #reportSecond(element: Element, position: Position): void {
    if (!this.#options.statements.get(element.name)?.once && element.name !== 'base') return;
    this.#fault(position, element.place, `<${element.name}> may stand once in a section`);
  }

  #step(element: Element, position: Position): Step | undefined {
    const definition = this.#options.statements.get(element.name);
    if (definition === undefined) {
      this.#reportUnknown(element, position);
      return undefined;
    }
    let { section } = position;
    if (!definition.sections.includes(section)) {
      if (!position.anySection) {
        const allowed = definition.sections.map((each) => `<${each}>`).join(', ');
        this.#fault(
          position,
          element.place,
          `<${element.name}> is not allowed in <${section}>, only in ${allowed}`,
        );
      }
      section = definition.sections[0] ?? section;
    }
    const step: Step = {
      at: {
        statement: definition.name,
        scope: position.scope,
        section,
        path: position.path,
        policyId: element.attributes.get('id')?.value ?? null,
        place: element.place,
        depth: position.depth,
      },
      definition,
      run: () => undefined,
      within: [],
      readsRequestBody: false,
    };
    step.run = definition.compile(element, this.#load(element, { ...position, section }, step));
    return step;
  }

  #reportUnknown(element: Element, position: Position): void {
    const { statements, unsupported } = this.#options;
    const reason = unsupported.get(element.name);
    if (reason !== undefined) {
      this.#fault(position, element.place, `<${element.name}> is not supported: ${reason}`);
      return;
    }
    const near = nearest(element.name, [...statements.keys(), ...unsupported.keys()]);
    const suggestion = near === undefined ? '' : `; did you mean <${near}>?`;
    this.#fault(position, element.place, `there is no policy <${element.name}>${suggestion}`);
  }

  /** What a statement may ask while it is compiled; `step` is told what its expressions read and which blocks it has. */
  #load(element: Element, position: Position, step: Step): Load {
    const within = step.within as Step[][];
    const inner = (parent: Element): Position => ({
      ...position,
      path: pathWithin(position.path, element, parent),
      depth: position.depth + 1,
    });
    const block = (steps: Step[]): Block => {
      within.push(steps);
      return {
        isEmpty: steps.length === 0,
        run: (exchange) => runSteps(steps, exchange as PipelineExchange),
      };
    };
    return {
      section: position.section,
      graphqlSchema: this.#options.graphqlSchema,
      fault: (place, message) => this.#fault(position, place, message),
      expression: (source, kind, place) => this.#expression(source, kind, place, position, step),
      statements: (parent) => {
        const fragment = this.#fragmentOf(parent, position);
        return block(this.#children(parent, fragment ?? inner(parent)));
      },
      statement: (child) => this.#single(child, inner(element), within),
      base: () => block(this.#scopeBlock(SCOPES.indexOf(position.scope) - 1, position.section)),
      fragment: (id) => this.#fragment(id, element.place, position),
      shared: <T>(key: string, make: () => T) => {
        const { shared } = this.#options;
        if (!shared.has(key)) shared.set(key, make());
        return shared.get(key) as T;
      },
    };
  }

  #single(child: Element, position: Position, within: Step[][]): Run {
    const step = this.#step(child, { ...position, path: pathOf(position.path, child, [child]) });
    if (step === undefined) return () => undefined;
    within.push([step]);
    return (exchange) => runStep(step, exchange as PipelineExchange);
  }

  #fragment(id: string, place: Place, position: Position): Element | undefined {
    const document = this.#options.fragments.get(id);
    if (document === undefined && this.#options.assumeFragments) {
      this.#assumed.add(`fragment ${id}`);
      return {
        kind: 'element',
        name: 'fragment',
        place,
        attributes: new Map(),
        children: [],
        innerSource: '',
      };
    }
    if (position.fragments.includes(id) || position.fragments.length >= MAX_FRAGMENT_DEPTH) {
      this.#fault(position, place, `the policy fragment "${id}" includes itself`);
      return {
        kind: 'element',
        name: 'fragment',
        place,
        attributes: new Map(),
        children: [],
        innerSource: '',
      };
    }
    if (document !== undefined && !this.#reported.has(document.file)) {
      this.#reported.add(document.file);
      this.#takeProblems(document);
    }
    return document?.content;
  }

  /** The position within a fragment, when `parent` is the root of one: paths and faults are those of its file. */
  #fragmentOf(parent: Element, position: Position): Position | undefined {
    for (const [id, document] of this.#options.fragments) {
      if (document.content !== parent) continue;
      return { ...position, document, depth: position.depth + 1, fragments: [...position.fragments, id] };
    }
    return undefined;
  }

  #expression(
    source: string,
    kind: ExpressionKind,
    place: Place,
    position: Position,
    step: Step,
  ): CompiledExpression {
    const reads = bodiesReadBy(source);
    step.readsRequestBody ||= reads.request;
    this.#reads = {
      request: this.#reads.request || reads.request,
      response: this.#reads.response || reads.response,
    };
    try {
      return compileExpression(source, { kind });
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      // The value begins with white space, perhaps, then `@(` or `@{`.
      const at = place instanceof SourcePlace ? place.within(error.offset + 2) : place;
      this.#fault(position, at, error.message);
      return { source, kind, evaluate: () => null };
    }
  }

  #fault({ document }: Position, place: Place, message: string): void {
    if (place instanceof SourcePlace && touchesAssumed(place, document)) return;
    const key = `${place.file}:${place.line}:${place.column} ${message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#problems.push({ place, severity: 'error', message });
  }
}

/**
 * A value that a named value nobody gave is part of cannot be judged. What is said of an element itself can, whatever its
 * attributes are, unless such a name stands where its elements would.
 */
function touchesAssumed(place: SourcePlace, document: PolicyDocument): boolean {
  if (document.assumed.size === 0) return false;
  const { text } = document.source;
  if (text.charAt(place.offset) === '<') return document.isContentAssumed(place.offset);
  const quote = text.charAt(place.offset - 1);
  const isAttribute = quote === '"' || quote === "'";
  const end = text.indexOf(isAttribute ? quote : '<', place.offset + 1);
  return document.isAssumed(place.offset, end === -1 ? text.length : end);
}

/** `set-header`, or `set-header[2]` where it has namesakes, behind the path of what it stands in. */
function pathOf(parent: string, element: Element, namesakes: readonly Element[]): string {
  const index = namesakes.length > 1 ? `[${namesakes.indexOf(element) + 1}]` : '';
  const own = `${element.name}${index}`;
  return parent === '' ? own : `${parent}/${own}`;
}

/** The path of an element within a statement: `choose[3]/when[2]`. */
function pathWithin(path: string, statement: Element, inner: Element): string {
  if (statement === inner) return path;
  const siblings = statement.children.filter(
    (child) => child.kind === 'element' && child.name === inner.name,
  );
  const index = siblings.indexOf(inner);
  if (index === -1) return path;
  return `${path}/${inner.name}${inner.name === 'otherwise' ? '' : `[${index + 1}]`}`;
}
