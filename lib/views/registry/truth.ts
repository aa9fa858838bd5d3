import type {
  CatalogSnapshot,
  Clock,
  Disagreement,
  KubernetesRegistration,
  ObjectChange,
  ProbedService,
  ProbePicture,
  RegisteredInstance,
  RegisteredPicture,
  RegistryInstance,
  RegistryServiceRow,
  Scope,
  StoreBatch,
  World,
} from '@/lib/model';
import { deriveRegistry, earlier, mature, type RegistryFacts } from '@/lib/derive/registry';
import type { PlacementViews } from '../placement-views';
import type { ServiceIndex } from '../service-index';
import type { Touched } from '../touched';
import { AddressBook } from './address-book';
import { RegistryNames } from './names';
import { factsOfRow } from './facts-of-row';
import { Orphans } from './orphans';
import { registrationsOf } from './registrations';
import { probeSubjects, type ProbeSubject } from './probe-subjects';
import { Reported } from './reported';
import { disagreementsOf, registryRow } from './rows';
import { Watchers } from './watchers';

export interface RegistryTruthOptions {
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly catalog: () => CatalogSnapshot;
  readonly registered: RegisteredPicture;
  /** Results of probes that Pilothouse itself sends. */
  readonly probed: ProbePicture;
  readonly now: Clock;
  /** The rows hold only what it sees. */
  readonly scope: Scope;
  /** Called with the error of a derivation, and the row's id. */
  readonly onError: (error: unknown, row: string) => void;
}

/** What is kept of a row: its instances are made again for each reader. */
export interface KeptRow {
  /** Null: nothing of it is registered, and nothing should be. */
  readonly row: RegistryServiceRow | null;
  readonly disagreements: readonly Disagreement[];
}

/** One row in full. */
export interface WholeRow extends KeptRow {
  readonly shown: RegistryServiceRow;
  readonly instances: readonly RegistryInstance[];
  readonly kubernetes: readonly KubernetesRegistration[];
  readonly subjects: readonly ProbeSubject[];
  readonly placements: readonly {
    readonly id: string;
    readonly cluster: string;
    readonly environment: string;
  }[];
}

interface Made extends WholeRow {
  readonly endsAt: number | null;
  readonly addresses: readonly string[];
  /** Kubernetes Services whose endpoints are probed. */
  readonly probed: readonly string[];
}

/**
 * The disagreements of what is declared, registered and running, kept by row: a row is derived again when a part of it was touched, or
 * when its time has come. The cost of one pod's change does not grow with the number of rows.
 */
export class RegistryTruth {
  private readonly rows = new Map<string, KeptRow>();
  private readonly dirty = new Set<string>();
  private news = new Set<string>();
  /** When rows change by time alone, in milliseconds. */
  private readonly ends = new Map<string, number>();
  /** When the findings of each row were first found. */
  private readonly lastFound = new Map<string, ReadonlyMap<string, number>>();
  private readonly rowOfPlacement = new Map<string, string>();
  private readonly book: AddressBook;
  private readonly names: RegistryNames;
  private readonly reported: Reported;
  private readonly watchers = new Watchers();
  /** Which rows depend on the probes of which Kubernetes Services. */
  private readonly listeners = new Watchers();
  private readonly orphans: Orphans;
  private areJoinsStale = true;
  private disagreementCount = 0;

  constructor(private readonly options: RegistryTruthOptions) {
    const { world, index, catalog, registered, now } = options;
    this.book = new AddressBook(world, now);
    this.names = new RegistryNames(index, catalog);
    this.reported = new Reported(registered);
    this.orphans = new Orphans(index);
    for (const { id } of index.allServices()) this.dirty.add(id);
  }

  /** How many disagreements there are, of the rows that were derived so far. */
  get disagreements(): number {
    return this.disagreementCount;
  }

  get isPending(): boolean {
    return this.dirty.size > 0 || this.orphans.isPending || this.areJoinsStale;
  }

  /** When the next row changes by the mere passing of time; null: none does. Milliseconds since 1970. */
  nextEnd(): number | null {
    let first: number | null = null;
    for (const at of this.ends.values()) if (first === null || at < first) first = at;
    return first;
  }

  /** Applies a batch of the store; to be called before the index of services applies it. */
  note({ objects, clusters }: StoreBatch): void {
    for (const change of objects) this.noteObject(change);
    for (const name of clusters) if (!this.options.world.cluster(name)) this.book.forget(name);
  }

  /** Marks what a batch of the store touched, according to the index of services. */
  touch({ placements, services, clusters, members }: Touched): void {
    for (const id of placements) {
      const row = this.options.index.placement(id)?.service ?? this.rowOfPlacement.get(id);
      if (row !== undefined) this.dirty.add(row);
    }
    for (const id of services) this.dirty.add(id);
    if (!members) return;
    this.orphans.stale();
    this.areJoinsStale = true;
    for (const row of this.orphans.rowsIn(clusters)) this.dirty.add(row);
  }

  /** Marks rows of registered or probed instances: the times of their last reports change without a notification. */
  touchReported(): void {
    for (const row of this.reported.rows()) this.dirty.add(row);
    for (const row of this.listeners.watching()) this.dirty.add(row);
  }

  /** A namespace may be in another Environment than before: marks every row, as each shows Environments. */
  environmentsMoved(): void {
    for (const id of this.rows.keys()) this.dirty.add(id);
  }

  /** Derives up to `max` of what was touched. More is left while `isPending`. */
  work(max: number): void {
    this.prepare();
    const now = this.options.now().getTime();
    for (const [id, at] of this.ends) if (at <= now) this.dirty.add(id);
    let derived = 0;
    for (const id of this.dirty) {
      if (derived === max) break;
      this.dirty.delete(id);
      this.renew(id);
      this.news.add(id);
      derived += 1;
    }
  }

  /** Rows that were derived again since the last call, whether by a turn, a page or a call of the API. */
  takeNews(): ReadonlySet<string> {
    const { news } = this;
    this.news = new Set();
    return news;
  }

  /** Derives all rows that were touched or whose time has come. */
  settle(): void {
    do this.work(Infinity);
    while (this.isPending);
  }

  row(id: string): KeptRow | undefined {
    return this.rows.get(id);
  }

  all(): Iterable<KeptRow> {
    return this.rows.values();
  }

  /** One row as it is now, by its id or by a registered name that belongs to it; null for an unknown id. */
  whole(id: string): WholeRow | null {
    this.prepare();
    return this.make(this.rowOf(id));
  }

  /** The id of the row that has this id, or that this registered name belongs to. */
  rowOf(name: string): string {
    return this.options.index.service(name) === undefined ? this.names.rowOf(name) : name;
  }

  private noteObject(change: ObjectChange): void {
    const { cluster, kind, before, after } = change;
    if (kind === 'Pod' || kind === 'Node') {
      for (const address of this.book.take(change)) this.touchWatchers(address);
      if (kind === 'Node' && placeWords(before) !== placeWords(after)) this.touchReported();
    }
    if (kind === 'Service') this.orphans.stale();
    const object = after ?? before;
    if (object === undefined || (kind !== 'Service' && kind !== 'EndpointSlice')) return;
    const { name, namespace, labels } = object.metadata;
    const service = kind === 'Service' ? name : (labels['kubernetes.io/service-name'] ?? '');
    const row = this.orphans.rowOf({ cluster, namespace, name: service });
    if (row !== undefined) this.dirty.add(row);
  }

  /** These services changed in the registry. */
  reportedMoved(services: readonly string[]): void {
    for (const address of this.reported.refresh(services)) this.touchWatchers(address);
    this.areJoinsStale = true;
    for (const name of services) this.dirty.add(this.names.rowOf(name));
  }

  /** Probes of these Kubernetes Services changed their status. */
  probedMoved(services: readonly ProbedService[]): void {
    for (const one of services) for (const row of this.listeners.of(serviceKey(one))) this.dirty.add(row);
  }

  private touchWatchers(address: string): void {
    for (const row of this.watchers.of(address)) this.dirty.add(row);
  }

  /** Updates which Kubernetes Services have no workload, and which row each registered name belongs to. */
  private prepare(): void {
    for (const row of this.orphans.refresh()) this.dirty.add(row);
    if (!this.areJoinsStale) return;
    this.areJoinsStale = false;
    for (const row of this.reported.join((name) => this.names.rowOf(name))) this.dirty.add(row);
  }

  private renew(id: string): void {
    const before = this.rows.get(id);
    this.disagreementCount -= before?.disagreements.length ?? 0;
    this.rows.delete(id);
    this.ends.delete(id);
    const made = this.make(id);
    this.watchers.set(id, made?.addresses ?? []);
    this.listeners.set(id, made?.probed ?? []);
    if (made === null) return;
    const { row, disagreements, endsAt, placements } = made;
    this.rows.set(id, { row, disagreements });
    this.disagreementCount += disagreements.length;
    if (endsAt !== null) this.ends.set(id, endsAt);
    for (const placement of placements) this.rowOfPlacement.set(placement.id, id);
  }

  private make(id: string): Made | null {
    try {
      const { options, book, reported } = this;
      const facts = factsOfRow({ ...options, book, reported }, id, this.orphans.of(id));
      if (facts !== null) return this.derive(facts);
      this.lastFound.delete(id);
      return null;
    } catch (error) {
      this.options.onError(error, id);
      return null;
    }
  }

  private derive(facts: RegistryFacts): Made {
    const now = this.options.now();
    const { instances, findings, againInMs } = deriveRegistry(facts, now);
    const held = this.lastFound.get(facts.id) ?? new Map<string, number>();
    const { reported, firstFound, nextAt } = mature(findings, held, now);
    this.lastFound.set(facts.id, firstFound);
    const disagreements = disagreementsOf(facts, reported);
    const shown = registryRow(facts, instances, disagreements);
    const kubernetes = facts.places.flatMap(registrationsOf);
    const isListed = instances.length + disagreements.length + kubernetes.length > 0;
    const again = againInMs === null ? null : now.getTime() + againInMs;
    return {
      row: isListed ? shown : null,
      shown,
      disagreements,
      instances,
      kubernetes,
      subjects: probeSubjects(facts, instances),
      placements: facts.places.flatMap(({ placement, cluster, environment }) =>
        placement === null ? [] : [{ id: placement, cluster, environment }],
      ),
      endsAt: earlier(nextAt, again),
      addresses: watchedBy(facts),
      probed: facts.places.flatMap(({ cluster, probes }) =>
        probes.map(({ service: { metadata } }) =>
          serviceKey({ cluster, namespace: metadata.namespace, service: metadata.name }),
        ),
      ),
    };
  }
}

function serviceKey({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}\n${namespace}\n${service}`;
}

function placeWords(object: ObjectChange['after']): string {
  return object?.kind === 'Node' ? JSON.stringify([object.status.addresses, object.spec.podCIDRs]) : '';
}

/** Addresses whose change of owner changes the row, without pods of its own workloads, whose changes touch it anyway. */
function watchedBy({ registered, places }: RegistryFacts): readonly string[] {
  const own: RegisteredInstance[] = registered.map(({ instance }) => instance);
  const endpoints = places
    .filter(({ placement }) => placement === null)
    .flatMap(({ services }) => services.flatMap(({ slices }) => slices.flatMap((slice) => slice.endpoints)));
  return [
    ...own.map(({ address }) => address),
    ...places.flatMap(({ locations }) => [...locations.keys()]),
    ...endpoints.flatMap(({ addresses }) => addresses),
  ];
}
