import {
  WORKLOAD_KINDS,
  placementId,
  type AnyObject,
  type CatalogSnapshot,
  type Event,
  type KnownPlacement,
  type ObjectChange,
  type StoreBatch,
  type Workload,
  type World,
} from '@/lib/model';
import { identify } from '@/lib/derive/catalog';
import { joinCatalog, type CatalogJoin } from './catalog-join';
import { ClusterIndex } from './cluster-index';
import { Membership, type IndexedPlacement, type IndexedService } from './membership';
import type { IndexedWorkload } from './namespace-index';
import { nothingTouched, type Touched } from './touched';
import { regarded, touchObject } from './touch-object';
import { kindsOf, rootKeyOf } from './workloads';

export interface ServiceIndexOptions {
  readonly world: World;
  readonly catalog: () => CatalogSnapshot;
  /** Labels or annotations of the settings that join workloads, read before `kubernetes-id`. */
  readonly identityLabels: readonly string[];
}

export type { IndexedPlacement, IndexedService } from './membership';

/**
 * Which workloads belong to which Placement and Service. Updated from the store's batches: the cost of one object's
 * change does not grow with the cluster.
 */
export class ServiceIndex {
  private readonly clusters = new Map<string, ClusterIndex>();
  private readonly members = new Membership();
  private snapshot: CatalogSnapshot | null = null;
  private membersMoved = 0;

  constructor(private readonly options: ServiceIndexOptions) {
    this.rebuild();
  }

  /** Grows whenever a placement is added, removed or changes its workloads. */
  get membersRevision(): number {
    return this.membersMoved;
  }

  get catalog(): CatalogJoin {
    return this.members.join;
  }

  placement(id: string): IndexedPlacement | undefined {
    return this.members.placements.get(id);
  }

  service(id: string): IndexedService | undefined {
    return this.members.services.get(id);
  }

  allPlacements(): Iterable<IndexedPlacement> {
    return this.members.placements.values();
  }

  allServices(): Iterable<IndexedService> {
    return this.members.services.values();
  }

  cluster(name: string): ClusterIndex | undefined {
    return this.clusters.get(name);
  }

  allClusters(): readonly ClusterIndex[] {
    return [...this.clusters.values()];
  }

  /** Whether a remembered placement's cluster was read, so that its absence from the index is its absence from the cluster. */
  isAbsenceKnown(known: KnownPlacement): boolean {
    return this.clusters.get(known.cluster)?.hasRead(kindsOf(known)) ?? false;
  }

  /** The placement that an object of a cluster belongs to, through its controllers. */
  placementOf(cluster: string, object: AnyObject): IndexedPlacement | undefined {
    const held = this.clusters.get(cluster);
    const key = held ? rootKeyOf(object, held.picture) : null;
    const entry = key === null ? undefined : held?.knows(object.metadata.namespace)?.workloads.get(key);
    return entry && this.members.placements.get(entry.placement);
  }

  /** The placement that an event is about, through the object that it regards. */
  placementOfEvent(cluster: string, event: Event): IndexedPlacement | undefined {
    const held = this.clusters.get(cluster);
    const [id] = held ? regarded(held, event) : [];
    return id === undefined ? undefined : this.members.placements.get(id);
  }

  /** Applies a batch of the store. Everything is touched where the catalog was replaced since the last call. */
  apply(batch: StoreBatch): Touched {
    if (this.options.catalog() !== this.snapshot) return this.rebuild();
    const touched = nothingTouched();
    for (const name of batch.clusters) this.clusterMoved(name, touched);
    for (const change of batch.objects) this.objectMoved(change, touched);
    for (const id of touched.placements) touched.byEvents.delete(id);
    if (touched.members) this.membersMoved += 1;
    return touched;
  }

  /** Applies a new catalog snapshot, if there is one. */
  refresh(): Touched {
    return this.options.catalog() === this.snapshot ? nothingTouched() : this.rebuild();
  }

  /** Touches everything: an input that all of it depends on has changed. */
  touchAll(): Touched {
    const touched = nothingTouched();
    this.members.touchAll(touched);
    for (const name of this.clusters.keys()) touched.clusters.add(name);
    return touched;
  }

  /** Reads everything again from the world and the catalog. */
  rebuild(): Touched {
    const touched = nothingTouched();
    this.members.touchAll(touched);
    this.clusters.clear();
    this.snapshot = this.options.catalog();
    this.members.reset(joinCatalog(this.snapshot), this.snapshot.placements);
    for (const picture of this.options.world.clusters()) this.addCluster(picture.info.name);
    for (const id of this.members.known.keys()) this.settle(id, touched);
    this.members.touchAll(touched);
    for (const name of this.clusters.keys()) touched.clusters.add(name);
    touched.members = true;
    this.membersMoved += 1;
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
    for (const placement of [...this.members.placements.values()]) {
      if (placement.cluster !== name) continue;
      touched.placements.add(placement.id);
      if (!cluster) this.members.drop(placement, touched);
    }
    if (!cluster) this.clusters.delete(name);
    for (const known of this.members.known.values()) {
      if (known.cluster === name) this.settle(known.id, touched);
    }
  }

  private objectMoved(change: ObjectChange, touched: Touched): void {
    const cluster = this.clusters.get(change.cluster);
    if (!cluster) {
      // A new cluster is read as a whole, with this change; of a removed one the batch names the cluster.
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
    if (was && !is) this.takeWorkload(cluster, was, touched);
    if (is) this.putWorkload(cluster, is, touched);
  }

  private putWorkload(cluster: ClusterIndex, workload: Workload, touched: Touched): void {
    if (!cluster.isMember(workload)) return;
    const { namespace } = workload.metadata;
    const identity = identify(workload, cluster.name, this.options.identityLabels);
    const service = this.members.join.serviceOf(workload, identity);
    const id = placementId(service.id, cluster.name, namespace);
    const held = cluster.workloadOf(workload);
    if (held && held.placement !== id) this.takeWorkload(cluster, held, touched);
    const key = cluster.put(workload, id);
    this.members.addWorkload({ id, cluster: cluster.name, namespace }, service, key, touched);
  }

  private takeWorkload(cluster: ClusterIndex, held: IndexedWorkload, touched: Touched): void {
    cluster.take(held.workload);
    this.members.takeWorkload(held.placement, held.key, touched);
    this.settle(held.placement, touched);
  }

  private settle(id: string, touched: Touched): void {
    this.members.settle(id, (known) => this.isRemembered(known), touched);
  }

  /**
   * A placement that the catalog declares is kept, and is Missing where its cluster no longer has it. A discovered placement is kept while
   * its cluster cannot be read, and dropped when the cluster no longer has it.
   */
  private isRemembered(known: KnownPlacement): boolean {
    if (!this.clusters.has(known.cluster)) return false;
    if (this.members.join.components.has(known.service)) return true;
    return known.vanishedAt === null && !this.isAbsenceKnown(known);
  }
}

export function createServiceIndex(options: ServiceIndexOptions): ServiceIndex {
  return new ServiceIndex(options);
}
