/** A query parameter, decoded. */
export type Parameter = readonly [name: string, value: string];

/** A path and a query as they go to the backend; `query` without its question mark. */
export type RewrittenUri = { readonly path: string; readonly query: string };

/** A template that names a parameter which the operation does not have. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}

/**
 * Puts template parameters into a rewrite template (rewrite-uri-policy). With `copyUnmatched`, "query parameters in
 * the incoming request that aren't present in the original URL template are added".
 */
export function rewriteUri(
  template: string,
  matched: ReadonlyMap<string, string>,
  incoming: readonly Parameter[],
  copyUnmatched: boolean,
): RewrittenUri {
  const at = template.indexOf('?');
  const pathTemplate = at === -1 ? template : template.slice(0, at);
  const queryTemplate = at === -1 ? '' : template.slice(at + 1);
  const path = fill(pathTemplate, matched, encodePathParameter);
  const query = fill(queryTemplate, matched, encodeURIComponent);
  const inTemplate = new Set(new URLSearchParams(query).keys());
  const copied = copyUnmatched
    ? incoming.filter(([name]) => !matched.has(name) && !inTemplate.has(name)).map(pairText)
    : [];
  const parts = query === '' ? copied : [query, ...copied];
  return { path: path.startsWith('/') ? path : `/${path}`, query: parts.join('&') };
}

const pairText = ([name, value]: Parameter) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** A parameter that matched a wildcard may hold slashes. */
const encodePathParameter = (value: string) => value.split('/').map(encodeURIComponent).join('/');

function fill(
  template: string,
  matched: ReadonlyMap<string, string>,
  encode: (value: string) => string,
): string {
  return template.replaceAll(/\{([^{}]*)\}/g, (_, text: string) => {
    const name = text.replace(/^\*/, '').split('=', 1)[0] ?? '';
    const value = matched.get(name);
    if (value === undefined)
      throw new TemplateFault(`The template names {${name}}, which is not a parameter.`);
    return encode(value);
  });
}
