import {
  WORKLOAD_KINDS,
  placementId,
  type AnyObject,
  type CatalogEntity,
  type CatalogSnapshot,
  type KnownPlacement,
  type ObjectChange,
  type StoreBatch,
  type Workload,
  type World,
} from '@/lib/model';
import { identify } from '@/lib/derive/catalog';
import { joinCatalog, type CatalogJoin } from './catalog-join';
import { ClusterIndex } from './cluster-index';
import { nothingTouched, type Touched } from './touched';
import { touchObject } from './touch-object';
import { kindsOf, rootKeyOf } from './workloads';

/** A Service in one cluster and namespace. Without workloads: remembered by the database, not (yet) seen. */
export interface IndexedPlacement {
  readonly id: string;
  readonly service: string;
  readonly serviceName: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Keys of its workloads: `Deployment/cart`. */
  readonly workloads: ReadonlySet<string>;
  readonly known: KnownPlacement | null;
}

export interface IndexedService {
  readonly id: string;
  readonly name: string;
  readonly component: CatalogEntity | null;
  /** Ids of its placements. */
  readonly placements: ReadonlySet<string>;
}

export interface ServiceIndexOptions {
  readonly world: World;
  readonly catalog: () => CatalogSnapshot;
  /** Labels or annotations of the settings that join workloads, asked before `kubernetes-id`. */
  readonly identityLabels: readonly string[];
}

interface Placement extends IndexedPlacement {
  readonly workloads: Set<string>;
  known: KnownPlacement | null;
}
interface Service extends IndexedService {
  readonly placements: Set<string>;
}

/**
 * Which workloads make which Placement and Service. Kept up to date from the store's batches: what one object's
 * change costs does not grow with the cluster.
 */
export class ServiceIndex {
  private readonly clusters = new Map<string, ClusterIndex>();
  private readonly placements = new Map<string, Placement>();
  private readonly services = new Map<string, Service>();
  private readonly known = new Map<string, KnownPlacement>();
  private snapshot: CatalogSnapshot | null = null;
  private join: CatalogJoin = joinCatalog({ entities: [], placements: [] });

  constructor(private readonly options: ServiceIndexOptions) {
    this.rebuild();
  }

  get catalog(): CatalogJoin {
    return this.join;
  }

  placement(id: string): IndexedPlacement | undefined {
    return this.placements.get(id);
  }

  service(id: string): IndexedService | undefined {
    return this.services.get(id);
  }

  allPlacements(): Iterable<IndexedPlacement> {
    return this.placements.values();
  }

  allServices(): Iterable<IndexedService> {
    return this.services.values();
  }

  cluster(name: string): ClusterIndex | undefined {
    return this.clusters.get(name);
  }

  /** Whether a remembered placement's cluster was read, so that its absence from the index is its absence from the cluster. */
  canTell(known: KnownPlacement): boolean {
    return this.clusters.get(known.cluster)?.hasRead(kindsOf(known)) ?? false;
  }

  /** The placement that an object of a cluster belongs to, through its controllers. */
  placementOf(cluster: string, object: AnyObject): IndexedPlacement | undefined {
    const held = this.clusters.get(cluster);
    const key = held ? rootKeyOf(object, held.picture) : null;
    const entry = key === null ? undefined : held?.knows(object.metadata.namespace)?.workloads.get(key);
    return entry && this.placements.get(entry.placement);
  }

  /** Takes in a batch of the store. Everything is touched when the catalog was replaced meanwhile. */
  apply(batch: StoreBatch): Touched {
    if (this.options.catalog() !== this.snapshot) return this.rebuild();
    const touched = nothingTouched();
    for (const name of batch.clusters) this.clusterMoved(name, touched);
    for (const change of batch.objects) this.objectMoved(change, touched);
    for (const id of touched.placements) touched.byEvents.delete(id);
    return touched;
  }

  /** Takes in a new catalog snapshot, if there is one. */
  refresh(): Touched {
    return this.options.catalog() === this.snapshot ? nothingTouched() : this.rebuild();
  }

  /** Reads everything again from the world and the catalog. */
  rebuild(): Touched {
    const touched = nothingTouched();
    for (const id of this.placements.keys()) touched.placements.add(id);
    for (const id of this.services.keys()) touched.services.add(id);
    this.clusters.clear();
    this.placements.clear();
    this.services.clear();
    this.snapshot = this.options.catalog();
    this.join = joinCatalog(this.snapshot);
    this.known.clear();
    for (const known of this.snapshot.placements) this.known.set(known.id, known);
    for (const [id, component] of this.join.components) this.openService(id, component.name);
    for (const picture of this.options.world.clusters()) this.addCluster(picture.info.name);
    for (const known of this.known.values()) this.settle(known.id, touched);
    for (const id of this.placements.keys()) touched.placements.add(id);
    for (const id of this.services.keys()) touched.services.add(id);
    for (const name of this.clusters.keys()) touched.clusters.add(name);
    touched.members = true;
    return touched;
  }

  private addCluster(name: string): ClusterIndex | undefined {
    const picture = this.options.world.cluster(name);
    if (!picture) return undefined;
    const cluster = new ClusterIndex(picture);
    this.clusters.set(name, cluster);
    const unread = nothingTouched();
    for (const kind of WORKLOAD_KINDS) {
      for (const workload of picture.all(kind)) this.putWorkload(cluster, workload, unread);
    }
    return cluster;
  }

  private clusterMoved(name: string, touched: Touched): void {
    const held = this.clusters.get(name);
    const present = this.options.world.cluster(name) !== undefined;
    const cluster = present ? (held ?? this.addCluster(name)) : undefined;
    touched.clusters.add(name);
    if (held && cluster && !held.stateMoved()) return;
    touched.members = true;
    for (const placement of [...this.placements.values()]) {
      if (placement.cluster !== name) continue;
      touched.placements.add(placement.id);
      if (!cluster) this.dropPlacement(placement, touched);
    }
    if (!cluster) this.clusters.delete(name);
    for (const known of this.known.values()) if (known.cluster === name) this.settle(known.id, touched);
  }

  private objectMoved(change: ObjectChange, touched: Touched): void {
    const cluster = this.clusters.get(change.cluster);
    if (!cluster) {
      // One that is new is read whole, this change included; one that went told so by its name.
      if (this.options.world.cluster(change.cluster)) this.clusterMoved(change.cluster, touched);
      return;
    }
    if ((WORKLOAD_KINDS as readonly string[]).includes(change.kind)) {
      this.workloadMoved(cluster, change, touched);
    }
    touchObject(cluster, change, touched);
  }

  private workloadMoved(cluster: ClusterIndex, { before, after }: ObjectChange, touched: Touched): void {
    const is = after && cluster.isMember(after) ? after : undefined;
    const was = before ? cluster.workloadOf(before) : undefined;
    if (was && !is) this.takeWorkload(cluster, was.workload, touched);
    if (is) this.putWorkload(cluster, is, touched);
  }

  private putWorkload(cluster: ClusterIndex, workload: Workload, touched: Touched): void {
    if (!cluster.isMember(workload)) return;
    const { namespace } = workload.metadata;
    const identity = identify(workload, cluster.name, this.options.identityLabels);
    const service = this.join.serviceOf(workload, identity);
    const id = placementId(service.id, cluster.name, namespace);
    const held = cluster.workloadOf(workload);
    if (held && held.placement !== id) this.takeWorkload(cluster, held.workload, touched);
    const key = cluster.put(workload, id);
    touched.placements.add(id);
    const placement = this.placements.get(id) ?? this.openPlacement(id, service, cluster.name, namespace);
    if (placement.workloads.has(key)) return;
    placement.workloads.add(key);
    touched.services.add(service.id);
    touched.members = true;
  }

  private takeWorkload(cluster: ClusterIndex, workload: Workload, touched: Touched): void {
    const held = cluster.workloadOf(workload);
    if (!held) return;
    cluster.take(workload);
    touched.placements.add(held.placement);
    touched.members = true;
    const placement = this.placements.get(held.placement);
    if (!placement) return;
    placement.workloads.delete(held.key);
    touched.services.add(placement.service);
    this.settle(placement.id, touched);
  }

  /** Decides whether a placement without workloads stands: see `isRemembered`. */
  private settle(id: string, touched: Touched): void {
    const placement = this.placements.get(id);
    if (placement && placement.workloads.size > 0) return;
    const known = this.known.get(id);
    if (known && this.isRemembered(known)) {
      if (placement) return;
      const service = { id: known.service, name: known.serviceName };
      this.openPlacement(id, service, known.cluster, known.namespace);
      touched.placements.add(id);
      touched.services.add(known.service);
      touched.members = true;
    } else if (placement) {
      this.dropPlacement(placement, touched);
    }
  }

  /**
   * What the catalog declares stays, and is Missing where its cluster says so. What was discovered stays while its cluster
   * cannot be asked, and goes when the cluster no longer has it.
   */
  private isRemembered(known: KnownPlacement): boolean {
    if (!this.clusters.has(known.cluster)) return false;
    if (this.join.components.has(known.service)) return true;
    return known.vanishedAt === null && !this.canTell(known);
  }

  private openPlacement(
    id: string,
    service: { readonly id: string; readonly name: string },
    cluster: string,
    namespace: string,
  ): Placement {
    const placement: Placement = {
      id,
      service: service.id,
      serviceName: service.name,
      cluster,
      namespace,
      workloads: new Set(),
      known: this.known.get(id) ?? null,
    };
    this.placements.set(id, placement);
    this.openService(service.id, service.name).placements.add(id);
    return placement;
  }

  private openService(id: string, name: string): Service {
    const held = this.services.get(id);
    if (held) return held;
    const component = this.join.componentOf(id) ?? null;
    const service = { id, name: component?.name ?? name, component, placements: new Set<string>() };
    this.services.set(id, service);
    return service;
  }

  private dropPlacement(placement: Placement, touched: Touched): void {
    this.placements.delete(placement.id);
    touched.placements.add(placement.id);
    touched.services.add(placement.service);
    touched.members = true;
    const service = this.services.get(placement.service);
    service?.placements.delete(placement.id);
    if (service && service.placements.size === 0 && !service.component) this.services.delete(service.id);
  }
}

export function createServiceIndex(options: ServiceIndexOptions): ServiceIndex {
  return new ServiceIndex(options);
}
