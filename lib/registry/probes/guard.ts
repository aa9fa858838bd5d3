import { isWithin, parseAddress, parseRange, type AddressBytes, type Range } from './address';

/** Whether an address may be asked; if not, a sentence that a person reads. */
export type Guarded =
  { readonly ok: true; readonly address: string } | { readonly ok: false; readonly why: string };

const range = (text: string): Range => {
  const parsed = parseRange(text);
  if (parsed === null) throw new Error(`${text} is no range`);
  return parsed;
};

/** Never asked, whatever is allowed: this machine, its link, and where clouds keep what a machine may do. */
const NEVER: readonly { readonly range: Range; readonly what: string }[] = [
  { range: range('127.0.0.0/8'), what: 'a loopback address' },
  { range: range('::1/128'), what: 'a loopback address' },
  { range: range('0.0.0.0/8'), what: 'this machine itself' },
  { range: range('::/128'), what: 'this machine itself' },
  { range: range('169.254.0.0/16'), what: 'a link-local address, and where clouds keep credentials' },
  { range: range('fe80::/10'), what: 'a link-local address' },
  { range: range('fec0::/10'), what: 'a site-local address' },
  { range: range('fd00:ec2::/32'), what: "a cloud's metadata service" },
  { range: range('100.100.100.200/32'), what: "a cloud's metadata service" },
  { range: range('192.0.0.192/32'), what: "a cloud's metadata service" },
  { range: range('168.63.129.16/32'), what: "a cloud's metadata service" },
  { range: range('224.0.0.0/4'), what: 'a multicast address' },
  { range: range('ff00::/8'), what: 'a multicast address' },
  { range: range('240.0.0.0/4'), what: 'a reserved address' },
];

/** IPv6 addresses that carry an IPv4 address, and where in them: mapped, compatible, translated (RFC 6052), 6to4 (RFC 3056). */
const CARRIERS: readonly { readonly range: Range; readonly at: number }[] = [
  { range: range('::ffff:0:0/96'), at: 12 },
  { range: range('::ffff:0:0:0/96'), at: 12 },
  { range: range('::/96'), at: 12 },
  { range: range('64:ff9b::/96'), at: 12 },
  { range: range('2002::/16'), at: 2 },
];

/**
 * Whether Pilothouse may ask an address: it lies in a range that an administrator allows, and is none that is never asked. The address is
 * one that a resolver gave, in the form in which it is connected to: nothing is resolved again after this.
 */
export function guardAddress(text: string, allow: readonly Range[]): Guarded {
  const bytes = parseAddress(text);
  if (bytes === null) return { ok: false, why: `${text} is no IP address.` };
  // Both readings count: as what it is, and as the IPv4 address that it carries.
  const readings = [bytes, ...carriedBy(bytes)];
  for (const reading of readings) {
    const never = NEVER.find((each) => isWithin(reading, each.range));
    if (never !== undefined) return { ok: false, why: `${text} is ${never.what}: it is never asked.` };
  }
  const plain = readings.at(-1) ?? bytes;
  if (!allow.some((each) => isWithin(plain, each))) {
    return { ok: false, why: `${text} is in no range that registry.probes.allow names.` };
  }
  return { ok: true, address: text };
}

function carriedBy(bytes: AddressBytes): AddressBytes[] {
  if (bytes.length !== 16) return [];
  return CARRIERS.filter((each) => isWithin(bytes, each.range)).map(({ at }) => bytes.slice(at, at + 4));
}
