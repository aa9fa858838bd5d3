import {
  isWorkloadKind,
  WORKLOAD_KINDS,
  type EndpointSlice,
  type KubeObject,
  type Service,
  type Workload,
} from '@/lib/model';
import { selects } from '../selects';
import { objectId } from './ids';
import type { TopologySource } from './source';

/** How many owners of a pod are followed: ReplicaSet and Deployment, or Job and CronJob. */
const CHAIN_MAX = 4;

/** The Services of a cluster by all names that callers may use, and the workloads behind them. */
export class Names {
  /** By namespace, then by name. */
  private readonly services = new Map<string, Map<string, Service>>();
  private readonly byAddress = new Map<string, Service>();
  /** Workloads by namespace and one label of their pods. */
  private readonly byPair = new Map<string, Workload[]>();
  private readonly behind = new Map<Service, readonly Workload[]>();
  private readonly ids = new WeakMap<KubeObject, string>();
  /** Host names by which the cluster itself is reached from outside. */
  readonly publicHosts: ReadonlySet<string>;

  constructor(
    readonly source: TopologySource,
    readonly workloads: readonly Workload[] = workloadsIn(source),
  ) {
    for (const service of source.objects.all('Service')) {
      const { namespace, name } = service.metadata;
      const beside = this.services.get(namespace);
      if (beside) beside.set(name, service);
      else this.services.set(namespace, new Map([[name, service]]));
      const { clusterIP } = service.spec;
      if (clusterIP !== undefined && /^\d/u.test(clusterIP)) this.byAddress.set(clusterIP, service);
    }
    for (const workload of workloads) {
      for (const pair of Object.entries(workload.spec.template.labels)) {
        const key = pairKey(workload.metadata.namespace, pair);
        const held = this.byPair.get(key);
        if (held) held.push(workload);
        else this.byPair.set(key, [workload]);
      }
    }
    this.publicHosts = publicHostsOf(source);
  }

  service(namespace: string, name: string): Service | undefined {
    return this.services.get(namespace)?.get(name);
  }

  serviceAt(ip: string): Service | undefined {
    return this.byAddress.get(ip);
  }

  allServices(): readonly Service[] {
    return [...this.services.values()].flatMap((beside) => [...beside.values()]);
  }

  /** The id of an object's node. Always the same string instance, which is faster as a key than an equal one. */
  idOf(object: KubeObject): string {
    const held = this.ids.get(object);
    if (held !== undefined) return held;
    const id = objectId(object, this.source.cluster);
    this.ids.set(object, id);
    return id;
  }

  /** The workloads whose pods a Service leads to: by its selector, else by its EndpointSlices. */
  workloadsBehind(service: Service): readonly Workload[] {
    const held = this.behind.get(service);
    if (held) return held;
    const found = this.find(service);
    this.behind.set(service, found);
    return found;
  }

  /** The slices of a Service without a selector, which somebody else writes. */
  slicesOf({ metadata, spec }: Service): readonly EndpointSlice[] {
    if (Object.keys(spec.selector).length > 0 || spec.type === 'ExternalName') return [];
    return this.source.objects.slicesOf(metadata.namespace, metadata.name);
  }

  private find(service: Service): readonly Workload[] {
    const { selector, type } = service.spec;
    if (type === 'ExternalName') return [];
    const [first] = Object.entries(selector);
    if (first !== undefined) {
      const candidates = this.byPair.get(pairKey(service.metadata.namespace, first)) ?? [];
      return candidates.filter((workload) => selects(selector, workload.spec.template.labels));
    }
    const pods = this.slicesOf(service).flatMap(({ endpoints }) =>
      endpoints.flatMap(({ targetRef }) => (targetRef?.kind === 'Pod' ? [targetRef] : [])),
    );
    return [
      ...new Set(pods.flatMap(({ name }) => this.workloadOfPod(service.metadata.namespace, name) ?? [])),
    ];
  }

  private workloadOfPod(namespace: string, name: string): Workload | undefined {
    const { objects } = this.source;
    let at: { readonly metadata: Workload['metadata'] } | undefined = objects.get('Pod', namespace, name);
    for (let step = 0; at !== undefined && step < CHAIN_MAX; step += 1) {
      const { uid } = at.metadata;
      const known = this.workloads.find(({ metadata }) => metadata.uid === uid);
      if (known) return known;
      const owner: string | undefined = at.metadata.ownerReferences.find(({ controller }) => controller)?.uid;
      at = owner === undefined ? undefined : objects.byUid(owner);
    }
    return undefined;
  }
}

/** Workloads that no other workload controls. */
export function workloadsIn({ objects }: TopologySource): readonly Workload[] {
  return WORKLOAD_KINDS.flatMap((kind) => [...objects.all(kind)].filter(isOfItsOwn));
}

/** Whether no other workload controls this one. */
export function isOfItsOwn({ metadata }: Workload): boolean {
  return !metadata.ownerReferences.some(
    ({ controller, kind }) => controller && (isWorkloadKind(kind) || kind === 'ReplicaSet'),
  );
}

function publicHostsOf({ objects }: TopologySource): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const { spec, status } of objects.all('Ingress')) {
    for (const { host } of spec.rules) if (host !== undefined) hosts.add(host);
    for (const { hostname } of status.ingress) if (hostname !== undefined) hosts.add(hostname);
  }
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'VirtualService'] as const) {
    for (const { spec } of objects.all(kind))
      if (spec.gateways.length > 0) for (const host of spec.hosts) hosts.add(host);
  }
  for (const { spec } of objects.all('Gateway')) {
    for (const { hostname } of spec.listeners) if (hostname !== undefined) hosts.add(hostname);
  }
  hosts.delete('*');
  return hosts;
}

function pairKey(namespace: string, [key, value]: readonly [string, string]): string {
  return `${namespace}/${key}=${value}`;
}
