import type { Workload } from '@/lib/model';
import type { PlaceOfService } from '../aggregate';
import type { Graph } from '../graph';
import type { ObservedEnd } from './observation';

/** A placement with the names that traces may use for it. */
export interface NamedPlace extends PlaceOfService {
  readonly names: readonly string[];
}

export interface WhereaboutsInput {
  readonly graphs: readonly Graph[];
  readonly placementOf: (cluster: string, workload: Workload) => string | undefined;
  readonly places: readonly NamedPlace[];
}

/** Finds the placements that an end of a call may be. One instance serves many lookups. */
export class Whereabouts {
  readonly clusters: ReadonlySet<string>;
  private readonly byId: ReadonlyMap<string, NamedPlace>;
  private readonly byName = new Map<string, NamedPlace[]>();
  /** Workloads by `cluster/namespace/name`. */
  private readonly workloads = new Map<string, Workload[]>();
  private readonly graphs: ReadonlyMap<string, Graph>;

  constructor(private readonly input: WhereaboutsInput) {
    this.byId = new Map(input.places.map((place) => [place.id, place]));
    this.graphs = new Map(input.graphs.map((graph) => [graph.names.source.cluster ?? '', graph]));
    this.clusters = new Set(this.graphs.keys());
    for (const place of input.places) for (const name of place.names) put(this.byName, name, place);
    for (const [cluster, { names }] of this.graphs) {
      for (const workload of names.workloads) {
        const { namespace, name } = workload.metadata;
        put(this.workloads, `${cluster}/${namespace}/${name}`, workload);
        const place = this.placeOf(cluster, workload);
        if (place !== undefined && !place.names.includes(name)) put(this.byName, name, place);
      }
    }
  }

  /** Placements in these clusters that the end may be: by its workload, else by its Service, else by its name. */
  find(end: ObservedEnd, clusters: readonly string[]): readonly NamedPlace[] {
    const { namespace, workload, service, name } = end;
    if (namespace !== undefined && (workload !== undefined || service !== undefined)) {
      const found = clusters.flatMap((cluster) => {
        const running = workload === undefined ? [] : this.running(cluster, namespace, end);
        if (running.length > 0 || service === undefined) return running;
        return this.behind(cluster, namespace, service);
      });
      return [...new Set(found)];
    }
    if (name === undefined) return [];
    return [...new Set(this.byName.get(name))].filter(
      (place) =>
        clusters.includes(place.cluster) && (namespace === undefined || place.namespace === namespace),
    );
  }

  private running(cluster: string, namespace: string, { workload = '', kind }: ObservedEnd): NamedPlace[] {
    const named = (name: string): readonly Workload[] =>
      this.workloads.get(`${cluster}/${namespace}/${name}`) ?? [];
    // A Job of a CronJob has that one's name and a time.
    const maker = kind === 'Job' ? /^(.+)-\d+$/u.exec(workload)?.[1] : undefined;
    const found = [...named(workload), ...(maker === undefined ? [] : named(maker))];
    const alike = found.filter((one) => kind === undefined || one.kind === kind || one.kind === 'CronJob');
    return (alike.length > 0 ? alike : found).flatMap((one) => this.placeOf(cluster, one) ?? []);
  }

  private behind(cluster: string, namespace: string, service: string): NamedPlace[] {
    const names = this.graphs.get(cluster)?.names;
    const found = names?.service(namespace, service);
    if (names === undefined || found === undefined) return [];
    return names.workloadsBehind(found).flatMap((workload) => this.placeOf(cluster, workload) ?? []);
  }

  private placeOf(cluster: string, workload: Workload): NamedPlace | undefined {
    return this.byId.get(this.input.placementOf(cluster, workload) ?? '');
  }
}

function put<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const held = lists.get(key);
  if (held) held.push(one);
  else lists.set(key, [one]);
}
