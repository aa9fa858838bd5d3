import type { Db } from '@/lib/db/client';
import { loadKeptStatuses } from '@/lib/db/transitions';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { KINDS, type HealthDto, type ReachState } from '@/lib/model';
import { running, type RunningSpec } from '@/lib/views/testing/scene';
import { createSource, createWorldContext } from '@/lib/views';
import { NOW, testWorld } from '@/lib/views/testing/world';
import { createHistoryRecorder } from '../record-history';

/** The placement of these tests. */
export const CART = 'cart~shop~eu@eu/shop';

type Shown = ReturnType<typeof running>;

/** cart with `count` of its pods ready. */
export function ready(replicas = 1, count = replicas): Shown {
  const pods = Array.from({ length: replicas }, (_, index) => ({ ready: index < count }));
  return cart({ replicas, ready: count, pods });
}

/** cart, whose pods all wait for this reason. */
export function stuck(waiting: string): Shown {
  return cart({ replicas: 1, ready: 0, pods: [{ ready: false, waiting }] });
}

function cart(spec: Omit<RunningSpec, 'name'>): Shown {
  return running({ name: 'cart', ...spec });
}

/** One process of several: it watches the cluster `eu` itself, and writes to the shared database. */
export async function processOf(db: Db, owner: string) {
  const world = testWorld(['eu']);
  const clock = manualTimers();
  let now = new Date(NOW);
  let broken = false;
  let writes = 0;
  const failures: unknown[] = [];
  const kept = await loadKeptStatuses(db);
  const context = createWorldContext({
    world: world.store,
    identityLabels: [],
    now: () => now,
    onError: (error) => {
      throw error;
    },
    kept: createSource(kept),
  });
  const transaction: Db['transaction'] = (work) => {
    writes += 1;
    return broken ? Promise.reject(new Error('the database is away')) : db.transaction(work);
  };
  const recorder = createHistoryRecorder({
    db: { transaction },
    context,
    kept,
    owner,
    onError: (error) => failures.push(error),
    after: (ms, callback) => clock.timers.after(ms, callback),
  });
  const touched = new Set<string>();
  let gathering = false;
  /** Does what lib/live does: invalidates the touched views, derives them, and calls the listeners. */
  const derive = (): void => {
    for (const id of touched) context.views.get(id);
    recorder.derived({ upserts: new Map([...touched].map((id) => [id, null])), deletes: [] });
    touched.clear();
  };
  world.store.subscribe((batch) => {
    const now = context.index.apply(batch);
    context.views.invalidate(now);
    for (const id of now.placements) touched.add(id);
    if (!gathering) derive();
  });
  recorder.start();
  let last: Shown | undefined;
  const made = {
    world,
    context,
    recorder,
    clock,
    failures,
    writes: () => writes,
    break: (value: boolean) => (broken = value),
    flush: () => recorder.flush(),
    at(time: string) {
      now = new Date(`2026-03-12T${time}Z`);
      return made;
    },
    now: () => now,
    /** Replaces all objects of cart at once. */
    show(shown: Shown): void {
      const gone = (last?.pods ?? []).filter(
        (pod) => !shown.pods.some((one) => one.metadata.uid === pod.metadata.uid),
      );
      last = shown;
      gathering = true;
      world.put('eu', ...shown.all);
      world.take('eu', ...gone);
      gathering = false;
      derive();
    },
    /** Sets the cluster back to its first lists, not complete. */
    reading(): void {
      for (const kind of KINDS)
        world.writer().setKindState(kind, { state: 'listing', reason: null }, now.toISOString());
    },
    read(): void {
      for (const kind of KINDS)
        world.writer().setKindState(kind, { state: 'live', reason: null }, now.toISOString());
    },
    reach(state: ReachState, observedAt: string): void {
      world.writer().setReach({ state, observedAt, reason: null }, now.toISOString());
    },
    health(): HealthDto {
      const view = context.views.get(CART);
      if (!view) throw new Error(`there is no ${CART}`);
      return view.summary.health;
    },
  };
  return made;
}
export type Watcher = Awaited<ReturnType<typeof processOf>>;

/** Deletes the whole history. */
export async function forgetHistory({ client }: Db): Promise<void> {
  await client.transition.deleteMany();
  await client.readinessPoint.deleteMany();
  await client.keptEvent.deleteMany();
  await client.healthyTemplate.deleteMany();
  await client.historyLease.deleteMany();
}
