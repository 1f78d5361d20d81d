import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gatewayFlags } from '../../../src/dev/stack/programs.ts';

it('starts the gateway as `npm run gateway` does', () => {
  const file = new URL('../../../package.json', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.gateway).toBe(`exec node ${gatewayFlags.join(' ')} src/main.ts`);
});
