import type { OpenIdConfiguration } from '../../state/jwks.ts';

const DEFAULT_ENDPOINT = 'https://login.microsoftonline.com';

/** Tenants that stand for many (validate-azure-ad-token-policy, tenant-id). */
const MULTI_TENANT: ReadonlySet<string> = new Set(['organizations', 'common']);

/** Where the configurations of a tenant are; v1 and v2 tokens name different issuers. */
export type Tenant = { readonly endpoint: string; readonly id: string };

/**
 * Reads tenant-id, "tenant ID or URL of the Microsoft Entra ID tenant", together with authentication-endpoint, of which
 * "prefix https:// is optional".
 */
export function tenantOf(tenantId: string, endpoint: string | undefined): Tenant {
  const isUrl = /^https?:\/\//.test(tenantId);
  if (!isUrl) return { endpoint: endpointUrl(endpoint ?? DEFAULT_ENDPOINT), id: tenantId };
  const url = new URL(tenantId);
  const [first] = url.pathname.split('/').filter((segment) => segment !== '');
  // `https://contoso.onmicrosoft.com` names the tenant by its host, `https://login…/TENANT` by its path.
  if (first === undefined) return { endpoint: endpointUrl(endpoint ?? DEFAULT_ENDPOINT), id: url.hostname };
  return { endpoint: url.origin, id: first };
}

function endpointUrl(given: string): string {
  const url = /^https?:\/\//.test(given) ? given : `https://${given}`;
  return url.replace(/\/+$/, '');
}

/** The configuration that holds the keys and the v2.0 issuer. */
export function configurationUrl({ endpoint, id }: Tenant): string {
  return `${endpoint}/${encodeURIComponent(id)}/v2.0/.well-known/openid-configuration`;
}

/**
 * The issuers of a tenant's tokens: v2.0 as configured, v1.0 as `https://sts.windows.net/TENANT/` ("v1 and v2 tokens
 * since March 2023", service changelog). A multi-tenant configuration names the issuer with `{tenantid}` in it.
 */
export function issuersOf(tenant: Tenant, { issuer }: OpenIdConfiguration, tid: unknown): string[] {
  const claimed = typeof tid === 'string' && /^[0-9a-fA-F-]{36}$/.test(tid) ? tid : undefined;
  if (MULTI_TENANT.has(tenant.id) || issuer.includes('{tenantid}')) {
    if (claimed === undefined) return [];
    return [issuer.replaceAll('{tenantid}', claimed), `https://sts.windows.net/${claimed}/`];
  }
  // The tenant's own identifier, also where the document names it by its domain.
  const own = /\/([0-9a-fA-F-]{36})\/v2\.0\/?$/.exec(issuer)?.[1];
  return own === undefined ? [issuer] : [issuer, `https://sts.windows.net/${own}/`];
}
