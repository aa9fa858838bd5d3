/**
 * What one pod's change costs, from the store's batch to the serialised delta, with 10,000 pods of 1,000 services in one cluster.
 * Goal: 5 ms. Run: `npx tsx bench/live.ts`.
 */
import { pathToFileURL } from 'node:url';
import { createLive, type Timers } from '@/lib/live';
import { EVERYTHING, KINDS, SYSTEM_ACTOR, type AnyObject, type Kind } from '@/lib/model';
import { readServices } from '@/lib/reads';
import { createGround, Picture } from '@/lib/views';
import { pod } from '@/lib/views/testing/objects';
import { running } from '@/lib/views/testing/scene';
import { createStore } from '@/lib/store';
import type { Figure } from './figure';

const SERVICES = 1000;
const PODS_EACH = 10;
const CHANGES = 500;
const AT = '2026-03-12T03:14:00Z';

/** Timers that fire only when `quiet` is called: each change is then derived at once, as it is when none came shortly before. */
function eagerTimers(): { readonly timers: Timers; quiet(): void } {
  let due: (() => void)[] = [];
  return {
    timers: {
      after(ms, callback) {
        if (ms <= 100) due.push(callback);
        return () => {
          due = due.filter((held) => held !== callback);
        };
      },
    },
    /** Fires what is due, as if time had passed without a change. */
    quiet() {
      for (let turn = due.splice(0); turn.length > 0; turn = due.splice(0))
        for (const callback of turn) callback();
    },
  };
}

function filledStore() {
  const store = createStore();
  const writer = store.writer('eu', AT);
  const all = Array.from({ length: SERVICES }, (_, index) =>
    running({ name: `svc-${index}`, namespace: `ns-${index % 40}`, replicas: PODS_EACH }),
  );
  const objects = new Map<Kind, AnyObject[]>();
  for (const object of all.flatMap((each) => each.all)) {
    objects.set(object.kind, [...(objects.get(object.kind) ?? []), object]);
  }
  writer.setReach({ state: 'live', observedAt: AT, reason: null }, AT);
  return {
    store,
    writer,
    all,
    fill: () => KINDS.forEach((kind) => writer.replace(kind, objects.get(kind) ?? [], AT)),
  };
}

export function benchLive(): Record<string, number> {
  const { store, writer, all, fill } = filledStore();
  const clock = eagerTimers();
  const now = new Date(AT);
  const onError = (error: unknown): never => {
    throw error;
  };
  const ground = createGround({ world: store, now: () => now });
  const picture = new Picture({ ground, identityLabels: [], onError });
  const context = picture.context(EVERYTHING);
  const live = createLive({
    picture,
    epoch: 'bench',
    timers: clock.timers,
    log: { error: onError },
  });
  live.start();
  const filled = time(fill);
  const first = time(() => live.page('services', SYSTEM_ACTOR));
  clock.quiet();
  let bytes = 0;
  live.hub.subscribe(
    {
      channels: ['services', 'rollouts', 'now'].map((topic) => ({ topic, scope: EVERYTHING.key })),
      since: live.hub.position(),
    },
    ({ data }) => {
      bytes += data.length;
    },
  );
  const costs = Array.from({ length: CHANGES }, (_, index) => {
    const each = all[(index * 7) % SERVICES];
    if (!each) throw new Error('no such service');
    const { name, namespace } = each.owner.metadata;
    const next = pod({
      name: `${name}-rs1-0`,
      namespace,
      owner: each.set,
      ready: index % 2 === 0,
      labels: { app: name },
    });
    const cost = time(() => writer.upsert('Pod', next, AT));
    clock.quiet();
    return cost;
  }).sort((a, b) => a - b);
  if (bytes === 0) throw new Error('no delta was published');
  const ids = [...context.index.allPlacements()].map(({ id }) => id);
  const derived = Array.from({ length: CHANGES }, (_, index) => {
    const id = ids[(index * 7) % ids.length] ?? '';
    context.views.invalidate({ placements: new Set([id]), byEvents: new Set() });
    return time(() => context.views.get(id));
  }).sort((a, b) => a - b);
  const pages = Array.from({ length: 50 }, () => time(() => live.page('services', SYSTEM_ACTOR))).sort(
    (a, b) => a - b,
  );
  // The first ones are compiled meanwhile.
  const reads = Array.from({ length: 300 }, () => time(() => readServices(context, { limit: 500 })))
    .slice(100)
    .sort((a, b) => a - b);
  live.stop();
  return {
    'fill the store and derive the first rows, ms': filled + first,
    'one pod’s change, median ms': at(costs, 0.5),
    'one pod’s change, p95 ms': at(costs, 0.95),
    'one pod’s change, worst ms': at(costs, 1),
    'of it the placement derived again, median ms': at(derived, 0.5),
    'of it the placement derived again, p95 ms': at(derived, 0.95),
    'bytes of deltas a change': Math.round(bytes / CHANGES),
    'page of 1,000 services from memory, p95 ms': at(pages, 0.95),
    'GET services, 500 of 1,000, p95 ms': at(reads, 0.95),
  };
}

/** The figure of `npm run bench`. */
export function liveFigure(): Figure {
  const seen = benchLive();
  return {
    what: 'one pod of 10,000',
    measured: seen['one pod’s change, p95 ms'] ?? Number.NaN,
    goal: 5,
    unit: 'ms',
    note: `p95 of ${CHANGES}, from the store's batch to the serialised deltas`,
  };
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [figure, value] of Object.entries(benchLive())) {
    process.stdout.write(`${figure}: ${Number.isInteger(value) ? value : value.toFixed(2)}\n`);
  }
}
