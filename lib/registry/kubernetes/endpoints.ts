import type { CheckStatus, EndpointSlice, Service } from '@/lib/model';
import type { KeptCheck, KeptInstance } from '../rules/kept';

/** The id of the one check that an endpoint of Kubernetes has; its type in Consul's answers as well. */
export const READINESS = 'kubernetes-readiness';

/** A Kubernetes Service as discovery clients get it. */
export interface ServedService {
  readonly cluster: string;
  /** The name that clients query. */
  readonly name: string;
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  /** Whether its cluster answers. Where it does not, its last picture is used, and the output says so. */
  readonly isCurrent: boolean;
}

type Endpoint = EndpointSlice['endpoints'][number];

/**
 * The endpoints of a Kubernetes Service as instances, by id: one for each address of the Service's first IP family (a dual-stack pod is one
 * instance), at its first port; further ports are in the metadata, as in consul-k8s' catalog sync. An endpoint that did not change is the
 * same object as before.
 *
 * @param at The index for new and changed instances.
 */
export function endpointInstances(
  served: ServedService,
  before: ReadonlyMap<string, KeptInstance>,
  at: number,
): readonly KeptInstance[] {
  const family = familyOf(served);
  const found = new Map<string, KeptInstance>();
  for (const slice of served.slices) {
    if (slice.addressType !== family) continue;
    for (const endpoint of slice.endpoints) {
      const made = instanceOf(served, slice, endpoint);
      if (made === null || found.has(made.id)) continue;
      found.set(made.id, settled(made, before.get(made.id), at));
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The IP family; undefined where all slices are of the type `FQDN`, whose endpoints are names. */
function familyOf({ service, slices }: ServedService): string | undefined {
  const families = service.spec.ipFamilies ?? ['IPv4', 'IPv6'];
  return families.find((family) => slices.some(({ addressType }) => addressType === family));
}

function instanceOf(
  { cluster, name, service, isCurrent }: ServedService,
  slice: EndpointSlice,
  endpoint: Endpoint,
): KeptInstance | null {
  // Only the first address of an endpoint is used (EndpointSlice API).
  const [address] = endpoint.addresses;
  if (address === undefined) return null;
  const port = portOf(service, slice);
  const { namespace, name: serviceName } = service.metadata;
  const id = ['kubernetes', cluster, namespace, serviceName, address, ...(port === null ? [] : [port])].join(
    '/',
  );
  const { status, output } = readinessOf(endpoint, cluster, isCurrent);
  return {
    service: name,
    id,
    source: 'self',
    address,
    port,
    tags: ['k8s'],
    metadata: metadataOf({ cluster, service, slice, endpoint }),
    weight: 1,
    version: null,
    zone: endpoint.zone ?? null,
    checks: [checkOf(status, output)],
    status,
    drained: null,
    registeredAt: 0,
    statusSince: 0,
    deregisterAfterMs: null,
    createIndex: 0,
    modifyIndex: 0,
  };
}

/** The Service's first port, with the number of its slices where they have it: the one that the pod listens on. */
function portOf({ spec }: Service, { ports }: EndpointSlice): number | null {
  const [first] = spec.ports;
  const meant = ports.find(({ name }) => (name ?? '') === (first?.name ?? '')) ?? ports[0];
  return meant?.port ?? null;
}

function metadataOf(of: {
  readonly cluster: string;
  readonly service: Service;
  readonly slice: EndpointSlice;
  readonly endpoint: Endpoint;
}): Readonly<Record<string, string>> {
  const { cluster, service, slice, endpoint } = of;
  const { targetRef, nodeName } = endpoint;
  const ports = slice.ports.flatMap(({ name, port }) =>
    name === undefined || name === '' || port === undefined ? [] : [[`port-${name}`, String(port)] as const],
  );
  return {
    'external-source': 'kubernetes',
    'external-k8s-cluster': cluster,
    'external-k8s-ns': service.metadata.namespace,
    'external-k8s-service': service.metadata.name,
    ...(targetRef?.kind === 'Pod' ? { 'external-k8s-pod': targetRef.name } : {}),
    ...(nodeName === undefined ? {} : { 'external-k8s-node': nodeName }),
    ...Object.fromEntries(ports),
  };
}

/**
 * The status by the endpoint's conditions: `passing` where ready; `warning` where it serves while it terminates, so that clients that query
 * passing instances do not get it. Of a cluster that does not answer the last picture is used: its pods may well be running.
 */
function readinessOf(
  { ready, serving, terminating, targetRef }: Endpoint,
  cluster: string,
  isCurrent: boolean,
): { readonly status: CheckStatus; readonly output: string } {
  const what = targetRef?.kind === 'Pod' ? `Pod ${targetRef.name}` : 'The endpoint';
  const since = isCurrent ? '' : ` This is the last known state: ${cluster} does not answer.`;
  if (ready) return { status: 'passing', output: `${what} is ready.${since}` };
  if (terminating && serving)
    return { status: 'warning', output: `${what} terminates, and still serves.${since}` };
  return {
    status: 'critical',
    output: `${what} ${terminating ? 'terminates' : 'is not ready'}.${since}`,
  };
}

function checkOf(status: CheckStatus, output: string): KeptCheck {
  return {
    id: READINESS,
    name: 'Kubernetes readiness',
    status,
    output,
    notes: '',
    ttlMs: null,
    slot: null,
    since: 0,
    reportedAt: null,
    lapsed: null,
    probe: null,
    heard: null,
  };
}

/** The object of before where nothing changed; otherwise the new one with the index of the change. */
function settled(made: KeptInstance, before: KeptInstance | undefined, at: number): KeptInstance {
  if (before === undefined) return { ...made, createIndex: at, modifyIndex: at };
  const same = { createIndex: before.createIndex, modifyIndex: before.modifyIndex };
  const asBefore = { ...made, ...same };
  return JSON.stringify(asBefore) === JSON.stringify(before) ? before : { ...asBefore, modifyIndex: at };
}
