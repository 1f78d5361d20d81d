/** The tenant of development tokens. No such tenant exists in Entra. */
export const tenantId = '11111111-1111-4111-8111-111111111111';

/** The audience of users' tokens: this API. */
export const apiAudience = 'api://meridian';

/** The audience of APIM's identity: the gateway behind it. */
export const gatewayAudience = 'api://meridian-gateway';

/** The managed identity of the local policy gateway, as `oid` and as client id. */
export const apimIdentity = '22222222-2222-4222-8222-222222222222';

/** The client application that development tokens are for where none is named. */
export const defaultClient = '44444444-4444-4444-8444-444444444444';

/** Where the identity provider on a port is; the base of its issuer and of its endpoints. */
export function authorityOn(port: number): string {
  return `http://localhost:${port}`;
}

/** What the gateway must be told to believe the tokens of the identity provider on a port. */
export function identityEnvironment(port: number): Readonly<Record<string, string>> {
  return {
    ENTRA_TENANT_ID: tenantId,
    ENTRA_AUTHORITY: authorityOn(port),
    TOKEN_AUDIENCES: apiAudience,
    APIM_AUDIENCES: gatewayAudience,
    APIM_IDENTITY: apimIdentity,
  };
}
