import { HEALTH_RANK, type EndpointDto, type PodDto } from '@/lib/model';
import { groupBy } from '../list/group-by';

/** One row of the list of pods: a pod with its addresses, or addresses without a known pod. */
export interface PodRow {
  readonly key: string;
  readonly pod: PodDto | null;
  readonly endpoints: readonly EndpointDto[];
}

/** Pods with their endpoints, those with problems first, then the newest; addresses without a pod are the last. */
export function podRows(pods: readonly PodDto[], endpoints: readonly EndpointDto[]): PodRow[] {
  const names = new Set(pods.map((pod) => pod.ref.name));
  const byPod = groupBy(endpoints, ({ pod }) => (pod !== null && names.has(pod) ? pod : null));
  const others = groupBy(byPod.get(null) ?? [], ({ address }) => address);
  return [
    ...[...pods].sort(byTrouble).map((pod) => ({
      key: pod.ref.uid ?? pod.ref.name,
      pod,
      endpoints: byPod.get(pod.ref.name) ?? [],
    })),
    ...[...others].map(([address, held]) => ({ key: address, pod: null, endpoints: held })),
  ];
}

/** Whether two rows have the same pod and endpoints, unchanged. */
export function isSamePodRow(a: PodRow, b: PodRow): boolean {
  return (
    a.key === b.key &&
    a.pod === b.pod &&
    a.endpoints.length === b.endpoints.length &&
    a.endpoints.every((endpoint, place) => endpoint === b.endpoints[place])
  );
}

function byTrouble(a: PodDto, b: PodDto): number {
  const rank = HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status];
  return rank || b.createdAt.localeCompare(a.createdAt) || a.ref.name.localeCompare(b.ref.name);
}

/** The status of a pod in kubectl's words; of a running pod, whether it is ready. */
export function podWord({ phase, ready, readyContainers, containers }: PodDto): string {
  if (phase !== 'Running') return phase;
  if (ready) return 'Ready';
  return containers > 1 ? `Not ready, ${readyContainers} of ${containers}` : 'Not ready';
}

/** `address:port`, each once. */
export function addressesOf(endpoints: readonly EndpointDto[]): string[] {
  return [
    ...new Set(
      endpoints.map(({ address, port }) => {
        const host = address.includes(':') ? `[${address}]` : address;
        return port === null ? address : `${host}:${port}`;
      }),
    ),
  ];
}

/**
 * The condition of an endpoint where it differs from its pod's (KEP-1672); null when they agree: ready pods get requests, others do not.
 */
export function endpointWord(pod: PodDto | null, endpoints: readonly EndpointDto[]): string | null {
  if (endpoints.length === 0) return null;
  if (endpoints.some(({ terminating }) => terminating)) {
    return endpoints.some(({ serving }) => serving) ? 'draining' : 'terminating';
  }
  const ready = endpoints.filter(({ ready: gets }) => gets).length;
  if (ready > 0 && ready < endpoints.length) return `${ready} of ${endpoints.length} ready`;
  if (pod !== null && pod.ready === ready > 0) return null;
  return ready > 0 ? 'ready' : 'not ready';
}

/** The name of a pod in two parts: what all pods of its workload share, and the end that is its own. */
export function splitPodName({ ref: { name }, workload }: PodDto): readonly [shared: string, own: string] {
  return workload !== null && name.startsWith(`${workload}-`)
    ? [workload, name.slice(workload.length)]
    : ['', name];
}

/** The number of distinct addresses, and how many of them get requests. */
export function countEndpoints(endpoints: readonly EndpointDto[]): { all: number; ready: number } {
  const key = ({ service, address, port }: EndpointDto): string => `${service} ${address} ${port ?? ''}`;
  return {
    all: new Set(endpoints.map(key)).size,
    ready: new Set(endpoints.filter(({ ready }) => ready).map(key)).size,
  };
}
