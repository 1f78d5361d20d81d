import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { stringArray } from '../../values/collection.ts';
import { type Jwt, parseBasic, parseJwt } from '../../values/jwt.ts';
import { textOf } from '../../values/object.ts';
import { DateTime } from '../../values/time.ts';

export const jwt = defineType('Jwt', {
  members: {
    'string Algorithm': (self: Jwt) => textOf(self.header.get('alg')),
    'IEnumerable<string> Audiences': (self: Jwt) => self.claims.find('aud') ?? stringArray([]),
    'ValuesDictionary<string, string[]> Claims': (self: Jwt) => self.claims,
    'DateTime? ExpirationTime': (self: Jwt) => seconds(self, 'exp'),
    'string Id': (self: Jwt) => self.claim('jti'),
    'string Issuer': (self: Jwt) => self.claim('iss'),
    'DateTime? IssuedAt': (self: Jwt) => seconds(self, 'iat'),
    'DateTime? NotBefore': (self: Jwt) => seconds(self, 'nbf'),
    'string Subject': (self: Jwt) => self.claim('sub'),
    'string Type': (self: Jwt) => textOf(self.header.get('typ')),
  },
});

const seconds = (self: Jwt, name: string): Value => {
  const value = self.seconds(name);
  return value === null ? null : DateTime.fromUnix(value * 1000);
};

/** APIM's extension methods of string. */
export const stringMembers = {
  'Jwt AsJwt()': (self: string | null, _: readonly Value[], { run }: Call) =>
    self === null ? null : parseJwt(self, run.seams.tokens),
  'bool TryParseJwt(out Jwt result)': (self: string | null, [out]: [{ value: Value }], { run }: Call) => {
    out.value = self === null ? null : parseJwt(self, run.seams.tokens);
    return out.value !== null;
  },
  'BasicAuthCredentials AsBasic()': (self: string | null) => (self === null ? null : parseBasic(self)),
  'bool TryParseBasic(out BasicAuthCredentials result)': (self: string | null, [out]: [{ value: Value }]) => {
    out.value = self === null ? null : parseBasic(self);
    return out.value !== null;
  },
} as const;
