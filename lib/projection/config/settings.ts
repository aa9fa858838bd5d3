import type { Mention } from '@/lib/model';
import { pairStem } from './address-key';
import { hostOf, portOf } from './host';
import { searchText } from './search';

/** A setting by its name: an environment variable, or a key of a ConfigMap that holds one value. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly field: string;
}

/** Ports by the stem of their names; the variable, where the value is not in the template. */
export type Ports = ReadonlyMap<string, string>;

export function portsAmong(settings: Iterable<Pick<Setting, 'name' | 'value'>>): Ports {
  const ports = new Map<string, string>();
  for (const { name, value } of settings) {
    const { stem, part } = pairStem(name);
    const port = part === 'port' && stem !== '' ? portOf(value.trim()) : null;
    if (port !== null) ports.set(stem, port);
  }
  return ports;
}

/** The addresses that one setting names; `CART_PORT` beside `CART_HOST` (or `CART`) is its port. */
export function mentionsOf({ name, value, field }: Setting, ports: Ports): Mention[] {
  const { stem, part } = pairStem(name);
  const port = part === 'port' ? undefined : ports.get(stem);
  const key = part === 'whole' && port !== undefined ? `${name}_HOST` : name;
  const mode = value.includes('\n') ? 'file' : 'value';
  const found = searchText(value, { field, mode, key, isVariable: true });
  if (port === undefined) return found;
  return found.map((mention) =>
    mention.port === undefined && mention.scheme === undefined && mention.keyed
      ? { ...mention, port, value: `${mention.host}:${port}` }
      : mention,
  );
}

/** The value, where it is only a host name or only a port: half of an address. */
export function plainOf(value: string): string | undefined {
  const text = value.trim();
  if (text.length > 100 || text === '') return undefined;
  return hostOf(text) !== null || portOf(text) !== null ? text : undefined;
}
