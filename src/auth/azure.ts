import type { AccessToken } from '@azure/identity';
import { MeridianError } from '../errors.ts';

/** What the database's token is asked for. */
export interface AzureDatabaseSettings {
  /** The audience that CockroachDB expects, such as `api://<application id>/.default`. */
  readonly scope: string;
  /** The client id of a user-assigned managed identity; undefined for whatever identity the machine has. */
  readonly clientId: string | undefined;
}

/** Gets a token for a scope; of `@azure/identity`. */
export type GetToken = (scope: string) => Promise<AccessToken | null>;

/**
 * The database password as a function, to be called at each connect: CockroachDB takes an Entra token in place of a
 * password and looks at it only then. The token is kept nowhere here; the credential has a cache of its own and renews
 * what is about to expire. Rejects with UNAVAILABLE where no token is to be had.
 */
export function azureDatabasePassword(
  settings: AzureDatabaseSettings,
  getToken: GetToken = azureCredential(settings.clientId),
): () => Promise<string> {
  return async () => {
    try {
      const found = await getToken(settings.scope);
      if (found) return found.token;
      throw new Error('The credential resolved to nothing');
    } catch (cause) {
      throw new MeridianError(
        'UNAVAILABLE',
        'The managed identity gave no token for the database.',
        {},
        { cause },
      );
    }
  };
}

/**
 * The managed identity that the client id names, else the first that the machine offers: workload identity, managed
 * identity, a developer's `az login`. The package takes its time to load, so that only who needs it pays.
 */
function azureCredential(clientId: string | undefined): GetToken {
  // An operation waits for its connection, so what has not come within about a second has come too late.
  const retryOptions = { maxRetries: 2, retryDelayInMs: 200 };
  const loading = import('@azure/identity').then((azure) =>
    clientId === undefined
      ? new azure.DefaultAzureCredential({ retryOptions })
      : new azure.ManagedIdentityCredential({ clientId, retryOptions }),
  );
  return async (scope) => (await loading).getToken(scope);
}
