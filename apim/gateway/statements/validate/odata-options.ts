/** What is wrong with one system query option. */
export type OptionFault = { readonly name: string; readonly details: string };

type Check = (value: string) => boolean;

const isNatural: Check = (value) => /^\d+$/.test(value);
const isBoolean: Check = (value) => /^(?:true|false)$/i.test(value);
const isText: Check = (value) => value.trim() !== '';
const isExpression: Check = (value) => piecesOf(value, '')?.every(isText) ?? false;
const isList: Check = (value) => piecesOf(value, ',')?.every(isText) ?? false;
const isOrder: Check = (value) =>
  piecesOf(value, ',')?.every((item) => isText(item.replace(/\s+(?:asc|desc)\s*$/i, ''))) ?? false;

/** The system query options of OData 4.01 (URL Conventions, section 5.1), each with the form of its value. */
const OPTIONS: Readonly<Record<string, { readonly check: Check; readonly form: string }>> = {
  apply: { check: isExpression, form: 'an expression' },
  compute: { check: isList, form: 'a list' },
  count: { check: isBoolean, form: 'true or false' },
  deltatoken: { check: isText, form: 'a text' },
  expand: { check: isList, form: 'a list' },
  filter: { check: isExpression, form: 'an expression' },
  format: { check: isText, form: 'a text' },
  id: { check: isText, form: 'a text' },
  index: { check: (value) => /^-?\d+$/.test(value), form: 'a whole number' },
  levels: { check: (value) => /^(?:\d+|max)$/.test(value), form: 'a whole number or max' },
  orderby: { check: isOrder, form: 'a list of properties with asc or desc' },
  schemaversion: { check: isText, form: 'a text' },
  search: { check: isExpression, form: 'an expression' },
  select: { check: isList, form: 'a list' },
  skip: { check: isNatural, form: 'a whole number from 0' },
  skiptoken: { check: isText, form: 'a text' },
  top: { check: isNatural, form: 'a whole number from 0' },
};

/**
 * What is wrong with the system query options of a request. Their form is checked: quotes and parentheses that close,
 * numbers, no option twice ("the same system query option [...] MUST NOT be specified more than once"). Whether the
 * properties exist is the metadata's to say, which is not known here.
 */
export function checkODataOptions(query: readonly (readonly [name: string, value: string])[]): OptionFault[] {
  const seen = new Set<string>();
  return query.flatMap(([given, value]): OptionFault[] => {
    if (!given.startsWith('$')) return [];
    const name = given.slice(1).toLowerCase();
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (option === undefined) return [{ name: given, details: `There is no system query option ${given}.` }];
    if (seen.has(name))
      return [{ name: given, details: `The system query option ${given} is specified more than once.` }];
    seen.add(name);
    return option.check(value)
      ? []
      : [{ name: given, details: `The value of ${given} must be ${option.form}.` }];
  });
}

/** The pieces between separators that stand in no quotes and parentheses; undefined when one of those does not close. */
function piecesOf(text: string, separator: string): string[] | undefined {
  const pieces = [''];
  let depth = 0;
  let isQuoted = false;
  for (const character of text) {
    // A doubled quote closes and opens again.
    if (character === "'") isQuoted = !isQuoted;
    else if (!isQuoted && character === '(') depth += 1;
    else if (!isQuoted && character === ')') depth -= 1;
    if (depth < 0) return undefined;
    const splits = character === separator && !isQuoted && depth === 0;
    if (splits) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return isQuoted || depth > 0 ? undefined : pieces;
}
