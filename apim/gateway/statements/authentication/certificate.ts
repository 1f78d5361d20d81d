import { textOf } from '../../expression/index.ts';
import { declare, optional, readAttributes } from '../define.ts';
import type { ClientCertificate, Exchange } from '../exchange.ts';
import { name, text, value } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';

const ATTRIBUTES = {
  thumbprint: optional(name),
  'certificate-id': optional(name),
  body: optional(value),
  password: optional(text),
} as const;

/** Reads authentication-certificate, alone or within send-request. */
export function compileCertificate(element: Element, load: Load): (exchange: Exchange) => ClientCertificate {
  const settings = readAttributes(element, ATTRIBUTES, load);
  const given = ['thumbprint', 'certificate-id', 'body'].filter((by) => element.attributes.has(by));
  if (given.length !== 1) {
    load.fault(
      element.place,
      '<authentication-certificate> needs one of "thumbprint", "certificate-id" and "body"',
    );
  }
  return (exchange) => {
    const id = settings['certificate-id'].of(exchange);
    if (id !== undefined) return { by: 'certificate-id', value: id };
    const body = settings.body.of(exchange);
    if (body === undefined) return { by: 'thumbprint', value: settings.thumbprint.of(exchange) ?? '' };
    const encoded = body instanceof Uint8Array ? Buffer.from(body).toString('base64') : textOf(body);
    return { by: 'body', value: encoded, password: settings.password.of(exchange) };
  };
}

/** Uses a client certificate towards the backend. */
export const authenticationCertificate = declare({
  name: 'authentication-certificate',
  sections: ['inbound'],
  attributes: ATTRIBUTES,
  compile: (element, load) => {
    const certificate = compileCertificate(element, load);
    return (exchange) => {
      exchange.certificate = certificate(exchange);
    };
  },
});
