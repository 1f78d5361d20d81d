import { define, required } from '../define.ts';
import { text } from '../setting-kinds.ts';

/** Sets `Authorization` to the Basic credential, in UTF-8 (RFC 7617). */
export const authenticationBasic = define({
  name: 'authentication-basic',
  sections: ['inbound'],
  once: true,
  attributes: { username: required(text), password: required(text) },
  compile:
    ({ settings }) =>
    (exchange) => {
      const credential = `${settings.username.of(exchange)}:${settings.password.of(exchange)}`;
      const encoded = Buffer.from(credential, 'utf8').toString('base64');
      exchange.request.headers.set('Authorization', `Basic ${encoded}`);
    },
});
