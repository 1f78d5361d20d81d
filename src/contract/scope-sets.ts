import type { AccessMap } from './access-map.ts';

/**
 * Makes the function that gives a set of scopes a short name, the same for all sets that the contract cannot tell
 * apart: a token full of foreign scopes must not fill the caches.
 */
export function createScopeSetNames(access: AccessMap): (scopes: ReadonlySet<string>) => string {
  const known = [...access.scopes.keys()];
  const names = new WeakMap<ReadonlySet<string>, string>();
  return (scopes) => {
    let name = names.get(scopes);
    if (name === undefined) {
      name = known.filter((scope) => scopes.has(scope)).join(' ');
      names.set(scopes, name);
    }
    return name;
  };
}
