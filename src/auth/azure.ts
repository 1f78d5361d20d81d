import { DefaultAzureCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { MeridianError } from '../errors.ts';

/** What the database's token is asked for. */
export interface AzureDatabaseSettings {
  /** The audience that CockroachDB expects, such as `api://<application id>/.default`. */
  readonly scope: string;
  /** The client id of a user-assigned managed identity; undefined for whatever identity the machine has. */
  readonly clientId: string | undefined;
}

/**
 * The database password as a function, to be called at each connect: CockroachDB takes an Entra token in place of a
 * password and looks at it only then. The token is kept nowhere here; the credential has a cache of its own and renews
 * it before it expires. Rejects with UNAVAILABLE where no token is to be had.
 */
export function azureDatabasePassword(
  settings: AzureDatabaseSettings,
  credential: TokenCredential = azureCredential(settings.clientId),
): () => Promise<string> {
  return async () => {
    const token = await credential.getToken(settings.scope).catch((error: unknown) => error);
    if (token !== null && typeof token === 'object' && 'token' in token) return String(token.token);
    throw new MeridianError(
      'UNAVAILABLE',
      'The managed identity gave no token for the database.',
      {},
      {
        cause: token,
      },
    );
  };
}

/** A developer's `az login` works too where no one identity is named. */
function azureCredential(clientId: string | undefined): TokenCredential {
  return clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
}
