import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { SettingsError } from '../../src/settings/read.ts';

const regions = ['north', 'south-west'] as unknown as readonly [RegionName, ...RegionName[]];
const tenant = '11111111-1111-4111-8111-111111111111';
const least = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgresql://gateway:s3cret-word@db:26257/movr',
  ENTRA_TENANT_ID: tenant,
  TOKEN_AUDIENCES: 'api://meridian',
  APIM_AUDIENCES: 'api://meridian-gateway',
  APIM_IDENTITY: '22222222-2222-4222-8222-222222222222',
};
const leastInProduction = { ...least, NODE_ENV: 'production', CURSOR_SECRET: 'x'.repeat(32) };

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    loadConfig(environment, regions);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadConfig', () => {
  it('needs only what cannot be guessed', () => {
    const config = loadConfig(least, regions);
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 4000 });
    expect([...config.database.urls]).toEqual([
      ['north', least.DATABASE_URL],
      ['south-west', least.DATABASE_URL],
    ]);
    expect(config.tokens).toMatchObject({
      tenant,
      issuers: [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`],
      jwksUrl: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
      audiences: ['api://meridian'],
    });
    expect(config.graphql.introspection).toBe('full');
  });

  it('takes an absent NODE_ENV for production, where introspection is off', () => {
    const { NODE_ENV: _, ...environment } = leastInProduction;
    const config = loadConfig(environment, regions);
    expect(config.environment).toBe('production');
    expect(config.graphql.introspection).toBe('off');
    expect(config.server.host).toBe('0.0.0.0');
  });

  it('lists every problem, one line each, each with its variable', () => {
    expect(
      problemsOf({
        NODE_ENV: 'prod',
        GATEWAY_PORT: '99999',
        DATABASE_AUTH: 'entra',
        DATABASE_POOL_SIZE: 'many',
        ENTRA_TENANT_ID: 'contoso',
      }),
    ).toEqual([
      'NODE_ENV: expected production, development or test',
      'GATEWAY_PORT: expected a port from 1 to 65535',
      'DATABASE_POOL_SIZE: expected a whole number from 1 to 1000 (connections)',
      'ENTRA_TENANT_ID: expected a GUID',
      'DATABASE_URL: required, expected a URL such as postgresql://user@host:26257/movr',
      'DATABASE_SCOPE: required with DATABASE_AUTH=entra, expected a scope such as api://<application id>/.default',
      'TOKEN_AUDIENCES: required, expected an audience, or several separated by commas',
      'APIM_AUDIENCES: required, expected an audience, or several separated by commas',
      'APIM_IDENTITY: required, expected a GUID',
      'CURSOR_SECRET: required in production, expected at least 32 characters',
    ]);
  });

  it('never repeats a value, which may be a secret', () => {
    const problems = problemsOf({
      ...leastInProduction,
      DATABASE_URL: 'mysql://u:hunter2@db',
      CURSOR_SECRET: 'hunter2',
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['DATABASE_URL', 'CURSOR_SECRET']);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('gives a region its own database, and the common one to the others', () => {
    const own = 'postgresql://db.south-west/movr';
    const config = loadConfig({ ...least, DATABASE_URL_SOUTH_WEST: own }, regions);
    expect([...config.database.urls.values()]).toEqual([least.DATABASE_URL, own]);
  });

  it('refuses a database URL for a region that there is not', () => {
    expect(problemsOf({ ...least, DATABASE_URL_SOUTHWEST: 'postgresql://db/movr' })).toEqual([
      'DATABASE_URL_SOUTHWEST: expected a region of north, south-west at the end of the name',
    ]);
  });

  it('asks for the URL of the one region that has none', () => {
    const { DATABASE_URL: url, ...environment } = least;
    expect(problemsOf({ ...environment, DATABASE_URL_NORTH: url })).toEqual([
      expect.stringMatching(/^DATABASE_URL: required without DATABASE_URL_SOUTH_WEST, /),
    ]);
  });

  it('refuses to send an Entra token over a connection whose server is not verified, in production', () => {
    const entra = { ...leastInProduction, DATABASE_AUTH: 'entra', DATABASE_SCOPE: 'api://movr/.default' };
    expect(problemsOf(entra)).toEqual([
      'DATABASE_URL: expected sslmode=verify-full in production with DATABASE_AUTH=entra',
    ]);
    const verified = { ...entra, DATABASE_URL: `${least.DATABASE_URL}?sslmode=verify-full` };
    expect(problemsOf(verified)).toEqual([]);
  });

  it('refuses keys fetched without TLS in production', () => {
    expect(problemsOf({ ...leastInProduction, ENTRA_AUTHORITY: 'http://localhost:8090' })).toEqual([
      'ENTRA_AUTHORITY: expected an https URL in production',
    ]);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ ...least, GATEWAY_PORT: '', GATEWAY_SQL_LOG: ' ' }, regions)).toEqual(
      loadConfig(least, regions),
    );
  });

  it('cannot be changed', () => {
    const config = loadConfig(least, regions);
    expect(() => Object.assign(config.tokens.apim, { identity: 'other' })).toThrow(TypeError);
  });
});
