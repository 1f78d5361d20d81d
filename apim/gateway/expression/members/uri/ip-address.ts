import { isIP } from 'node:net';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';
import { enumValue } from '../enums.ts';

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
  isIP(text) === 0 ? null : new IpAddress(isIP(text) === 4 ? text : canonical(text));

export const ip = defineType('IPAddress', {
  constructors: {
    '(byte[] address)': (_: null, [bytes]: [Uint8Array | null]) => {
      if (bytes === null) throw argumentNull('address');
      if (bytes.length !== 4 && bytes.length !== 16)
        throw dotnetError('ArgumentException', "An invalid IP address was specified. (Parameter 'address')");
      return new IpAddress(textOfBytes(bytes));
    },
  },
  statics: {
    'IPAddress Any': () => new IpAddress('0.0.0.0'),
    'IPAddress Loopback': () => new IpAddress('127.0.0.1'),
    'IPAddress Broadcast': () => new IpAddress('255.255.255.255'),
    'IPAddress None': () => new IpAddress('255.255.255.255'),
    'IPAddress IPv6Any': () => new IpAddress('::'),
    'IPAddress IPv6Loopback': () => new IpAddress('::1'),
    'IPAddress IPv6None': () => new IpAddress('::'),
    'int HostToNetworkOrder(int host)': (_: null, [host]: [number]) => swapped(host),
    'int NetworkToHostOrder(int network)': (_: null, [network]: [number]) => swapped(network),
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
    'AddressFamily AddressFamily': (self: IpAddress) =>
      enumValue('AddressFamily', isIP(self.address) === 4 ? 'InterNetwork' : 'InterNetworkV6'),
    'bool IsIPv6LinkLocal': (self: IpAddress) => /^fe[89ab]/.test(self.address),
    'bool IsIPv6Multicast': (self: IpAddress) => self.address.startsWith('ff'),
    'bool IsIPv6SiteLocal': (self: IpAddress) => /^fe[c-f]/.test(self.address),
    'bool IsIPv4MappedToIPv6': (self: IpAddress) => isMapped(self),
    'IPAddress MapToIPv4()': (self: IpAddress) =>
      isMapped(self) ? new IpAddress(textOfBytes(bytesOf(self).slice(12))) : self,
    'IPAddress MapToIPv6()': (self: IpAddress) =>
      isIP(self.address) === 4 ? new IpAddress(`::ffff:${self.address}`) : self,
    'byte[] GetAddressBytes()': bytesOf,
  },
});

/** The bytes of an address in network order. */
function bytesOf(self: IpAddress): Uint8Array {
  if (isIP(self.address) === 4) return Uint8Array.from(self.address.split('.').map(Number));
  const [head = '', tail] = withoutDots(self.address).split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail ?? '');
  const all =
    tail === undefined
      ? before
      : [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
}

/** `::ffff:10.0.0.1` with its last four bytes in hexadecimal. */
function withoutDots(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
}

function isMapped(self: IpAddress): boolean {
  const bytes = bytesOf(self);
  return (
    bytes.length === 16 &&
    bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 255 &&
    bytes[11] === 255
  );
}

/** An IPv4-mapped address is written with dots, as .NET writes it. */
function textOfBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return canonical(groups.join(':'));
}

/** The shortest form, as .NET writes it: the dots of a mapped IPv4 address are kept. */
function canonical(text: string): string {
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(short);
  if (mapped === null) return short;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

function swapped(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, value);
  return view.getInt32(0, true);
}
