import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderSettingsPage } from '../../src/dev/settings-page.ts';

it('documents every setting as it is read (write it with: node src/dev/settings-page.ts)', () => {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
  expect(page).toBe(renderSettingsPage());
});
