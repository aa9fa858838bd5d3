import type { Clock, ObjectChange, Pod, World } from '@/lib/model';
import { isWithin } from './ranges';

/** A pod at an address. */
export interface PodAt {
  readonly cluster: string;
  readonly pod: Pod;
}

/** The last pod of an address that has none any more. */
export interface Gone {
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How many deleted pods are remembered; the oldest are dropped first. */
const GONE_MAX = 20_000;

/**
 * Which pod has an address, updated from the store's batches, so that the cost of a pod's change or a look-up does not grow with the
 * cluster. Pods that have ended, and those that use their node's address, are left out.
 */
export class AddressBook {
  private readonly pods = new Map<string, Map<string, PodAt>>();
  private readonly gone = new Map<string, Gone>();
  private nodes: ReadonlyMap<string, { readonly cluster: string; readonly node: string }> | null = null;

  constructor(
    private readonly world: World,
    private readonly now: Clock,
  ) {
    for (const picture of world.clusters()) {
      for (const pod of picture.all('Pod')) this.put({ cluster: picture.info.name, pod });
    }
  }

  /** Applies a change; returns the addresses that now belong to another pod or to none. */
  take({ cluster, before, after }: ObjectChange): readonly string[] {
    if (before?.kind === 'Node' || after?.kind === 'Node') this.nodes = null;
    const was = before?.kind === 'Pod' ? addressesOf(before) : NONE;
    const is = after?.kind === 'Pod' ? addressesOf(after) : NONE;
    if (before?.kind === 'Pod') {
      for (const address of was) this.remove(address, { cluster, pod: before }, !is.includes(address));
    }
    if (after?.kind === 'Pod' && is.length > 0) this.put({ cluster, pod: after });
    if (was.length === is.length && was.every((address) => is.includes(address))) return NONE;
    return [...new Set([...was, ...is])];
  }

  /** Drops the pods of a cluster that was removed. */
  forget(cluster: string): void {
    this.nodes = null;
    for (const [address, held] of this.pods) {
      for (const [key, one] of held) if (one.cluster === cluster) held.delete(key);
      if (held.size === 0) this.pods.delete(address);
    }
  }

  at(address: string): readonly PodAt[] {
    return [...(this.pods.get(address)?.values() ?? [])];
  }

  goneAt(address: string): Gone | undefined {
    return this.gone.get(address);
  }

  nodeAt(address: string): { readonly cluster: string; readonly node: string } | undefined {
    this.nodes ??= nodeAddresses(this.world);
    return this.nodes.get(address);
  }

  /** The cluster whose nodes' `podCIDRs` contain the address, if any. */
  clusterOfRange(address: string): string | undefined {
    for (const picture of this.world.clusters()) {
      for (const { spec } of picture.all('Node')) {
        if (spec.podCIDRs?.some((range) => isWithin(address, range))) return picture.info.name;
      }
    }
    return undefined;
  }

  private put(one: PodAt): void {
    for (const address of addressesOf(one.pod)) {
      this.gone.delete(address);
      const held = this.pods.get(address) ?? new Map<string, PodAt>();
      this.pods.set(address, held.set(keyOf(one), one));
    }
  }

  private remove(address: string, one: PodAt, isGone: boolean): void {
    const held = this.pods.get(address);
    held?.delete(keyOf(one));
    if (held?.size === 0) this.pods.delete(address);
    if (!isGone || this.pods.has(address)) return;
    this.gone.delete(address);
    const { name, namespace } = one.pod.metadata;
    this.gone.set(address, { cluster: one.cluster, namespace, pod: name, at: this.now().getTime() });
    if (this.gone.size <= GONE_MAX) return;
    for (const oldest of this.gone.keys()) {
      this.gone.delete(oldest);
      break;
    }
  }
}

const NONE: readonly string[] = [];

export function addressesOf({ spec, status }: Pod): readonly string[] {
  if (spec.hostNetwork === true || status.phase === 'Succeeded' || status.phase === 'Failed') return NONE;
  if (status.podIPs !== undefined) return status.podIPs;
  return status.podIP === undefined || status.podIP === '' ? NONE : [status.podIP];
}

function keyOf({ cluster, pod }: PodAt): string {
  return `${cluster}\n${pod.metadata.uid}`;
}

function nodeAddresses(world: World) {
  const nodes = new Map<string, { readonly cluster: string; readonly node: string }>();
  for (const picture of world.clusters()) {
    for (const { metadata, status } of picture.all('Node')) {
      for (const { address } of status.addresses) {
        nodes.set(address, { cluster: picture.info.name, node: metadata.name });
      }
    }
  }
  return nodes;
}
