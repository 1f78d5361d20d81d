import { parseArgs } from 'node:util';
import { regions } from '../../schema/tables/regions.ts';
import { requestToken } from './identity/request-token.ts';
import { loadStackConfig } from './settings.ts';

const usage =
  'npm run -s token -- --scope "rides.read vehicles.read" [--subject ID] [--region REGION] [--app ID] [--claims JSON]';

/** Prints a bearer token of the running identity provider. */
async function printToken(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scope: { type: 'string' },
      subject: { type: 'string' },
      region: { type: 'string' },
      app: { type: 'string' },
      claims: { type: 'string' },
    },
  });
  if (values.scope === undefined) throw new Error(`--scope is missing: ${usage}`);
  if (values.region !== undefined && !regions.some((region) => region === values.region))
    throw new Error(`--region: expected one of ${regions.join(', ')}`);
  const port = loadStackConfig(process.env).ports.identity;
  const token = await requestToken(port, {
    scopes: values.scope.split(/[\s,]+/).filter(Boolean),
    subject: values.subject,
    region: values.region,
    client: values.app,
    claims: values.claims === undefined ? undefined : JSON.parse(values.claims),
  }).catch((error: unknown) => {
    if (error instanceof TypeError)
      throw new Error(`No identity provider answers on port ${port} (IDENTITY_PORT): is npm start running?`);
    throw error;
  });
  process.stdout.write(`${token}\n`);
}

await printToken().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
