import type { ProbeDefinition } from '../rules/kept';
import type { AddressRange } from './address';
import { guardAddress } from './guard';

/** Every address of a name, as the machine resolves it. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Where a probe goes. The connection is made to exactly this address; the host name is sent along, and never resolved again. */
export interface ProbeTarget {
  readonly kind: ProbeDefinition['kind'];
  readonly address: string;
  readonly port: number;
  /** What is sent as `Host`, `:authority` or TLS's server name. */
  readonly host: string;
  readonly tls: boolean;
  /** For HTTP the path and query; for gRPC the service. */
  readonly path: string;
}

export type FoundTarget =
  { readonly ok: true; readonly target: ProbeTarget } | { readonly ok: false; readonly why: string };

interface Asked extends Omit<ProbeTarget, 'address' | 'kind'> {
  /** The host without brackets. */
  readonly name: string;
}

/**
 * Where the probe of an instance goes, if it may be sent. Only the address that the instance is registered with is probed: a registration
 * cannot make Pilothouse connect to anything else.
 */
export async function findTarget(
  probe: Pick<ProbeDefinition, 'kind' | 'target'>,
  instance: { readonly address: string },
  { allow, resolve }: { readonly allow: readonly AddressRange[]; readonly resolve: Resolve },
): Promise<FoundTarget> {
  const asked = probe.kind === 'http' ? readUrl(probe.target) : readHostPort(probe.target);
  if (asked === null) {
    const form = probe.kind === 'http' ? 'an http or https URL without user and password' : 'host:port';
    return { ok: false, why: `The check calls ${probe.target.slice(0, 200)}, which is not ${form}.` };
  }
  if (asked.name.toLowerCase() !== instance.address.toLowerCase()) {
    return {
      ok: false,
      why: `The check calls ${asked.name}, but the instance is at ${instance.address}: only its own address is probed.`,
    };
  }
  // Resolved once: the address that was judged is the one that the probe connects to.
  const [address] = await resolve(asked.name).catch(() => []);
  if (address === undefined) return { ok: false, why: `${asked.name} has no address.` };
  const guarded = guardAddress(address, allow);
  if (!guarded.ok) return guarded;
  const { name: _name, ...rest } = asked;
  return { ok: true, target: { kind: probe.kind, ...rest, address: guarded.address } };
}

function readUrl(text: string): Asked | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  const tls = url.protocol === 'https:';
  return {
    name: url.hostname.replace(/^\[|\]$/g, ''),
    host: url.host,
    port: url.port === '' ? (tls ? 443 : 80) : Number(url.port),
    tls,
    path: `${url.pathname}${url.search}`,
  };
}

/** `10.0.0.7:9000`, `[fd00::7]:9000`, and for gRPC `10.0.0.7:9000/service`. */
function readHostPort(text: string): Asked | null {
  const found = /^(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})(?:\/([\w.-]{0,200}))?$/.exec(text);
  const name = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  if (name === undefined || port < 1 || port > 65_535) return null;
  return {
    name,
    host: `${found?.[1] === undefined ? name : `[${name}]`}:${port}`,
    port,
    tls: false,
    path: found?.[4] ?? '',
  };
}
