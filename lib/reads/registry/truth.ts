import type {
  CatalogSnapshot,
  Clock,
  Disagreement,
  KubernetesRegistration,
  LastAsked,
  ObjectChange,
  ProbedService,
  ProbePicture,
  RegisteredInstance,
  RegisteredPicture,
  RegistryInstance,
  RegistryServiceRow,
  World,
} from '@/lib/model';
import { ownerOf } from '@/lib/derive/catalog';
import { deriveRegistry, earlier, mature, type PlaceFacts, type RegistryFacts } from '@/lib/derive/registry';
import { nameOfRef } from '../names';
import type { PlacementViews } from '../placement-views';
import type { ServiceIndex } from '../service-index';
import type { Touched } from '../touched';
import { AddressBook } from './address-book';
import { RegistryNames } from './names';
import { orphansByRow, type Orphan } from './orphans';
import { placeOfOrphans, placeOfPlacement } from './place';
import { registrationsOf } from './registrations';
import { probeSubjects, type ProbeSubject } from './probe-subjects';
import { Reported } from './reported';
import { disagreementsOf, registryRow } from './rows';
import { standingOf, type StandingContext } from './standing';
import { Watchers } from './watchers';

export interface RegistryTruthOptions {
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly catalog: () => CatalogSnapshot;
  readonly registered: RegisteredPicture;
  /** What Pilothouse heard where it asked itself. */
  readonly probed: ProbePicture;
  readonly now: Clock;
  /** Told of a derivation that threw, with the row's id. */
  readonly onError: (error: unknown, row: string) => void;
}

/** What is kept of a row: its instances are made anew for whoever looks at it. */
export interface KeptRow {
  /** Null: there is nothing of it in the registry, and nothing that should be. */
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
  /** Kubernetes Services whose endpoints are asked. */
  readonly probed: readonly string[];
}

/**
 * Where what is declared, registered and running part, kept row by row: a row is derived again when something of it was touched, or when
 * time has brought something on. What one pod's change costs does not grow with the number of rows.
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
  /** Which rows look at the probes of which Kubernetes Services. */
  private readonly listeners = new Watchers();
  private orphans: ReadonlyMap<string, readonly Orphan[]> = new Map();
  private rowOfOrphan = new Map<string, string>();
  private areOrphansStale = true;
  private areJoinsStale = true;
  private told = 0;

  constructor(private readonly options: RegistryTruthOptions) {
    const { world, index, catalog, registered, probed, now } = options;
    this.book = new AddressBook(world, now);
    this.names = new RegistryNames(index, catalog);
    this.reported = new Reported(registered);
    world.subscribe((batch) => {
      for (const change of batch.objects) this.note(change);
      for (const name of batch.clusters) if (!world.cluster(name)) this.book.forget(name);
    });
    registered.subscribe((services) => this.reportedMoved(services));
    probed.subscribe((services) => this.heard(services));
    for (const { id } of index.allServices()) this.dirty.add(id);
  }

  /** How many disagreements there are, of the rows that were derived so far. */
  get disagreements(): number {
    return this.told;
  }

  get isPending(): boolean {
    return this.dirty.size > 0 || this.areOrphansStale || this.areJoinsStale;
  }

  /** When a row changes by the mere passing of time; null: none will. Milliseconds since 1970. */
  nextEnd(): number | null {
    let first: number | null = null;
    for (const at of this.ends.values()) if (first === null || at < first) first = at;
    return first;
  }

  /** What a batch of the store touched, as the index of services has it. */
  touch({ placements, services, clusters, members }: Touched): void {
    for (const id of placements) {
      const row = this.options.index.placement(id)?.service ?? this.rowOfPlacement.get(id);
      if (row !== undefined) this.dirty.add(row);
    }
    for (const id of services) this.dirty.add(id);
    if (!members) return;
    this.areOrphansStale = true;
    this.areJoinsStale = true;
    for (const [key, row] of this.rowOfOrphan) {
      if (clusters.has(key.split('\n')[0] ?? '')) this.dirty.add(row);
    }
  }

  /** Rows of what reports itself, or is asked: their last signs of life move without a word. */
  touchReported(): void {
    for (const row of this.reported.rows()) this.dirty.add(row);
    for (const row of this.listeners.watching()) this.dirty.add(row);
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

  /** Rows that were derived again since the last call, whoever asked for it: a page and a call of the API derive too. */
  takeNews(): ReadonlySet<string> {
    const { news } = this;
    this.news = new Set();
    return news;
  }

  /** Derives all that was touched, or whose time has come. */
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

  /** One row as it is now; null for an id that names nothing. A registered name leads to the row that it belongs to. */
  whole(id: string): WholeRow | null {
    this.prepare();
    return this.make(this.rowOf(id));
  }

  /** The row that an id or a registered name leads to. */
  rowOf(name: string): string {
    return this.options.index.service(name) === undefined ? this.names.rowOf(name) : name;
  }

  private note(change: ObjectChange): void {
    const { cluster, kind, before, after } = change;
    if (kind === 'Pod' || kind === 'Node') {
      for (const address of this.book.take(change)) this.touchWatchers(address);
      if (kind === 'Node' && placeWords(before) !== placeWords(after)) this.touchReported();
    }
    if (kind === 'Service') this.areOrphansStale = true;
    const object = after ?? before;
    if (object === undefined || (kind !== 'Service' && kind !== 'EndpointSlice')) return;
    const { name, namespace, labels } = object.metadata;
    const service = kind === 'Service' ? name : (labels['kubernetes.io/service-name'] ?? '');
    const row = this.rowOfOrphan.get(orphanKey({ cluster, namespace, name: service }));
    if (row !== undefined) this.dirty.add(row);
  }

  private reportedMoved(services: readonly string[]): void {
    for (const address of this.reported.refresh(services)) this.touchWatchers(address);
    this.areJoinsStale = true;
    for (const name of services) this.dirty.add(this.names.rowOf(name));
  }

  /** Probes of these Services changed their verdicts. */
  private heard(services: readonly ProbedService[]): void {
    for (const one of services) for (const row of this.listeners.of(serviceKey(one))) this.dirty.add(row);
  }

  private touchWatchers(address: string): void {
    for (const row of this.watchers.of(address)) this.dirty.add(row);
  }

  /** Brings what joins up to date: which Kubernetes Services stand alone, and whose the registered names are. */
  private prepare(): void {
    if (this.areOrphansStale) {
      this.areOrphansStale = false;
      const before = this.orphans;
      this.orphans = orphansByRow(this.options.index);
      this.rowOfOrphan = new Map();
      for (const [row, orphans] of this.orphans) {
        for (const orphan of orphans) this.rowOfOrphan.set(orphanKey(orphan), row);
        if (wordsOf(before.get(row)) !== wordsOf(orphans)) this.dirty.add(row);
      }
      for (const row of before.keys()) if (!this.orphans.has(row)) this.dirty.add(row);
    }
    if (!this.areJoinsStale) return;
    this.areJoinsStale = false;
    for (const row of this.reported.join((name) => this.names.rowOf(name))) this.dirty.add(row);
  }

  private renew(id: string): void {
    const before = this.rows.get(id);
    this.told -= before?.disagreements.length ?? 0;
    this.rows.delete(id);
    this.ends.delete(id);
    const made = this.make(id);
    this.watchers.set(id, made?.addresses ?? []);
    this.listeners.set(id, made?.probed ?? []);
    if (made === null) return;
    const { row, disagreements, endsAt, placements } = made;
    this.rows.set(id, { row, disagreements });
    this.told += disagreements.length;
    if (endsAt !== null) this.ends.set(id, endsAt);
    for (const placement of placements) this.rowOfPlacement.set(placement.id, id);
  }

  private make(id: string): Made | null {
    try {
      const facts = this.factsOf(id);
      return facts === null ? null : this.derive(facts);
    } catch (error) {
      this.options.onError(error, id);
      return null;
    }
  }

  private derive(facts: RegistryFacts): Made {
    const now = this.options.now();
    const { instances, findings, againInMs } = deriveRegistry(facts, now);
    const held = this.lastFound.get(facts.id) ?? new Map<string, number>();
    const { told, firstFound, nextAt } = mature(findings, held, now);
    this.lastFound.set(facts.id, firstFound);
    const disagreements = disagreementsOf(facts, told);
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

  private factsOf(id: string): RegistryFacts | null {
    const { index, registered, probed } = this.options;
    const service = index.service(id);
    const orphans = this.orphans.get(id) ?? [];
    const names = this.reported.namesOf(id);
    if (service === undefined && orphans.length === 0 && names.length === 0) {
      this.lastFound.delete(id);
      return null;
    }
    const context: StandingContext = { index, views: this.options.views, book: this.book, probed };
    const places = [
      ...[...(service?.placements ?? [])].sort().flatMap((placement) => this.placeOf(context, placement)),
      ...this.orphanPlaces(context, id, orphans),
    ];
    const workloads = places.flatMap((place) => place.workloads.map(({ workload }) => workload));
    const label = workloads.map((workload) => ownerOf(workload)).find((owner) => owner !== null);
    return {
      id,
      name: service?.name ?? orphans[0]?.name ?? id,
      owner: nameOfRef(service?.component?.owner) ?? label ?? null,
      isService: service !== undefined,
      component: service?.component ?? null,
      places,
      registered: names.flatMap((name) =>
        registered.instances(name).map((instance) => ({
          instance,
          standing: standingOf(context, { address: instance.address, row: id, instance }),
          sharing: this.reported.sharing(instance),
          asked: askedOf(probed, instance),
        })),
      ),
      registryNow: registered.now(),
    };
  }

  private placeOf(context: StandingContext, id: string): PlaceFacts[] {
    const placement = this.options.index.placement(id);
    const cluster = placement && this.options.index.cluster(placement.cluster);
    return placement && cluster ? [placeOfPlacement(context, placement, cluster)] : [];
  }

  private orphanPlaces(context: StandingContext, row: string, orphans: readonly Orphan[]): PlaceFacts[] {
    const groups = new Map<string, Orphan[]>();
    for (const orphan of orphans) {
      const key = `${orphan.cluster}\n${orphan.namespace}`;
      groups.set(key, [...(groups.get(key) ?? []), orphan]);
    }
    return [...groups.values()].flatMap((group) => {
      const cluster = this.options.index.cluster(group[0]?.cluster ?? '');
      const place = cluster && placeOfOrphans(context, row, { orphans: group, cluster });
      return place ? [place] : [];
    });
  }
}

function serviceKey({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}\n${namespace}\n${service}`;
}

/** When the checks of an instance that Pilothouse asks itself were asked last. */
function askedOf(
  probed: ProbePicture,
  { service, id, checks }: RegisteredInstance,
): ReadonlyMap<string, LastAsked> {
  const asked = new Map<string, LastAsked>();
  for (const check of checks) {
    const last = check.probe === null ? null : probed.asked({ service, id, check: check.id });
    if (last !== null) asked.set(check.id, last);
  }
  return asked;
}

function orphanKey({ cluster, namespace, name }: Orphan): string {
  return `${cluster}\n${namespace}\n${name}`;
}

function wordsOf(orphans: readonly Orphan[] | undefined): string {
  return (orphans ?? []).map(orphanKey).join('\n\n');
}

function placeWords(object: ObjectChange['after']): string {
  return object?.kind === 'Node' ? JSON.stringify([object.status.addresses, object.spec.podCIDRs]) : '';
}

/** Addresses whose change of hands changes the row: those that are no pods of its own workloads, which tell of themselves. */
function watchedBy({ registered, places }: RegistryFacts): readonly string[] {
  const own: RegisteredInstance[] = registered.map(({ instance }) => instance);
  const endpoints = places
    .filter(({ placement }) => placement === null)
    .flatMap(({ services }) => services.flatMap(({ slices }) => slices.flatMap((slice) => slice.endpoints)));
  return [
    ...own.map(({ address }) => address),
    ...places.flatMap(({ standings }) => [...standings.keys()]),
    ...endpoints.flatMap(({ addresses }) => addresses),
  ];
}
