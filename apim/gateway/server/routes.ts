import type { ApiConfiguration, GatewayConfiguration } from './configuration.ts';

/** Where a request goes. */
export type Route = {
  readonly api: ApiConfiguration;
  readonly operation: ApiConfiguration['operations'][number] | undefined;
  readonly matchedParameters: ReadonlyMap<string, string>;
  /** The path behind the API's, with its slash; empty when there is nothing behind it. */
  readonly rest: string;
};

type Template = {
  readonly operation: ApiConfiguration['operations'][number];
  readonly pattern: RegExp;
  readonly names: readonly string[];
};

const NOTHING_MATCHED: ReadonlyMap<string, string> = new Map();

/** Finds the API, and the operation, of a method and an escaped path; undefined for none (404). */
export function createRoutes({
  apis,
}: GatewayConfiguration): (method: string, path: string) => Route | undefined {
  const byLength = apis
    .map((api) => ({
      api,
      prefix: api.path === '' ? '' : `/${api.path}`,
      templates: api.operations.map(templateOf),
    }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return (method, path) => {
    const found = byLength.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
    if (found === undefined) return undefined;
    const { api, prefix, templates } = found;
    const rest = path.slice(prefix.length);
    if (templates.length === 0)
      return { api, operation: undefined, matchedParameters: NOTHING_MATCHED, rest };
    for (const { operation, pattern, names } of templates) {
      const match =
        operation.method === method || isPreflight(method) ? pattern.exec(rest === '' ? '/' : rest) : null;
      if (match === null) continue;
      const values = names.map((name, index): [string, string] => [
        name,
        unescapedPart(match[index + 1] ?? ''),
      ]);
      return { api, operation, matchedParameters: new Map(values), rest };
    }
    return undefined;
  };
}

/** A preflight asks about the methods of others. */
const isPreflight = (method: string): boolean => method === 'OPTIONS';

/** `/users/{id}` and `/files/{*path}` (api-management-howto-add-operations). */
function templateOf(operation: ApiConfiguration['operations'][number]): Template {
  const names: string[] = [];
  const [path = ''] = operation.urlTemplate.split('?', 1);
  const pattern = path.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const name = part.slice(1, -1);
    names.push(name.replace(/^\*/, ''));
    return name.startsWith('*') ? '(.*)' : '([^/]+)';
  });
  return { operation, names, pattern: new RegExp(`^${pattern.join('')}/?$`) };
}

function unescapedPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
