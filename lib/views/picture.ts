import { EVERYTHING, type ChangeSummary, type Scope } from '@/lib/model';
import type { RecentChanges, WorldContext } from './context';
import { createGround, followGround, type Ground, type GroundMove } from './ground';
import { PlacementViews } from './placement-views';
import { RegistryTruth } from './registry/truth';
import { createServiceIndex, type ServiceIndex } from './service-index';
import { TopologyMap } from './topology-map';
import { nothingTouched, type Touched } from './touched';

export interface PictureOptions {
  readonly ground: Ground;
  /** Labels or annotations of the settings that join workloads. */
  readonly identityLabels: readonly string[];
  /** Called with what a derivation threw, and the id of the placement or row. */
  readonly onError: (error: unknown, subject: string) => void;
}

interface OpenContext {
  readonly context: WorldContext;
  /** Created at its first use. */
  registry: RegistryTruth | null;
}

/** The indexes and kept views that all views share, made from the ground. It subscribes to nothing: `take` brings it up to date. */
export class Picture {
  readonly ground: Ground;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly topology: TopologyMap;
  private readonly contexts = new Map<string, OpenContext>();

  constructor(private readonly options: PictureOptions) {
    const { ground, identityLabels, onError } = options;
    const { world, now, environments } = ground;
    const catalog = (): ReturnType<typeof ground.catalog.current> => ground.catalog.current();
    this.ground = ground;
    this.index = createServiceIndex({ world, catalog, identityLabels });
    this.views = new PlacementViews({
      index: this.index,
      environments: () => environments.current(),
      now,
      onError,
      kept: ground.kept.current(),
    });
    this.topology = new TopologyMap({
      world,
      index: this.index,
      views: this.views,
      catalog,
      traffic: () => ground.traffic.current(),
      now,
    });
  }

  /** The context of reads and views for a scope; the same object for the same scope until `forget`. */
  context(scope: Scope): WorldContext {
    const held = this.contexts.get(scope.key);
    if (held) return held.context;
    const { ground, index, views, topology } = this;
    const changes = changesOf(scope, () => ground.changes.current());
    const registryOf = (): RegistryTruth => (open.registry ??= this.openRegistry(scope));
    const open: OpenContext = {
      registry: null,
      context: {
        scope,
        world: ground.world,
        ...{ index, views, topology, changes },
        registered: ground.registered,
        probed: ground.probed,
        catalog: () => ground.catalog.current(),
        environments: () => ground.environments.current(),
        trafficAges: ground.trafficAges,
        now: ground.now,
        get registry() {
          return registryOf();
        },
      },
    };
    this.contexts.set(scope.key, open);
    return open.context;
  }

  /** Drops what is kept for a scope that nobody uses any more. */
  forget(scope: Scope): void {
    if (scope.key !== EVERYTHING.key) this.contexts.delete(scope.key);
  }

  /** Applies a change of an input, and returns what it touches. */
  take(move: GroundMove): Touched {
    const touched = this.touchedBy(move);
    this.views.invalidate(touched);
    for (const registry of this.registries()) registry.touch(touched);
    return touched;
  }

  /** Reads everything again, and touches all of it. */
  rebuild(): Touched {
    const touched = this.index.rebuild();
    this.views.invalidate(touched);
    for (const registry of this.registries()) registry.touch(touched);
    for (const { id } of this.ground.changes.current()) touched.changes.add(id);
    return { ...touched, topology: true };
  }

  private touchedBy(move: GroundMove): Touched {
    const { index, views } = this;
    switch (move.of) {
      case 'world':
        this.topology.note(move.batch);
        for (const registry of this.registries()) registry.note(move.batch);
        return index.apply(move.batch);
      case 'catalog':
        return index.refresh();
      case 'environments':
        views.environmentsMoved();
        for (const registry of this.registries()) registry.environmentsMoved();
        return { ...index.touchAll(), topology: true };
      case 'traffic':
        return { ...nothingTouched(), topology: true };
      case 'changes':
        return { ...nothingTouched(), changes: new Set(move.ids) };
      case 'registered':
        for (const registry of this.registries()) registry.reportedMoved(move.services);
        return nothingTouched();
      case 'probed':
        for (const registry of this.registries()) registry.probedMoved(move.services);
        return nothingTouched();
    }
  }

  private registries(): readonly RegistryTruth[] {
    return [...this.contexts.values()].flatMap(({ registry }) => registry ?? []);
  }

  private openRegistry(scope: Scope): RegistryTruth {
    const { ground, index, views } = this;
    const { world, registered, probed, now } = ground;
    const catalog = (): ReturnType<typeof ground.catalog.current> => ground.catalog.current();
    const { onError } = this.options;
    return new RegistryTruth({ world, index, views, catalog, registered, probed, now, onError, scope });
  }
}

/** The Changes whose target a scope sees; the same array as long as no Change was updated. */
function changesOf(scope: Scope, all: () => readonly ChangeSummary[]): RecentChanges {
  if (scope.key === EVERYTHING.key) return { list: all };
  let held: { readonly of: readonly ChangeSummary[]; readonly seen: readonly ChangeSummary[] } | null = null;
  return {
    list() {
      const of = all();
      if (held?.of !== of) held = { of, seen: of.filter(({ target }) => scope.sees(target)) };
      return held.seen;
    },
  };
}

/** A picture that follows its ground, for those that read it without streams. `stop` undoes the subscriptions. */
export function followPicture(options: PictureOptions): {
  readonly picture: Picture;
  readonly stop: () => void;
} {
  const picture = new Picture(options);
  return { picture, stop: followGround(options.ground, (move) => void picture.take(move)) };
}

/** A context of everything, over a ground of the given inputs. It is not kept up to date. */
export function createWorldContext({
  identityLabels,
  onError,
  ...given
}: Parameters<typeof createGround>[0] & Omit<PictureOptions, 'ground'>): WorldContext {
  return new Picture({ ground: createGround(given), identityLabels, onError }).context(EVERYTHING);
}
