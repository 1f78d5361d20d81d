import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * graphql-shield 7.6.5, its newest version, cannot be imported on Node 23 and newer: it uses `util.isUndefined`, which
 * Node removed (maticzav/graphql-shield#1561; the fix of #1552 was merged and never published). As an ES module it
 * does not load at all; as CommonJS it loads, and `chain` and `race` fail when they run. So it is loaded as CommonJS,
 * after the function has been put where it looks for it.
 */
function loadShield(): typeof import('graphql-shield') {
  const util: { isUndefined?: (value: unknown) => boolean } = require('node:util');
  util.isUndefined ??= (value) => value === undefined;
  return require('graphql-shield');
}

/** What this gateway uses of graphql-shield. */
export const { shield, rule, race, chain, deny, allow } = loadShield();
