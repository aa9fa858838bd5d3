import {
  isReplicated,
  traitsOf,
  WORKLOAD_KINDS,
  type CatalogSnapshot,
  type Clock,
  type EndpointSlice,
  type Kind,
  type MapEdge,
  type MapNode,
  type MapRow,
  type ObjectChange,
  type StoreBatch,
  type Workload,
  type WorkloadKind,
  type World,
} from '@/lib/model';
import {
  aggregateMap,
  type MapLinks,
  type OtherBox,
  type PlaceOfService,
} from '@/lib/derive/topology/aggregate';
import { declaredDependencies } from '@/lib/derive/topology/declared';
import { NAMING_KINDS, deriveGraph, type Graph } from '@/lib/derive/topology';
import { joinTraffic, type WithTraffic } from '@/lib/derive/topology/observed/join-traffic';
import type { Placing, TrafficReading } from '@/lib/derive/topology/observed/reading';
import { Whereabouts, type NamedPlace } from '@/lib/derive/topology/observed/whereabouts';
import { homesOf } from './map-homes';
import { nameOfRef } from './names';
import type { PlacementViews } from './placement-views';
import type { ServiceIndex } from './service-index';
import { otherBox, placementBox, type Home, type PlacementBox, type GraphFacts } from './topology-boxes';

export interface TopologyMapOptions {
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly catalog: () => CatalogSnapshot;
  /** The last readings of metrics: the same array until the next reading. */
  readonly traffic: () => readonly TrafficReading[];
  readonly now: Clock;
}

interface Links {
  readonly basis: readonly unknown[];
  /** Links from objects and the catalog. */
  readonly said: MapLinks;
  readonly whereabouts: Whereabouts;
  readonly readings: readonly TrafficReading[];
  readonly value: WithTraffic;
  readonly edges: readonly MapEdge[];
}

/**
 * The map as it is now. Keeps what it derived: rows whose inputs did not change are the same objects as before, so that a caller finds by
 * identity what to publish. The cost of one pod's change does not grow with the number of edges.
 */
export class TopologyMap {
  private readonly graphs = new Map<string, Graph>();
  private links: Links | null = null;
  private homes: { readonly of: object; readonly value: ReadonlyMap<string, Home | null> } | null = null;
  private graphFacts: {
    readonly basis: readonly unknown[];
    readonly byPlacement: ReadonlyMap<string, GraphFacts>;
  } | null = null;
  private boxes = new Map<string, { readonly input: PlacementBox; readonly row: MapNode }>();
  private others = new Map<
    string,
    { readonly box: OtherBox; readonly json: string; readonly row: MapNode }
  >();

  /** Workloads of each cluster that changed since its graph was derived, by uid; null: other objects may have changed too. */
  private readonly moved = new Map<string, Map<string, Workload> | null>();

  constructor(private readonly options: TopologyMapOptions) {}

  /** Applies a batch of the store. */
  note({ objects }: StoreBatch): void {
    for (const change of objects) this.noteObject(change);
  }

  /** The graph of objects of each cluster that is in the store. */
  clusters(): readonly Graph[] {
    const { world } = this.options;
    const pictures = world.clusters();
    for (const name of this.graphs.keys()) if (!world.cluster(name)) this.graphs.delete(name);
    return pictures.map((picture) => {
      const { name } = picture.info;
      const held = this.graphs.get(name);
      const moved = this.moved.get(name);
      if (held?.names.source.objects === picture && moved === undefined) return held;
      this.moved.delete(name);
      const source = { cluster: name, observedAt: picture.reach.observedAt, objects: picture };
      const graph = deriveGraph(source, held ?? null, moved?.values() ?? null);
      this.graphs.set(name, graph);
      return graph;
    });
  }

  /** Boxes, then edges. */
  rows(): readonly MapRow[] {
    const graphs = this.clusters();
    const links = this.linksOf(graphs);
    const placements = this.placements(graphs);
    // Homes depend on the catalog only through `links`, which are made from it too.
    if (this.homes?.of !== links) this.homes = { of: links, value: homesOf(links.edges, placements) };
    return [...placements, ...this.otherRows(links.value.others, this.homes.value), ...links.edges];
  }

  edges(): readonly MapEdge[] {
    return this.linksOf(this.clusters()).edges;
  }

  private noteObject({ cluster, kind, before, after }: ObjectChange): void {
    const object = after ?? before;
    const isNaming =
      (NAMING_KINDS as readonly Kind[]).includes(kind) ||
      (object?.kind === 'EndpointSlice' && this.decides(cluster, object));
    const isWorkload = (WORKLOAD_KINDS as readonly Kind[]).includes(kind);
    if (isNaming || (isWorkload && !(before && after))) this.moved.set(cluster, null);
    else if (isWorkload && this.moved.get(cluster) !== null) {
      const moved = this.moved.get(cluster) ?? new Map<string, Workload>();
      const workload = after as Workload;
      this.moved.set(cluster, moved.set(workload.metadata.uid, workload));
    }
  }

  /** Whether the slice decides where its Service leads; for most the Service's selector does. */
  private decides(cluster: string, { metadata }: EndpointSlice): boolean {
    const name = metadata.labels['kubernetes.io/service-name'] ?? '';
    const service = this.options.world.cluster(cluster)?.get('Service', metadata.namespace, name);
    return service !== undefined && Object.keys(service.spec.selector).length === 0;
  }

  /** How many series were placed on edges or left out, by the address of their Prometheus. */
  placing(): ReadonlyMap<string, Placing> {
    return this.linksOf(this.clusters()).value.placing;
  }

  private linksOf(graphs: readonly Graph[]): Links {
    const { index, catalog, traffic } = this.options;
    const snapshot = catalog();
    const readings = traffic();
    const { membersRevision } = index;
    const { environmentsRevision } = this.options.views;
    const basis = [snapshot, membersRevision, environmentsRevision, ...graphs.map(({ edges }) => edges)];
    const held = this.links !== null && isSame(basis, this.links.basis) ? this.links : null;
    if (held?.readings === readings) return held;
    const said = held ?? { basis, ...this.saidBy(graphs, snapshot) };
    const value = joinTraffic(said.said, readings, said.whereabouts);
    const { basis: of, said: links, whereabouts } = said;
    this.links = {
      basis: of,
      said: links,
      whereabouts,
      readings,
      value,
      edges: this.judged(value.edges, snapshot),
    };
    return this.links;
  }

  private saidBy(
    graphs: readonly Graph[],
    snapshot: CatalogSnapshot,
  ): { readonly said: MapLinks; readonly whereabouts: Whereabouts } {
    const { index } = this.options;
    const entities = new Map(snapshot.entities.map((entity) => [entity.ref, entity]));
    const placementOf: Parameters<typeof aggregateMap>[0]['placementOf'] = (cluster, workload) =>
      index.placementOf(cluster, workload)?.id;
    const said = aggregateMap({
      graphs,
      placementOf,
      declarations: declaredDependencies(snapshot.entities),
      placesOf: memo((ref) => this.placesOf(ref)),
      entityOf: (ref) => entities.get(ref),
    });
    return { said, whereabouts: new Whereabouts({ graphs, placementOf, places: this.namedPlaces() }) };
  }

  /** Adds the verdicts of people; an edge that differs only in when it was observed stays the same object. */
  private judged(edges: MapLinks['edges'], snapshot: CatalogSnapshot): readonly MapEdge[] {
    const verdicts = new Map(snapshot.verdicts?.map(({ edge, ...verdict }) => [edge, verdict]));
    const before = new Map(this.links?.edges.map((edge) => [edge.id, edge]));
    return edges.map((edge) => {
      const next: MapEdge = { ...edge, verdict: verdicts.get(edge.id) ?? null };
      const held = before.get(edge.id);
      return held !== undefined && JSON.stringify(held) === JSON.stringify(next) ? held : next;
    });
  }

  private namedPlaces(): NamedPlace[] {
    const { index, views } = this.options;
    return [...index.allPlacements()].map(({ id, cluster, namespace, service, serviceName }) => {
      const component = index.service(service)?.component?.name;
      return {
        id,
        cluster,
        namespace,
        environment: views.environment(cluster, namespace).name,
        names: [...new Set([serviceName, ...(component === undefined ? [] : [component])])],
      };
    });
  }

  /** The placements of a Component; of a Resource, or of a reference that the catalog does not have, the placements of that name. */
  private placesOf(ref: string): PlaceOfService[] {
    const { index, views } = this.options;
    const service = index.catalog.serviceOfRef(ref);
    const placements =
      service === undefined
        ? [...index.allPlacements()].filter(({ serviceName }) => serviceName === nameOfRef(ref))
        : [...(index.service(service)?.placements ?? [])].flatMap((id) => index.placement(id) ?? []);
    return placements
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, cluster, namespace }) => ({
        id,
        cluster,
        namespace,
        environment: views.environment(cluster, namespace).name,
      }));
  }

  private placements(graphs: readonly Graph[]): readonly MapNode[] {
    const { index, views, catalog } = this.options;
    const factsByPlacement = this.graphFactsOf(graphs);
    const domains = domainsOf(catalog());
    const boxes: typeof this.boxes = new Map();
    for (const placement of index.allPlacements()) {
      const view = views.get(placement.id);
      if (view === null) continue;
      const component = index.service(placement.service)?.component ?? null;
      const domain = component?.system == null ? null : (domains.get(component.system) ?? null);
      const graphFacts = factsByPlacement.get(placement.id) ?? NO_GRAPH_FACTS;
      const held = this.boxes.get(placement.id);
      const isKept =
        held?.input.view === view &&
        held.input.placement === placement &&
        held.input.component === component &&
        held.input.domain === domain &&
        held.input.graphFacts === graphFacts;
      if (isKept) {
        boxes.set(placement.id, held);
        continue;
      }
      const input = { placement, view, component, domain, graphFacts };
      boxes.set(placement.id, { input, row: placementBox(input) });
    }
    this.boxes = boxes;
    return [...boxes.values()].map(({ row }) => row);
  }

  /** What the graphs hold for each placement; the same object while that is equal. */
  private graphFactsOf(graphs: readonly Graph[]): ReadonlyMap<string, GraphFacts> {
    const basis = [...graphs.map(({ nodes }) => nodes), this.links?.basis];
    if (this.graphFacts !== null && isSame(basis, this.graphFacts.basis)) return this.graphFacts.byPlacement;
    const technologies = new Map<string, string>();
    const serving = new Set<string>();
    const unread = new Map<string, string[]>();
    for (const { names, nodes } of graphs) {
      const cluster = names.source.cluster ?? '';
      const byId = new Map(nodes.map((node) => [node.id, node]));
      for (const workload of names.workloads) {
        const placement = this.options.index.placementOf(cluster, workload)?.id;
        const node = byId.get(names.idOf(workload));
        if (placement === undefined || node === undefined) continue;
        if (node.unread.length > 0) unread.set(placement, [...(unread.get(placement) ?? []), ...node.unread]);
        if (!isReplicated(workload)) continue;
        if (node.technology !== null)
          technologies.set(placement, technologies.get(placement) ?? node.technology);
        else if (isStatelessServer(workload.kind)) serving.add(placement);
      }
    }
    // A service that runs its own data store beside it is drawn as a service.
    for (const placement of serving) technologies.delete(placement);
    const before = this.graphFacts?.byPlacement;
    const byPlacement = new Map<string, GraphFacts>();
    for (const id of new Set([...technologies.keys(), ...unread.keys()])) {
      const next = { technology: technologies.get(id) ?? null, unread: [...new Set(unread.get(id))] };
      const held = before?.get(id);
      byPlacement.set(id, held !== undefined && JSON.stringify(held) === JSON.stringify(next) ? held : next);
    }
    this.graphFacts = { basis, byPlacement };
    return byPlacement;
  }

  private otherRows(
    others: readonly OtherBox[],
    homes: ReadonlyMap<string, Home | null>,
  ): readonly MapNode[] {
    const { options } = this;
    const rows: typeof this.others = new Map();
    for (const box of others) {
      const row = otherBox(options, box, homes.get(box.id) ?? null);
      const json = withoutAge(row);
      const held = this.others.get(box.id);
      rows.set(box.id, held?.json === json ? held : { box, json, row });
    }
    this.others = rows;
    return [...rows.values()].map(({ row }) => row);
  }
}

const NO_GRAPH_FACTS: GraphFacts = { technology: null, unread: [] };

/** Whether pods of this kind are interchangeable replicas, as those of a Deployment are. */
function isStatelessServer(kind: WorkloadKind): boolean {
  const { sizedBy, stablePods } = traitsOf(kind);
  return sizedBy === 'replicas' && !stablePods;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function memo<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
  return (key) => {
    const held = found.get(key);
    if (held !== undefined) return held;
    const made = find(key);
    found.set(key, made);
    return made;
  };
}

function withoutAge(row: MapNode): string {
  return JSON.stringify(row, (key, value: unknown) => (key === 'observedAt' ? undefined : value));
}

function domainsOf(snapshot: CatalogSnapshot): ReadonlyMap<string, string | null> {
  return new Map(
    snapshot.entities.flatMap(({ ref, kind, domain }) =>
      kind === 'System' ? [[ref, nameOfRef(domain)]] : [],
    ),
  );
}
