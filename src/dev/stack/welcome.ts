import { join } from 'node:path';
import { authorityOn, tenantId } from '../identity/identities.ts';
import type { StackConfig } from '../settings.ts';

/** The scopes of the token that is printed: all that reads. */
export const welcomeScopes = ['users.read', 'vehicles.read', 'rides.read', 'promos.read'];

const query =
  '{ users(region: WESTEUROPE, first: 2) { nodes { name rides(first: 2) { nodes { startTime vehicle { type owner { name } } } } } } }';

/** What `npm start` prints when everything answers. */
export function welcome(
  config: StackConfig,
  {
    databaseUrl,
    token,
    seconds,
  }: { readonly databaseUrl: string; readonly token: string; readonly seconds: number },
): string {
  const { apim, gateway, identity } = config.ports;
  return `
Ready in ${seconds.toFixed(1)} s.

  API          http://localhost:${apim}/graphql   through API Management's policies
  Sandbox      http://localhost:${apim}/          open it in a browser and put in a token
  Gateway      http://localhost:${gateway}/graphql   401 to whoever does not come through API Management
  Identity     ${authorityOn(identity)}/${tenantId}/v2.0/.well-known/openid-configuration
  Database     ${config.databaseUrl === undefined ? databaseUrl : 'the one that DATABASE_URL names'}
  Logs         ${join(config.home, 'gateway.log')}, ${join(config.home, 'apim.log')}

A token of your own:

  npm run -s token -- --scope "${welcomeScopes.join(' ')}"

Try it:

  curl -s http://localhost:${apim}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query })}'

Ctrl-C stops all of it.`;
}
