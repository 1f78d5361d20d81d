import { expect, it } from 'vitest';
import { FixtureGateway, makeKeys } from './fixture-gateway.ts';

const POLICY = `<policies><inbound><base />
  <cache-value key="k" variable-name="v" expires-after="60" refresh-after="10"><value>
    <send-request response-variable-name="r"><set-url>https://token.test/</set-url></send-request>
    <set-variable name="v" value="made" />
  </value></cache-value>
  <return-response />
</inbound></policies>`;

const open = async () => new FixtureGateway(POLICY, {}, await makeKeys());

it('of requests that miss together one makes the value and the others wait for it', async () => {
  const gateway = await open();
  await Promise.all([gateway.send({}), gateway.send({}), gateway.send({})]);
  expect(gateway.forwarded).toHaveLength(1);
});

it('while one request refreshes a value the others take the old one', async () => {
  const gateway = await open();
  await gateway.send({});
  await Promise.all([gateway.send({ advance: 20 }), gateway.send({}), gateway.send({})]);
  expect(gateway.forwarded).toHaveLength(2);
});
