import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { certificateOf } from '../../../apim/gateway/server/client-certificate.ts';
import { HeaderList } from '../../../apim/gateway/statements/http/header-list.ts';

const fixture = new URL(
  '../statements/fixtures/validate-client-certificate/example/request.json',
  import.meta.url,
);
const { clientCertificate: pem } = JSON.parse(readFileSync(fixture, 'utf8')) as { clientCertificate: string };
const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');

const read = (value: string) =>
  certificateOf(new HeaderList([['X-ARR-ClientCert', value]]), 'X-ARR-ClientCert');

it.each([
  ['Base64', der.toString('base64')],
  ['escaped PEM', encodeURIComponent(pem)],
])('a client certificate is read from a header: %s', (_, value) => {
  expect(Buffer.from(read(value) ?? []).equals(der)).toBe(true);
});

it.each(['', 'none', '%', 'AAAA'])('a header that holds none is no certificate: "%s"', (value) => {
  expect(read(value)).toBeUndefined();
});

it('no header is looked at that the configuration does not name', () => {
  expect(
    certificateOf(new HeaderList([['X-ARR-ClientCert', der.toString('base64')]]), undefined),
  ).toBeUndefined();
});
