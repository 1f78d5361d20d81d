import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScopes, type Stack, startStack } from '../stack.ts';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const studio = 'https://studio.apollographql.com';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

describe('Apollo Sandbox', () => {
  test('its page is at / through API Management, and asks where it came from', async () => {
    const response = await fetch(stack.url, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("new URL('/graphql', window.location.href)");
  });

  test('from studio.apollographql.com it may send what it sends', async () => {
    const preflight = await fetch(`${stack.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: studio,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(studio);
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    const token = await stack.token({ scopes: readScopes });
    const answer = await stack.ask('{ __schema { queryType { name } } }', {
      token,
      headers: { origin: studio },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(studio);
    expect(answer.body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  test('a page of another site may not', async () => {
    const response = await fetch(`${stack.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  // The page's own scripts come from the internet, which a test must not need: a stand-in takes their place.
  test.skipIf(!chromiumPath)(
    `opens in Chromium and hands the Sandbox its endpoint${chromiumPath ? '' : ' (SKIPPED: no Chromium here)'}`,
    async () => {
      const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
      try {
        const page = await browser.newPage();
        const problems: string[] = [];
        page.on('pageerror', (error) => problems.push(error.message));
        await page.route(/^https:/, (route) =>
          route.request().url().includes('embeddable-sandbox.umd')
            ? route.fulfill({
                contentType: 'text/javascript',
                body: 'window.EmbeddedSandbox = class { constructor(options) { window.given = options; } };',
              })
            : route.abort(),
        );
        await page.goto(stack.url);
        const given = await page.evaluate(
          () => (globalThis as { given?: { initialEndpoint: string } }).given,
        );
        expect(given?.initialEndpoint).toBe(`${stack.url}/graphql`);
        // What the Sandbox does when its reader presses run.
        const token = await stack.token({ scopes: readScopes });
        const answer = await page.evaluate(
          async ([endpoint, bearer]) => {
            const response = await fetch(endpoint ?? '', {
              method: 'POST',
              headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
              body: JSON.stringify({ query: '{ users(region: EASTUS, first: 1) { nodes { name } } }' }),
            });
            return response.json() as Promise<unknown>;
          },
          [given?.initialEndpoint, token],
        );
        expect(answer).toMatchObject({ data: { users: { nodes: [{ name: expect.any(String) }] } } });
        expect(problems).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
