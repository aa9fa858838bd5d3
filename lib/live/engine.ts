import type { WorldContext } from '@/lib/views/context';
import type { Touched } from '@/lib/views/touched';
import { createBatcher } from './batcher';
import { Pending } from './pending';
import type { Publisher } from './publisher';
import type { Timers } from './timers';

/** Changes that follow the first after a quiet moment within this time go out together. */
const GATHER_MS = 25;
/** Now looks at every placement: it is derived at once, and then again when this time is over. */
const NOW_MS = 100;
/** The map looks at everything that is drawn: it is derived this long after something moved, with all that moved meanwhile. */
const TOPOLOGY_MS = 250;
/** What is registered is compared this long after something moved, with all that moved meanwhile. */
const REGISTRY_MS = 250;
/** While somebody looks, last signs of life are told this often. */
const SIGNS_MS = 5000;
/** Numbers of nodes, pods and objects of a cluster are told once a second at most. */
const COUNTS_MS = 1000;

export interface EngineOptions {
  readonly views: WorldContext['views'];
  readonly registry: WorldContext['registry'];
  readonly now: WorldContext['now'];
  readonly publisher: Publisher;
  readonly timers: Timers;
  /** Whether anybody looks at the map: while nobody does it is derived when somebody comes. */
  readonly isMapViewed: () => boolean;
  /** Whether anybody looks at the registry. */
  readonly isRegistryViewed: () => boolean;
}

/** One wait at a time, for one thing. */
function createAlarm(timers: Timers, ring: () => void) {
  let cancel: (() => void) | null = null;
  return {
    get isSet() {
      return cancel !== null;
    },
    set(ms: number): void {
      cancel?.();
      cancel = timers.after(ms, () => {
        cancel = null;
        ring();
      });
    },
    clear(): void {
      cancel?.();
      cancel = null;
    },
  };
}

/** When what is derived: takes in what was touched, gathers it, works it off in parts, and wakes up for what time alone changes. */
export function createEngine(options: EngineOptions) {
  const { views, registry, now, publisher, timers, isMapViewed, isRegistryViewed } = options;
  const pending = new Pending();
  const counts = new Set<string>();

  const expiry = createAlarm(timers, () => {
    pending.addPlacements(views.takeExpired());
    batcher.touch();
  });
  const nowPause = createAlarm(timers, () => {
    if (pending.now) batcher.touch();
  });
  const countsPause = createAlarm(timers, () => {
    for (const name of counts) pending.clusters.add(name);
    counts.clear();
    batcher.touch();
  });

  const topologyPause = createAlarm(timers, () => {
    if (isMapViewed()) tellTopology();
  });

  const tellTopology = (): void => {
    if (!pending.topology) return;
    pending.topology = false;
    publisher.publishTopology();
  };
  const awaitTopology = (): void => {
    if (pending.topology && !topologyPause.isSet && isMapViewed()) topologyPause.set(TOPOLOGY_MS);
  };
  /** How many were told last. */
  let disagreements = 0;
  const registryPause = createAlarm(timers, () => tellRegistry());
  const registryEnd = createAlarm(timers, () => tellRegistry());
  const signs = createAlarm(timers, () => {
    if (!isRegistryViewed()) return;
    registry.touchReported();
    tellRegistry();
    signs.set(SIGNS_MS);
  });
  /** In turns: between two of them the event loop has its own. */
  const tellRegistry = (max?: number): void => {
    const isLeft = publisher.publishRegistry(max);
    if (isLeft) registryPause.set(1);
    else awaitEnd();
    if (disagreements === registry.disagreements) return;
    disagreements = registry.disagreements;
    pending.now = true;
    batcher.touch();
  };
  const awaitEnd = (): void => {
    const at = registry.nextEnd();
    if (at === null) registryEnd.clear();
    else registryEnd.set(Math.max(1, at - now().getTime()));
  };
  const awaitRegistry = (): void => {
    if (registry.isPending && !registryPause.isSet) registryPause.set(REGISTRY_MS);
  };

  const tellNow = (): void => {
    pending.now = false;
    publisher.publishNow();
    nowPause.set(NOW_MS);
  };
  const flush = (): boolean => {
    const left = publisher.flush(pending);
    awaitTopology();
    if (left) return true;
    const at = views.nextExpiry();
    if (at === null) expiry.clear();
    else expiry.set(Math.max(1, at - now().getTime()));
    if (pending.now && !nowPause.isSet) tellNow();
    return false;
  };
  const batcher = createBatcher({ timers, gatherMs: GATHER_MS, flush });

  return {
    take(touched: Touched): void {
      views.invalidate(touched);
      pending.add(touched);
      for (const name of touched.counts) counts.add(name);
      if (counts.size > 0 && !countsPause.isSet) countsPause.set(COUNTS_MS);
      awaitTopology();
      registry.touch(touched);
      awaitRegistry();
      if (!pending.empty) batcher.touch();
    },
    /** Something that reports itself moved. */
    touchRegistry(): void {
      awaitRegistry();
    },
    /** Works off what is pending of the registry, for who comes to look at it. */
    settleRegistry(): void {
      registryPause.clear();
      tellRegistry(Infinity);
      if (!signs.isSet) signs.set(SIGNS_MS);
    },
    /** Something other than the clusters moved that Now shows. */
    touchNow(): void {
      pending.now = true;
      batcher.touch();
    },
    /** Works off all that is pending: a page shows what is true now. The map only where it is asked for. */
    settle(asksForTopology = false): void {
      while (!pending.empty && flush());
      if (pending.now) tellNow();
      if (asksForTopology) tellTopology();
    },
    stop(): void {
      batcher.stop();
      for (const alarm of [expiry, nowPause, countsPause, topologyPause, registryPause, registryEnd, signs])
        alarm.clear();
    },
  };
}
