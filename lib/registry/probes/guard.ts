import { carriedAddresses, isInRange, parseAddress, parseRange, type AddressRange } from './address';

/** Whether an address may be probed; if not, a sentence that a person reads. */
export type Guarded =
  { readonly ok: true; readonly address: string } | { readonly ok: false; readonly why: string };

interface ForbiddenRange {
  readonly range: AddressRange;
  readonly what: string;
}

/** Never probed, whatever is allowed: this machine, its link, and where clouds keep the credentials of a machine. */
const NEVER: readonly ForbiddenRange[] = [
  forbidden('127.0.0.0/8', 'a loopback address'),
  forbidden('::1/128', 'a loopback address'),
  forbidden('0.0.0.0/8', 'this machine itself'),
  forbidden('::/128', 'this machine itself'),
  forbidden('169.254.0.0/16', 'a link-local address, and where clouds keep credentials'),
  forbidden('fe80::/10', 'a link-local address'),
  forbidden('fec0::/10', 'a site-local address'),
  forbidden('fd00:ec2::/32', "a cloud's metadata service"),
  forbidden('fd20:ce::254/128', "a cloud's metadata service"),
  forbidden('100.100.100.200/32', "a cloud's metadata service"),
  forbidden('192.0.0.192/32', "a cloud's metadata service"),
  forbidden('168.63.129.16/32', "a cloud's metadata service"),
  forbidden('224.0.0.0/4', 'a multicast address'),
  forbidden('ff00::/8', 'a multicast address'),
  forbidden('240.0.0.0/4', 'a reserved address'),
];

function forbidden(text: string, what: string): ForbiddenRange {
  const range = parseRange(text);
  if (range === null) throw new Error(`${text} is not a range`);
  return { range, what };
}

/**
 * Whether Pilothouse may probe an address: an administrator's range must contain it, and no range that is never probed may contain it.
 * The address is the result of a lookup, and the probe connects to exactly this address: nothing is resolved again afterwards.
 */
export function guardAddress(text: string, allow: readonly AddressRange[]): Guarded {
  const address = parseAddress(text);
  if (address === null) return { ok: false, why: `${text} is not an IP address.` };
  const carried = carriedAddresses(address);
  // Neither the address nor an IPv4 address inside it may be in a forbidden range.
  for (const each of [address, ...carried]) {
    const found = NEVER.find(({ range }) => isInRange(each, range));
    if (found !== undefined) return { ok: false, why: `${text} is ${found.what}: it is never probed.` };
  }
  // The traffic may end at an IPv4 address inside it: where there are any, an allowed range must contain each of them.
  const ends = carried.length === 0 ? [address] : carried;
  if (!ends.every((end) => allow.some((range) => isInRange(end, range)))) {
    return { ok: false, why: `${text} is in no range of registry.probes.allow.` };
  }
  return { ok: true, address: text };
}
