import { isIP } from 'node:net';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';

/** System.Net.IPAddress. */
class IpAddress extends DotnetObject {
  readonly address: string;
  readonly dotnetType: TypeRef = named('IPAddress');
  constructor(address: string) {
    super();
    this.address = address;
  }

  override text(): string {
    return this.address;
  }

  override equals(other: Value): boolean {
    return other instanceof IpAddress && other.address === this.address;
  }

  override hashKey(): string {
    return `\0i${this.address}`;
  }
}

const readIp = (text: string): IpAddress | null =>
  isIP(text) === 0
    ? null
    : new IpAddress(isIP(text) === 4 ? text : new URL(`http://[${text}]`).hostname.slice(1, -1));

export const ip = defineType('IPAddress', {
  statics: {
    'IPAddress Parse(string ipString)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('ipString');
      const found = readIp(text);
      if (found === null) throw dotnetError('FormatException', 'An invalid IP address was specified.');
      return found;
    },
    'bool TryParse(string ipString, out IPAddress address)': (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => {
      out.value = text === null ? null : readIp(text);
      return out.value !== null;
    },
    'bool IsLoopback(IPAddress address)': (_: null, [address]: [IpAddress]) =>
      address.address.startsWith('127.') || address.address === '::1',
  },
  members: {
    'byte[] GetAddressBytes()': (self: IpAddress) => {
      if (isIP(self.address) === 4) return Uint8Array.from(self.address.split('.').map(Number));
      const [head = '', tail] = self.address.split('::');
      const groups = (text: string) =>
        text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
      const before = groups(head);
      const after = groups(tail ?? '');
      const all =
        tail === undefined
          ? before
          : [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
      return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
    },
  },
});
