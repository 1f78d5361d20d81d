import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The endpoint that App Service and Container Apps give a managed identity (`IDENTITY_ENDPOINT`, version 2019-08-01). */
export interface IdentityEndpoint {
  /** What the platform sets for the process. */
  readonly environment: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
  /** The resources that tokens were asked for, each with the client id. */
  readonly requests: readonly { readonly resource: string | null; readonly clientId: string | null }[];
  /** What token it gives out from now on; without one it fails. */
  readonly giveOut: (token: string | undefined) => void;
  readonly close: () => Promise<void>;
}

/** Starts an endpoint on a free port. */
export async function startIdentityEndpoint(): Promise<IdentityEndpoint> {
  let token: string | undefined;
  const secret = 'header-of-the-test';
  const requests: { resource: string | null; clientId: string | null }[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://endpoint').searchParams;
    requests.push({ resource: query.get('resource'), clientId: query.get('client_id') });
    const allowed = request.headers['x-identity-header'] === secret && token !== undefined;
    response.writeHead(allowed ? 200 : 400, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        allowed
          ? {
              access_token: token,
              expires_on: String(Math.floor(Date.now() / 1000) + 3600),
              resource: query.get('resource'),
              token_type: 'Bearer',
              client_id: query.get('client_id'),
            }
          : { error: { code: 'invalid_request', message: 'No identity is assigned' } },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: secret },
    requests,
    giveOut: (next) => {
      token = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
