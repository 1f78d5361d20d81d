import { writeFileSync } from 'node:fs';
import { gatewaySettings } from '../settings/gateway.ts';
import { renderSettings } from '../settings/read.ts';
import { stackSettings } from './settings.ts';

/** docs/settings.md, whole. */
export function renderSettingsPage(): string {
  return `<!-- Written by src/dev/settings-page.ts from the settings' own declarations. Do not edit. -->

# Settings

Settings are environment variables; an empty one counts as absent. A process that finds a problem lists all of them,
one line each, and ends with code 1. The lines never repeat a value.

## The gateway

A region may have a database URL of its own in \`DATABASE_URL_<REGION>\`, such as \`DATABASE_URL_EASTUS\`.

${renderSettings(gatewaySettings)}
## \`npm start\` and \`npm run token\`

\`npm start\` also passes the gateway's settings on; those that it must know for itself it sets.

${renderSettings(stackSettings)}`;
}

if (import.meta.main) writeFileSync(new URL('../../docs/settings.md', import.meta.url), renderSettingsPage());
