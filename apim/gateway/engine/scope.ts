/** The scopes of policies, from broad to narrow (api-management-howto-policies, "Scopes"). */
export type ScopeName = 'global' | 'product' | 'api' | 'operation';

/** All scopes, in the order in which `<base/>` looks outward from the last. */
export const SCOPES: readonly ScopeName[] = ['global', 'product', 'api', 'operation'];
