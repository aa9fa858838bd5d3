import { BlockList, isIP } from 'node:net';

const ranges = new Map<string, BlockList | null>();
const RANGES_MAX = 10_000;

/** Whether an address lies in a range as CIDR writes it (`10.42.3.0/24`, `fd00:42::/64`); false for what is neither. */
export function isWithin(address: string, range: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return listOf(range)?.check(address, family === 6 ? 'ipv6' : 'ipv4') ?? false;
}

function listOf(range: string): BlockList | null {
  const held = ranges.get(range);
  if (held !== undefined) return held;
  const [network = '', prefix = ''] = range.split('/');
  const family = isIP(network);
  const bits = Number(prefix);
  const isRange = family !== 0 && /^\d{1,3}$/.test(prefix) && bits <= (family === 6 ? 128 : 32);
  const list = isRange ? new BlockList() : null;
  list?.addSubnet(network, bits, family === 6 ? 'ipv6' : 'ipv4');
  if (ranges.size >= RANGES_MAX) ranges.clear();
  ranges.set(range, list);
  return list;
}
