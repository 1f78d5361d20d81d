import { suggestion } from './nearest.ts';
import type { SettingKind } from './setting-kinds.ts';
import type { Element, Load, Place, Run, Section, Setting, StatementDefinition } from './statement.ts';
import { brokenSetting } from './statement-failure.ts';

/** An attribute of a statement. `T` includes undefined for one that may be absent without a default. */
export type Attribute<T> = {
  readonly kind: SettingKind<NonNullable<T> | T>;
  readonly required: boolean;
  readonly fallback: T | undefined;
  /** Whether "Policy expressions are allowed". */
  readonly expressions: boolean;
};

type AnyAttribute = Attribute<unknown>;

/** Attributes by name. */
export type AttributeTable = Readonly<Record<string, AnyAttribute>>;

/** What the attributes of a table compile to. */
export type Settings<A extends AttributeTable> = {
  readonly [K in keyof A]: A[K] extends Attribute<infer T> ? Setting<T> : never;
};

/** A child element: how often it may stand. */
export type ChildElement = { readonly required?: true; readonly many?: true };

/** Child elements by name. */
export type ElementTable = Readonly<Record<string, ChildElement>>;

/** An attribute that must be there. */
export const required = <T>(kind: SettingKind<T>): Attribute<T> => ({
  kind,
  required: true,
  fallback: undefined,
  expressions: true,
});

/** An attribute that may be absent. */
export const optional = <T>(kind: SettingKind<T>): Attribute<T | undefined> => ({
  kind,
  required: false,
  fallback: undefined,
  expressions: true,
});

/** An attribute with a default. */
export const withDefault = <T>(kind: SettingKind<T>, fallback: T): Attribute<T> => ({
  kind,
  required: false,
  fallback,
  expressions: true,
});

/** "Policy expressions aren't allowed." */
export const literal = <T>(attribute: Attribute<T>): Attribute<T> => ({ ...attribute, expressions: false });

/** What a statement's compile function is given. */
export type Written<A extends AttributeTable, E extends ElementTable> = {
  readonly settings: Settings<A>;
  readonly elements: { readonly [K in keyof E]: readonly Element[] };
  readonly element: Element;
  readonly load: Load;
};

/** What every statement says of itself; traits that are absent mean no. */
type Declared<A extends AttributeTable, E extends ElementTable> = {
  readonly name: string;
  readonly page?: string;
  readonly sections: readonly Section[];
  readonly once?: boolean;
  readonly answersPreflight?: boolean;
  readonly notOnHandshake?: boolean;
  readonly attributes: A;
  readonly elements?: E;
};

/** Makes a statement that also stands within others, which read it with the same function. */
export function declare<
  const A extends AttributeTable,
  const E extends ElementTable = Readonly<Record<never, never>>,
>(
  statement: Declared<A, E> & { readonly compile: (element: Element, load: Load) => Run },
): StatementDefinition {
  return {
    name: statement.name,
    page: statement.page ?? `${statement.name}-policy`,
    sections: statement.sections,
    attributes: Object.keys(statement.attributes),
    elements: Object.keys(statement.elements ?? {}),
    once: statement.once ?? false,
    answersPreflight: statement.answersPreflight ?? false,
    notOnHandshake: statement.notOnHandshake ?? false,
    compile: statement.compile,
  };
}

/** Makes a statement of its tables; attributes and elements are read, and their faults reported, by these alone. */
export function define<
  const A extends AttributeTable,
  const E extends ElementTable = Readonly<Record<never, never>>,
>(
  statement: Declared<A, E> & {
    /** Whether the content is read by `compile` itself: text, statements or markup. */
    readonly freeContent?: boolean;
    readonly compile: (written: Written<A, E>) => Run;
  },
): StatementDefinition {
  const elements = (statement.elements ?? {}) as E;
  return declare({
    ...statement,
    compile: (element, load) =>
      statement.compile({
        settings: readAttributes(element, statement.attributes, load),
        elements: statement.freeContent
          ? (Object.fromEntries(
              Object.keys(elements).map((key) => [key, childrenNamed(element, key)]),
            ) as never)
          : readElements(element, elements, load),
        element,
        load,
      }),
  });
}

/** Reads the attributes of an element by a table; unknown and missing ones are faults. `id` may stand everywhere. */
export function readAttributes<const A extends AttributeTable>(
  element: Element,
  table: A,
  load: Load,
): Settings<A> {
  for (const [name, { place }] of element.attributes) {
    if (name === 'id' || Object.hasOwn(table, name)) continue;
    const near = suggestion(name, Object.keys(table));
    load.fault(place, `<${element.name}> has no attribute "${name}"${near}`);
  }
  const settings: Record<string, Setting<unknown>> = {};
  for (const [name, attribute] of Object.entries(table)) {
    const written = element.attributes.get(name);
    if (written !== undefined) {
      const what = `${element.name}/@${name}`;
      settings[name] = settingOf(
        attribute.kind,
        written.value,
        { ...attribute, what, place: written.place },
        load,
      );
    } else {
      if (attribute.required) load.fault(element.place, `<${element.name}> lacks the attribute "${name}"`);
      settings[name] = constantSetting(attribute.fallback);
    }
  }
  return settings as Settings<A>;
}

/** Sorts the child elements of an element by a table; unknown, missing and repeated ones are faults. */
export function readElements<E extends ElementTable>(
  element: Element,
  table: E,
  load: Load,
): { readonly [K in keyof E]: readonly Element[] } {
  const found = Object.fromEntries(Object.keys(table).map((name) => [name, [] as Element[]]));
  for (const child of element.children) {
    if (child.kind === 'text') {
      if (child.text.trim() !== '') load.fault(child.place, `<${element.name}> takes no text`);
      continue;
    }
    const known = Object.hasOwn(table, child.name) ? found[child.name] : undefined;
    if (known === undefined) {
      const near = suggestion(child.name, Object.keys(table));
      load.fault(child.place, `<${element.name}> takes no element <${child.name}>${near}`);
    } else {
      if (known.length > 0 && !table[child.name]?.many) {
        load.fault(child.place, `<${element.name}> takes one element <${child.name}>`);
      }
      known.push(child);
    }
  }
  for (const [name, { required: isRequired }] of Object.entries(table)) {
    if (isRequired && found[name]?.length === 0) {
      load.fault(element.place, `<${element.name}> lacks the element <${name}>`);
    }
  }
  return found as { [K in keyof E]: Element[] };
}

/** The child elements of one name. */
export function childrenNamed(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.kind === 'element' && child.name === name) as Element[];
}

/** Reads the text of an element: a literal or an expression. */
export function readText<T>(
  element: Element,
  kind: SettingKind<T>,
  load: Load,
  options: { readonly expressions?: boolean; readonly trim?: boolean } = {},
): Setting<T> {
  for (const child of element.children) {
    if (child.kind === 'element') load.fault(child.place, `<${element.name}> takes text, not elements`);
  }
  const whole = element.children.map((child) => (child.kind === 'text' ? child.text : '')).join('');
  const given = (options.trim ?? true) ? whole.trim() : whole;
  const place = element.children[0]?.place ?? element.place;
  return settingOf(
    kind,
    given,
    { expressions: options.expressions ?? true, what: element.name, place },
    load,
  );
}

/** Where the value of an attribute stands: what is wrong with a value is said there, for a named value may be part of it. */
export const placeOfAttribute = (element: Element, name: string): Place =>
  element.attributes.get(name)?.place ?? element.place;

/** A setting that is the same on every request. */
export const constantSetting = <T>(value: T): Setting<T> => ({
  isExpression: false,
  of: () => value,
  constant: value,
});

/** `@(…)` or `@{…}` as the whole of a value; the text between, and which of the two. */
export function expressionIn(given: string): { source: string; kind: 'expression' | 'block' } | undefined {
  const trimmed = given.trim();
  if (trimmed.startsWith('@(') && trimmed.endsWith(')'))
    return { source: trimmed.slice(2, -1), kind: 'expression' };
  if (trimmed.startsWith('@{') && trimmed.endsWith('}'))
    return { source: trimmed.slice(2, -1), kind: 'block' };
  return undefined;
}

/** Makes a setting of a written value. */
export function settingOf<T>(
  kind: SettingKind<T>,
  given: string,
  where: { readonly expressions: boolean; readonly what: string; readonly place: Place },
  load: Load,
): Setting<T> {
  const written = expressionIn(given);
  if (written === undefined) {
    const read = kind.ofText(given);
    if (read === undefined)
      load.fault(where.place, `${where.what} must be ${kind.what}, not "${shortened(given)}"`);
    return constantSetting(read as T);
  }
  if (!where.expressions) {
    load.fault(where.place, `${where.what} takes no policy expression`);
    return constantSetting(undefined as T);
  }
  const compiled = load.expression(written.source, written.kind, where.place);
  return {
    isExpression: true,
    constant: undefined,
    of: (exchange) => {
      const read = kind.ofValue(exchange.evaluate(compiled));
      if (read !== undefined) return read;
      throw brokenSetting(where.what.split('/', 1)[0] ?? where.what, `${where.what} must be ${kind.what}.`);
    },
  };
}

const shortened = (given: string) => (given.length > 60 ? `${given.slice(0, 60)}…` : given);
