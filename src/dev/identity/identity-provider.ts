import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import { type DefaultUser, entraClaims, type TokenForm } from './entra-claims.ts';
import { apimIdentity, authorityOn, tenantId } from './identities.ts';
import { useSigningKey } from './signing-key.ts';

/** Which identity provider to start. */
export interface IdentityProviderSettings {
  readonly port: number;
  /** The folder that keeps the signing key. */
  readonly home: string;
  /** The user of tokens whose request names none. */
  readonly user: DefaultUser;
}

/** A running identity provider. */
export interface IdentityProvider {
  /** The base of its URLs. */
  readonly authority: string;
  /** The managed identity of the local policy gateway, as App Service tells a process of one. */
  readonly managedIdentity: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
  stop(): Promise<void>;
}

/** Entra's paths, and what oauth2-mock-server calls them. */
const entraPaths: ReadonlyMap<string, string> = new Map([
  [`/${tenantId}/discovery/v2.0/keys`, '/jwks'],
  [`/${tenantId}/discovery/keys`, '/jwks'],
  [`/${tenantId}/oauth2/v2.0/token`, '/token'],
  [`/${tenantId}/oauth2/v2.0/authorize`, '/authorize'],
]);

/**
 * Starts an identity provider that looks like one tenant of Entra: its paths, its version 2 tokens, and the endpoint
 * that gives the policy gateway its managed identity. For development: it gives a token to whoever asks.
 */
export async function startIdentityProvider(settings: IdentityProviderSettings): Promise<IdentityProvider> {
  const authority = authorityOn(settings.port);
  const issuer = new OAuth2Issuer();
  issuer.url = `${authority}/${tenantId}/v2.0`;
  await useSigningKey(issuer.keys, settings.home);
  const service = new OAuth2Service(issuer);
  service.on(
    'beforeTokenSigning',
    (token: { payload: Record<string, unknown> }, request: { body: TokenForm }) => {
      delete token.payload.scope;
      delete token.payload.amr;
      writeClaims(token.payload, entraClaims(request.body, settings.user));
    },
  );

  const secret = crypto.randomUUID();
  const own: ReadonlyMap<string, (request: IncomingMessage, response: ServerResponse) => unknown> = new Map([
    [
      `/${tenantId}/v2.0/.well-known/openid-configuration`,
      (_, response) => answer(response, 200, configuration(authority)),
    ],
    [
      '/msi/token',
      (request, response) => answerManagedIdentity(request, response, issuer, secret, settings.user),
    ],
  ]);
  const server = createServer((request, response) => {
    const [path = '', query] = (request.url ?? '').split('?', 2);
    const respond = own.get(path);
    if (respond) return void respond(request, response);
    request.url = (entraPaths.get(path) ?? path) + (query === undefined ? '' : `?${query}`);
    service.requestHandler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, '127.0.0.1', () => resolve());
  });
  return {
    authority,
    managedIdentity: { IDENTITY_ENDPOINT: `${authority}/msi/token`, IDENTITY_HEADER: secret },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A claim that is null is taken away. */
function writeClaims(payload: Record<string, unknown>, claims: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(claims))
    if (value === null) delete payload[name];
    else payload[name] = value;
}

/** The OpenID configuration with the endpoints where Entra has them. */
function configuration(authority: string): object {
  const base = `${authority}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}

/** The protocol of `IDENTITY_ENDPOINT`, version 2019-08-01 (Azure App Service, "Use managed identities"). */
async function answerManagedIdentity(
  request: IncomingMessage,
  response: ServerResponse,
  issuer: OAuth2Issuer,
  secret: string,
  user: DefaultUser,
): Promise<void> {
  const resource = new URL(request.url ?? '', 'http://localhost').searchParams.get('resource');
  if (request.headers['x-identity-header'] !== secret || !resource)
    return answer(response, 400, {
      error: { code: 'invalid_request', message: 'No such identity or no resource' },
    });
  const form = { grant_type: 'client_credentials', client_id: apimIdentity, scope: `${resource}/.default` };
  let expires = 0;
  const token = await issuer.buildToken({
    scopesOrTransform: (_, payload) => {
      writeClaims(payload, entraClaims(form, user));
      expires = payload.exp;
    },
  });
  answer(response, 200, {
    access_token: token,
    client_id: apimIdentity,
    expires_on: String(expires),
    resource,
    token_type: 'Bearer',
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify(body));
}
