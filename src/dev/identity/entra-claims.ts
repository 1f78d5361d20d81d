import { apiAudience, defaultClient, tenantId } from './identities.ts';

/** The fields of a token request, as a form has them. */
export type TokenForm = Readonly<Record<string, unknown>>;

/** The user of tokens whose request names none. */
export interface DefaultUser {
  /** The object id. */
  readonly id: string;
  /** The regions that the user may see, the home region first. */
  readonly regions: readonly string[];
}

/**
 * The claims of a version 2 access token for a token request, Entra's way: a user's token (`password` and
 * `authorization_code`) has delegated scopes in `scp`, an application's own (`client_credentials`) has `roles` and the
 * application as its subject. Three fields are ours, for development only: `region`, `roles` and `claims`, a JSON
 * object whose members go over all others (null takes one away), to make tokens that must be refused.
 * @param form the form of the request
 */
export function entraClaims(form: TokenForm, defaultUser: DefaultUser): Readonly<Record<string, unknown>> {
  const client = textOf(form.client_id) ?? defaultClient;
  const requested = textOf(form.scope)?.split(/\s+/).filter(Boolean) ?? [];
  const application = form.grant_type === 'client_credentials';
  const user = application ? client : (textOf(form.username) ?? defaultUser.id);
  const region = textOf(form.region) ?? (user === defaultUser.id ? defaultUser.regions : undefined);
  const roles = textOf(form.roles)?.split(/\s+/).filter(Boolean) ?? [];
  // OpenID Connect's own scopes never are in `scp` of a token for an API.
  const scopes = requested.map(nameOfScope).filter((name) => !openIdScopes.has(name) && name !== '.default');
  return {
    aud: requested.map(audienceOfScope).find((audience) => audience !== undefined) ?? apiAudience,
    tid: tenantId,
    oid: user,
    sub: user,
    azp: client,
    azpacr: application ? '1' : '0',
    ver: '2.0',
    ...(application ? { idtyp: 'app' } : { scp: scopes.join(' ') }),
    ...(roles.length > 0 ? { roles } : {}),
    ...(region === undefined ? {} : { region }),
    ...overrides(textOf(form.claims)),
  };
}

const openIdScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** `api://meridian/rides.read` is the scope `rides.read` of the audience `api://meridian`. */
function nameOfScope(scope: string): string {
  return audienceOfScope(scope) === undefined ? scope : scope.slice(scope.lastIndexOf('/') + 1);
}

function audienceOfScope(scope: string): string | undefined {
  return /^(api:\/\/.+|https:\/\/.+)\/[^/]+$/.exec(scope)?.[1];
}

function overrides(json: string | undefined): Readonly<Record<string, unknown>> {
  const claims: unknown = json === undefined ? {} : JSON.parse(json);
  if (typeof claims !== 'object' || claims === null) throw new TypeError('claims must be a JSON object');
  return claims as Record<string, unknown>;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
