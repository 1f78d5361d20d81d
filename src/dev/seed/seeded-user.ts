import { createHash } from 'node:crypto';
import { regions } from '../../../schema/tables/regions.ts';

/** The first user that seeding makes; the subject of development tokens that name none. */
export const seededUser = { id: userId(0), region: regions[0] } as const;

/** The id that `rows.ts` gives the `n`th user. */
export function userId(n: number): string {
  const hash = createHash('md5').update(`users${n}`).digest('hex');
  const hex = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
