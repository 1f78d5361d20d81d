import { literal, withDefault } from '../define.ts';
import { oneOf } from '../setting-kinds.ts';

/** There is no external cache here: all three mean the cache of this process. */
export const CACHING_TYPE = literal(
  withDefault(oneOf('prefer-external', 'external', 'internal'), 'prefer-external'),
);
