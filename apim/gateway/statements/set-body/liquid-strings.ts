const STRING = /"[^"]*"|'[^']*'/g;
const VERBATIM_BLOCK = /^\{%-?\s*(raw|comment)\b/;
const ENDS = { raw: /\{%-?\s*endraw\b/g, comment: /\{%-?\s*endcomment\b/g };

/**
 * A template for liquidjs whose strings mean what they mean in DotLiquid, where they have no escapes: `'\r'` is a backslash
 * and an r, which to `Replace` is a pattern. One pass over the text: a search that finds nothing ends it.
 */
export function withVerbatimStrings(template: string): string {
  if (!template.includes('\\')) return template;
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = nextMarkup(template, at);
    if (open === -1) break;
    const close = template.indexOf(template[open + 1] === '%' ? '%}' : '}}', open + 2);
    if (close === -1) break;
    const markup = template.slice(open, close + 2);
    parts.push(template.slice(at, open));
    parts.push(markup.replace(STRING, (string) => string.replaceAll('\\', '\\\\')));
    at = close + 2;
    const block = VERBATIM_BLOCK.exec(markup)?.[1] as keyof typeof ENDS | undefined;
    if (block === undefined) continue;
    const end = indexOfMatch(ENDS[block], template, at);
    if (end === -1) break;
    parts.push(template.slice(at, end));
    at = end;
  }
  return parts.join('') + template.slice(at);
}

const MARKUP = /\{[{%]/g;

const nextMarkup = (template: string, from: number): number => indexOfMatch(MARKUP, template, from);

function indexOfMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
