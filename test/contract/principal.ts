import type { Principal } from '../../src/auth/principal.ts';
import type { RegionName } from '../../src/db/locality.ts';

/** A principal who holds these scopes. */
export function principalWith(scopes: Iterable<string>, subject = 'someone'): Principal {
  return {
    subject,
    tenant: 'tenant',
    client: 'client',
    scopes: new Set(scopes),
    regions: ['eastus' as RegionName],
    homeRegion: undefined,
  };
}
