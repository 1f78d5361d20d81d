/**
 * Placeholders of the tools that deploy documents. A document that holds one is a template of a policy document: API
 * Management never sees it that way, so `check` alone looks for them.
 */

/** What stands for something that the deploying tool puts in, or for one of its directives. */
export type Placeholder = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether the tool writes nothing in its place, as for `%{ if }`. */
  readonly isDirective: boolean;
};

/** Terraform's `${…}` and `%{…}` (also within a named value's braces), Octopus' and replacetokens' `#{…}#`, Azure Pipelines' `$(…)`, and `__…__`. */
const ANYWHERE =
  /\{\{[\w.-]*\$\{[^{}\n]{1,200}\}[\w.-]*\}\}|\$\{[^{}\n]{1,200}\}|%\{[^{}\n]{1,200}\}|#\{[\w.:-]{1,200}\}#?|\$\([\w.-]{1,200}\)|\b__[A-Za-z0-9][\w.-]{0,200}?__\b/g;
/** Python's `{name}`, `#name#` and bare NAMES_IN_CAPITALS say what they are only where they are the whole of an attribute. */
const WHOLE_ATTRIBUTE =
  /=\s*(["'])(\{[A-Za-z][\w.-]{0,200}\}|#[A-Za-z][\w.-]{0,200}#|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\1/g;

/** Bicep's `replace` and `format` put a text where `{name}` or `{0}` is the whole content of an element. */
const WHOLE_CONTENT = />\s*(\{\w[\w.-]{0,200}\})\s*<\//g;

const ELSE = /^%\{~?\s*else\b/;
const ENDIF = /^%\{~?\s*endif\b/;

/** The placeholders of a document, in order; a bare name that is one as an attribute is one in expressions too. */
export function findPlaceholders(document: string): Placeholder[] {
  const found = withoutElse(
    [...document.matchAll(ANYWHERE)].map((match) => placeholderAt(match.index, match[0])),
  );
  const names = new Set([
    ...[...document.matchAll(WHOLE_ATTRIBUTE)].map((match) => match[2] ?? ''),
    ...[...document.matchAll(WHOLE_CONTENT)].map((match) => match[1] ?? ''),
  ]);
  for (const name of names) {
    const isBare = /^\w/.test(name);
    for (let at = document.indexOf(name); at !== -1; at = document.indexOf(name, at + name.length)) {
      const isPart = isBare && /\w/.test(`${document[at - 1] ?? ' '}${document[at + name.length] ?? ' '}`);
      if (!isPart) found.push(placeholderAt(at, name));
    }
  }
  return withoutOverlaps(found.sort((a, b) => a.start - b.start || b.end - a.end));
}

const placeholderAt = (start: number, text: string): Placeholder => ({
  start,
  end: start + text.length,
  text,
  isDirective: text.startsWith('%{'),
});

/** Of `%{ if }…%{ else }…%{ endif }` the first branch is kept: both would be too many. */
function withoutElse(found: readonly Placeholder[]): Placeholder[] {
  return found.map((each, index) => {
    if (!ELSE.test(each.text)) return each;
    const end = found.slice(index).find(({ text }) => ENDIF.test(text))?.end ?? each.end;
    return { ...each, end };
  });
}

function withoutOverlaps(sorted: readonly Placeholder[]): Placeholder[] {
  let end = 0;
  return sorted.filter((each) => {
    if (each.start < end) return false;
    end = each.end;
    return true;
  });
}
