import type { CatalogEntity, KnownPlacement } from '@/lib/model';
import { joinCatalog, type CatalogJoin } from './catalog-join';
import type { Touched } from './touched';

/** A Service in one cluster and namespace. Without workloads: kept in the database, not seen (yet). */
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

interface Placement extends IndexedPlacement {
  readonly workloads: Set<string>;
}
interface Service extends IndexedService {
  readonly placements: Set<string>;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Place {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
}

/** Placements and Services by id. Each change adds to `touched` what it affects. */
export class Membership {
  readonly placements = new Map<string, Placement>();
  readonly services = new Map<string, Service>();
  readonly known = new Map<string, KnownPlacement>();
  join: CatalogJoin = joinCatalog({ entities: [], placements: [] });

  /** Starts again with what the catalog declares and the database keeps. */
  reset(join: CatalogJoin, known: readonly KnownPlacement[]): void {
    this.placements.clear();
    this.services.clear();
    this.known.clear();
    this.join = join;
    for (const placement of known) this.known.set(placement.id, placement);
    for (const [id, component] of join.components) this.openService({ id, name: component.name });
  }

  touchAll(touched: Touched): void {
    for (const id of this.placements.keys()) touched.placements.add(id);
    for (const id of this.services.keys()) touched.services.add(id);
  }

  /** Adds a workload to its placement, which is created where there is none. */
  addWorkload(place: Place, service: Named, key: string, touched: Touched): void {
    touched.placements.add(place.id);
    const placement = this.placements.get(place.id) ?? this.open(place, service);
    if (placement.workloads.has(key)) return;
    placement.workloads.add(key);
    touched.services.add(service.id);
    touched.members = true;
  }

  takeWorkload(id: string, key: string, touched: Touched): void {
    touched.placements.add(id);
    touched.members = true;
    const placement = this.placements.get(id);
    if (!placement) return;
    placement.workloads.delete(key);
    touched.services.add(placement.service);
  }

  /** Keeps or drops a placement that has no workloads. */
  settle(id: string, isRemembered: (known: KnownPlacement) => boolean, touched: Touched): void {
    const placement = this.placements.get(id);
    if (placement && placement.workloads.size > 0) return;
    const known = this.known.get(id);
    if (!known || !isRemembered(known)) {
      if (placement) this.drop(placement, touched);
      return;
    }
    if (placement) return;
    this.open(known, { id: known.service, name: known.serviceName });
    touched.placements.add(id);
    touched.services.add(known.service);
    touched.members = true;
  }

  drop(placement: IndexedPlacement, touched: Touched): void {
    this.placements.delete(placement.id);
    touched.placements.add(placement.id);
    touched.services.add(placement.service);
    touched.members = true;
    const service = this.services.get(placement.service);
    service?.placements.delete(placement.id);
    if (service && service.placements.size === 0 && !service.component) this.services.delete(service.id);
  }

  private open({ id, cluster, namespace }: Place, service: Named): Placement {
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
    this.openService(service).placements.add(id);
    return placement;
  }

  private openService({ id, name }: Named): Service {
    const held = this.services.get(id);
    if (held) return held;
    const component = this.join.componentOf(id) ?? null;
    const service = { id, name: component?.name ?? name, component, placements: new Set<string>() };
    this.services.set(id, service);
    return service;
  }
}
