import type { PlacementSummary, PodDto, ServiceDetail } from '@/lib/model';

export const SINCE = [
  { value: '300', label: '5 min' },
  { value: '3600', label: '1 h' },
  { value: '21600', label: '6 h' },
  { value: '', label: 'All' },
] as const;

/** How many past lines are read: of one pod, and of each of several. */
const TAIL_ONE = '5000';
const TAIL_EACH = '1000';

export interface LogChoice {
  /** Empty: all pods. */
  readonly pod: string;
  /** Empty: all containers. */
  readonly container: string;
  readonly previous: boolean;
  /** Seconds; empty: all. */
  readonly since: string;
}

/** The query of `GET /api/v1/logs` for a choice, without `follow`. */
export function logQuery(service: string, placement: PlacementSummary, choice: LogChoice): URLSearchParams {
  const { cluster, namespace } = placement;
  const query = new URLSearchParams({ cluster, namespace });
  query.set(choice.pod === '' ? 'service' : 'pod', choice.pod === '' ? service : choice.pod);
  if (choice.container !== '') query.set('container', choice.container);
  if (choice.previous) query.set('previous', '1');
  if (/^[1-9]\d{0,6}$/.test(choice.since)) query.set('sinceSeconds', choice.since);
  return query;
}

/** The same with `follow`, and with a limit on past lines. */
export function followQuery(query: URLSearchParams): string {
  const followed = new URLSearchParams(query);
  followed.set('follow', '1');
  followed.set('tail', query.has('pod') ? TAIL_ONE : TAIL_EACH);
  return followed.toString();
}

/** Containers of a placement's workloads, each name once. */
export function containersOf({ workloads }: ServiceDetail, { id }: PlacementSummary): readonly string[] {
  const own = workloads.filter(({ placement }) => placement === id);
  return [...new Set(own.flatMap(({ containers }) => containers.map(({ name }) => name)))];
}

/**
 * The part of a pod's name that is its own: `x2v4p` of `cart-7c9d-x2v4p`. Names that end in an ordinal, and those whose end is not unique,
 * are kept whole.
 */
export function shortNames(pods: readonly Pick<PodDto, 'ref' | 'workload'>[]): ReadonlyMap<string, string> {
  const short = pods.map(({ ref: { name }, workload }) => {
    const own = name.split('-').at(-1) ?? name;
    const generated = workload !== null && name.startsWith(`${workload}-`) && !/^\d+$/.test(own);
    return [name, generated ? own : name] as const;
  });
  return new Map(
    short.map(([name, own]) => [name, short.filter(([, other]) => other === own).length > 1 ? name : own]),
  );
}
