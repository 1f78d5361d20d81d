import type { RegionName } from '../db/locality.ts';

/** Who calls, as two verified tokens say: the user's and APIM's. Immutable; made only by `authenticate`. */
export interface Principal {
  /** The user's object id (`oid`), or the client's where no user is behind the call. */
  readonly subject: string;
  /** The tenant (`tid`). */
  readonly tenant: string;
  /** The client application (`azp`, in version 1 tokens `appid`). */
  readonly client: string;
  /** From `scp` and `roles` together. */
  readonly scopes: ReadonlySet<string>;
  /** The regions whose rows the caller may see, the home region first. Never empty. */
  readonly regions: readonly [RegionName, ...RegionName[]];
  /** The region that the token names, undefined where it names none. */
  readonly homeRegion: RegionName | undefined;
}
