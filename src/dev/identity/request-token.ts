import { authorityOn, tenantId } from './identities.ts';

/** What a development token shall say. */
export interface TokenWishes {
  /** Scope names, such as `rides.read`. */
  readonly scopes: readonly string[];
  /** The user's object id; the identity provider's default user where it is undefined. */
  readonly subject?: string | undefined;
  readonly region?: string | undefined;
  /** The client application. */
  readonly client?: string | undefined;
  /** Claims over all others; null takes one away. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** Asks the identity provider on a port for a user's token. */
export async function requestToken(port: number, wishes: TokenWishes): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'password', scope: wishes.scopes.join(' ') });
  const fields = {
    username: wishes.subject,
    region: wishes.region,
    client_id: wishes.client,
    claims: wishes.claims && JSON.stringify(wishes.claims),
  };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  const response = await fetch(`${authorityOn(port)}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: form,
  });
  const answer = (await response.json()) as { access_token?: string; error_description?: string };
  if (answer.access_token === undefined)
    throw new Error(`The identity provider gave no token: ${answer.error_description ?? response.status}`);
  return answer.access_token;
}
