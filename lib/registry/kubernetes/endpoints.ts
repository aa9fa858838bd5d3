import type { CheckStatus, EndpointSlice, Service } from '@/lib/model';
import type { KeptCheck, KeptInstance } from '../rules/kept';

/** The id of the one check that an endpoint of Kubernetes has; its type in Consul's answers as well. */
export const READINESS = 'kubernetes-readiness';

/** A Kubernetes Service as it is given to clients of discovery. */
export interface ServedService {
  readonly cluster: string;
  /** The name that clients ask for. */
  readonly name: string;
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
  /** Whether its cluster still tells: what it told last stands otherwise, and says so. */
  readonly isTold: boolean;
}

type Endpoint = EndpointSlice['endpoints'][number];

/**
 * The endpoints of a Kubernetes Service as instances, by id: one an address of the Service's first IP family (a pod of two is one
 * instance), at its first port; further ports are told in the metadata, as consul-k8s' catalog sync does. An endpoint that is as it was
 * before is the same object.
 *
 * @param at The index of those that are new or changed.
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

/** `FQDN` is no family: what it names is no address. */
function familyOf({ service, slices }: ServedService): string | undefined {
  const families = service.spec.ipFamilies ?? ['IPv4', 'IPv6'];
  return families.find((family) => slices.some(({ addressType }) => addressType === family));
}

function instanceOf(
  { cluster, name, service, isTold }: ServedService,
  slice: EndpointSlice,
  endpoint: Endpoint,
): KeptInstance | null {
  // Of several addresses the first alone is used (EndpointSlice API).
  const [address] = endpoint.addresses;
  if (address === undefined) return null;
  const port = portOf(service, slice);
  const { namespace, name: serviceName } = service.metadata;
  const id = ['kubernetes', cluster, namespace, serviceName, address, ...(port === null ? [] : [port])].join(
    '/',
  );
  const { status, output } = readinessOf(endpoint, cluster, isTold);
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

/** The port that the Service names first; where its slices know it by another number, theirs: it is what the pod listens on. */
function portOf({ spec }: Service, { ports }: EndpointSlice): number | null {
  const [first] = spec.ports;
  const meant = ports.find(({ name }) => (name ?? '') === (first?.name ?? '')) ?? ports[0];
  return meant?.port ?? null;
}

function metadataOf(told: {
  readonly cluster: string;
  readonly service: Service;
  readonly slice: EndpointSlice;
  readonly endpoint: Endpoint;
}): Readonly<Record<string, string>> {
  const { cluster, service, slice, endpoint } = told;
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
 * What Kubernetes says of it. Ready passes; what serves while it terminates warns, so that who asks for what passes goes elsewhere. What a
 * silent cluster told last stands: that Pilothouse cannot read it is no reason to take its pods from their callers.
 */
function readinessOf(
  { ready, serving, terminating, targetRef }: Endpoint,
  cluster: string,
  isTold: boolean,
): { readonly status: CheckStatus; readonly output: string } {
  const what = targetRef?.kind === 'Pod' ? `Pod ${targetRef.name}` : 'The endpoint';
  const since = isTold ? '' : ` That is the last that ${cluster} told: it does not answer.`;
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

/** As it was before where nothing moved; else with the index at which it did. */
function settled(made: KeptInstance, before: KeptInstance | undefined, at: number): KeptInstance {
  if (before === undefined) return { ...made, createIndex: at, modifyIndex: at };
  const same = { createIndex: before.createIndex, modifyIndex: before.modifyIndex };
  const asBefore = { ...made, ...same };
  return JSON.stringify(asBefore) === JSON.stringify(before) ? before : { ...asBefore, modifyIndex: at };
}
