import type { EndpointSlice, Pod, RegistryInstance } from '@/lib/model';
import { conditionOf } from '../conditions';
import { receiptOf, type NamedObject } from '../evidence';
import { versionOf } from '../image';
import type { PlaceFacts } from './facts';
import { earlier } from './earlier';
import { judgedByProbes, probeReceipt, probesByAddress, type JudgedProbe } from './probed';

type Endpoint = EndpointSlice['endpoints'][number];
type Ports = EndpointSlice['ports'];

interface Merged {
  readonly key: string;
  readonly slice: EndpointSlice;
  readonly endpoint: Endpoint;
  readonly via: string[];
  readonly addresses: string[];
  readonly ports: Map<string, Ports[number]>;
  /** Its Service shows the true readiness of pods: it does not publish addresses that are not ready. */
  readonly showsReadiness: boolean;
}

/** An instance with the pod that its endpoint references. */
export interface KubernetesInstance {
  readonly instance: RegistryInstance;
  /** Undefined where the endpoint references none, or one that the picture does not hold. */
  readonly pod: Pod | undefined;
  readonly target: Endpoint['targetRef'];
  /** The slice that it was read from; null for an external name. */
  readonly slice: EndpointSlice | null;
  /** When the results of its probes become too old to count, by the registry's clock; null without results. */
  readonly oldAt: number | null;
}

/**
 * The instances that Kubernetes has registered here: one for each pod, however many Services lead to it and addresses
 * it has; one for each address without a pod reference; one for each external name.
 */
export function kubernetesInstances(place: PlaceFacts, registryNow: number): KubernetesInstance[] {
  const probes = probesByAddress(place, registryNow);
  const merged = new Map<string, Merged>();
  for (const { service, slices } of place.services) {
    const showsReadiness = service.spec.publishNotReadyAddresses !== true;
    for (const slice of slices) {
      for (const endpoint of slice.endpoints)
        merge(merged, { slice, endpoint, via: service.metadata.name, showsReadiness });
    }
  }
  return [...merged.values()]
    .map((one) => instanceOf(one, place, probes))
    .concat(externalNames(place))
    .sort(byAddress);
}

function merge(
  merged: Map<string, Merged>,
  found: { slice: EndpointSlice; endpoint: Endpoint; via: string; showsReadiness: boolean },
): void {
  const { slice, endpoint, via, showsReadiness } = found;
  const key = endpoint.targetRef?.uid ?? endpoint.addresses[0] ?? '';
  if (key === '') return;
  const before = merged.get(key);
  const isBetter = before === undefined || (showsReadiness && !before.showsReadiness);
  const next: Merged = {
    key,
    slice: isBetter ? slice : before.slice,
    endpoint: isBetter ? endpoint : before.endpoint,
    showsReadiness: showsReadiness || (before?.showsReadiness ?? false),
    via: before?.via ?? [],
    addresses: before?.addresses ?? [],
    ports: before?.ports ?? new Map<string, Ports[number]>(),
  };
  if (!next.via.includes(via)) next.via.push(via);
  for (const address of endpoint.addresses)
    if (!next.addresses.includes(address)) next.addresses.push(address);
  for (const port of slice.ports) {
    if (port.port !== undefined) next.ports.set(`${port.port}/${port.protocol}`, port);
  }
  merged.set(key, next);
}

function instanceOf(
  { slice, endpoint, via, addresses, ports }: Merged,
  place: PlaceFacts,
  probes: ReadonlyMap<string, readonly JudgedProbe[]>,
): KubernetesInstance {
  const { cluster, namespace } = place;
  const sorted = addresses.toSorted((a, b) => Number(a.includes(':')) - Number(b.includes(':')));
  const [address = ''] = sorted;
  const pod = endpoint.targetRef?.kind === 'Pod' ? place.pods.get(endpoint.targetRef.uid) : undefined;
  const asked = addresses.flatMap((one) => probes.get(one) ?? []);
  const since = (pod && conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime) ?? null;
  const image = pod?.spec.containers[0]?.image;
  const declared = [...ports.values()].map(({ name, port = 0, protocol }) => ({
    name: name === undefined || name === '' ? null : name,
    port,
    protocol,
  }));
  return {
    pod,
    target: endpoint.targetRef,
    slice,
    instance: {
      id: `kubernetes:${cluster}/${namespace}/${address}`,
      source: 'kubernetes',
      registered: null,
      via: via.toSorted(),
      cluster,
      namespace,
      environment: place.environment,
      address,
      addresses: sorted,
      port: declared[0]?.port ?? null,
      ports: declared,
      ...judgedByProbes({ ...statusOf(endpoint, place), since }, asked, whatIs(endpoint)),
      zone: endpoint.zone ?? null,
      node: endpoint.nodeName ?? null,
      pod: endpoint.targetRef?.kind === 'Pod' ? endpoint.targetRef.name : null,
      version: image === undefined ? null : versionOf(image),
      weight: 1,
      tags: [],
      lastSeenAt: place.observedAt,
      lapsesAt: null,
      drained: null,
      probes: asked.map(({ shown }) => shown),
      receipts: [
        receipt(slice, place, `endpoints[${address}].conditions.ready`, String(endpoint.ready)),
        ...asked.filter(({ says }) => says !== null).map((one) => probeReceipt(one, place)),
      ],
    },
    oldAt: asked.reduce<number | null>((first, { oldAt }) => earlier(first, oldAt), null),
  };
}

const whatIs = ({ targetRef }: Endpoint): string => (targetRef?.kind === 'Pod' ? 'Its pod' : 'It');

function statusOf(
  endpoint: Endpoint,
  { freshness }: PlaceFacts,
): Pick<RegistryInstance, 'status' | 'message'> {
  if (freshness.state !== 'live') return { status: 'unknown', message: freshness.reason };
  const what = whatIs(endpoint);
  if (endpoint.terminating && endpoint.serving)
    return { status: 'draining', message: `${what} is terminating and still serves.` };
  if (endpoint.terminating)
    return { status: 'terminating', message: `${what} is terminating and no longer serves.` };
  if (endpoint.ready) return { status: 'passing', message: `${what} is ready.` };
  return { status: 'critical', message: `${what} is not ready: it is not given to callers.` };
}

/** A name outside the cluster, as DNS returns it. Nothing checks whether anything answers there. */
function externalNames(place: PlaceFacts): KubernetesInstance[] {
  return place.services.flatMap(({ service }) => {
    const { externalName, type, ports } = service.spec;
    if (type !== 'ExternalName' || externalName === undefined) return [];
    const isLive = place.freshness.state === 'live';
    const instance: RegistryInstance = {
      id: `kubernetes:${place.cluster}/${place.namespace}/${service.metadata.name}`,
      source: 'kubernetes',
      registered: null,
      via: [service.metadata.name],
      cluster: place.cluster,
      namespace: place.namespace,
      environment: place.environment,
      address: externalName,
      addresses: [externalName],
      port: ports[0]?.port ?? null,
      ports: ports.map(({ name, port, protocol }) => ({ name: name ?? null, port, protocol })),
      status: isLive ? 'unchecked' : 'unknown',
      message: isLive
        ? 'A name outside the cluster: Kubernetes returns it and checks nothing there.'
        : 'Its cluster cannot be read.',
      zone: null,
      node: null,
      pod: null,
      version: null,
      weight: 1,
      tags: [],
      lastSeenAt: place.observedAt,
      lapsesAt: null,
      since: service.metadata.creationTimestamp,
      drained: null,
      probes: [],
      receipts: [receipt(service, place, 'spec.externalName', externalName)],
    };
    return [{ instance, pod: undefined, target: undefined, slice: null, oldAt: null }];
  });
}

function receipt(object: NamedObject, place: PlaceFacts, field: string, value: string) {
  return receiptOf(
    object,
    { cluster: place.cluster, observedAt: place.observedAt, now: new Date(0) },
    { rule: 'registry.endpoint', field, value },
  );
}

function byAddress(a: KubernetesInstance, b: KubernetesInstance): number {
  return a.instance.id < b.instance.id ? -1 : 1;
}
