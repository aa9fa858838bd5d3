import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** A network and how many of its first bits count. */
export type AddressRange = readonly [network: IpAddress, bits: number];

/**
 * An IP address in its one plain form: four decimal numbers without leading zeros (RFC 6943 §3.1.1), or IPv6 (RFC 4291 §2.2). Null for
 * everything else that some resolver would take for an address: `0x7f.1`, `0177.0.0.1`, `2130706433`, `fe80::1%eth0`.
 */
export function parseAddress(text: string): IpAddress | null {
  // ipaddr.js reads the other forms too; the system's own check does not, except for the zone.
  return isIP(text) === 0 || text.includes('%') ? null : ipaddr.parse(text);
}

/** `10.0.0.0/8`, `fd00::/8`; an address alone is itself. Null where it is neither. */
export function parseRange(text: string): AddressRange | null {
  const [address = '', bits, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === null || rest.length > 0) return null;
  if (bits === undefined) return [parsed, parsed.toByteArray().length * 8];
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
}

/** Whether an address lies in a range. An IPv4 address is in no IPv6 range, not even in its mapped form. */
export function isInRange(address: IpAddress, [network, bits]: AddressRange): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

const V4_COMPATIBLE: AddressRange = [ipaddr.parse('::'), 96];

/**
 * The IPv4 addresses that an IPv6 address carries, so that traffic to it may end there; none for others.
 *
 * - compatible, mapped and translated ones (RFC 4291 §2.5.5, RFC 6145, RFC 6052): the last 32 bits
 * - 6to4 (RFC 3056): behind the first 16 bits
 * - Teredo (RFC 4380): its server, and the inverted address of its client
 */
export function carriedAddresses(address: IpAddress): readonly IpAddress[] {
  if (address.kind() === 'ipv4') return [];
  const bytes = address.toByteArray();
  const at = (...indexes: readonly number[]): IpAddress =>
    ipaddr.fromByteArray(indexes.map((index) => bytes[index] ?? 0));
  const last = at(12, 13, 14, 15);
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return [last];
    case '6to4':
      return [at(2, 3, 4, 5)];
    case 'teredo':
      return [at(4, 5, 6, 7), ipaddr.fromByteArray(last.toByteArray().map((byte) => byte ^ 0xff))];
    default:
      return isInRange(address, V4_COMPATIBLE) ? [last] : [];
  }
}
