/**
 * What an open service page is sent while its pods change, with 200 pods of one Deployment and 20 changes a second: bytes of server-sent
 * events of one viewer, in simulated time. Goal: 20 KB a second. Run: `npx tsx bench/service-page.ts`.
 */
import { pathToFileURL } from 'node:url';
import { encodeMessages } from '@/lib/http/stream';
import { createLive } from '@/lib/live';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { KINDS, SYSTEM_ACTOR, type AnyObject, type Kind } from '@/lib/model';
import { createStore } from '@/lib/store';
import { createGround, Picture } from '@/lib/views';
import type { Figure } from './figure';
import { percentile } from './percentile';
import { changedPod, placeOf, statusesOf, wideService, type WideService } from './wide-service';

const PODS = 200;
const CHANGES_PER_SECOND = 20;
const SECONDS = 30;
const STEP_MS = 1000 / CHANGES_PER_SECOND;
const AT = '2026-03-12T03:14:00Z';
/** The topic of the page itself; the frame around every page has more. */
const TOPIC = 'service:checkout~shop~production-eu' as const;

export interface ServicePageSeen {
  /** Bytes a second of the page's topic. */
  readonly page: number;
  /** Bytes a second of the whole stream, which includes the counters of the navigation. */
  readonly stream: number;
  /** Bytes of the largest message. */
  readonly largest: number;
  readonly messages: number;
  /** What deriving and publishing one change cost, in ms, by the median and the 95th percentile. */
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Everything from the store to the streams, over a cluster that holds the service. The caller moves the time. */
function openStage(service: WideService) {
  const clock = manualTimers();
  const store = createStore();
  const writer = store.writer('production-eu', AT);
  const now = (): Date => new Date(Date.parse(AT) + clock.nowMs);
  const onError = (error: unknown): never => {
    throw error;
  };
  writer.setReach({ state: 'live', observedAt: AT, reason: null }, AT);
  const of = (kind: Kind): AnyObject[] => service.all.filter((one) => one.kind === kind);
  for (const kind of KINDS) writer.replace(kind, of(kind), AT);
  const picture = new Picture({
    ground: createGround({ world: store, now }),
    identityLabels: [],
    onError,
  });
  const live = createLive({ picture, epoch: 'bench', timers: clock.timers, log: { error: onError } });
  live.start();
  return {
    live,
    clock,
    at: () => now().toISOString(),
    put: (object: AnyObject) => writer.upsert(object.kind, object, now().toISOString()),
  };
}

/** Changes pods one after the other, and after each its endpoints, ReplicaSet and Deployment, as their controllers do. */
export async function benchServicePage(): Promise<ServicePageSeen> {
  const service = wideService(PODS);
  const { live, clock, at, put } = openStage(service);
  const sizes = new Map<string, number[]>();
  await live.subscribe({ topics: [TOPIC, 'now'], since: null, actor: SYSTEM_ACTOR }, (message) => {
    const { topic } = JSON.parse(message.data) as { readonly topic: string };
    sizes.set(topic, [...(sizes.get(topic) ?? []), encodeMessages([message]).length]);
  });
  clock.advance(5000);
  sizes.clear();
  const costs: number[] = [];
  let pods = service.pods;
  for (let step = 0; step < SECONDS * CHANGES_PER_SECOND; step += 1) {
    const place = placeOf(step, PODS);
    pods = pods.map((pod, index) => (index === place ? changedPod(pod, { step, at: at() }) : pod));
    const begun = performance.now();
    for (const pod of pods.slice(place, place + 1)) put(pod);
    clock.advance(STEP_MS / 2);
    for (const object of statusesOf(service, pods, place)) put(object);
    clock.advance(STEP_MS / 2);
    costs.push(performance.now() - begun);
  }
  live.stop();
  return seenOf(sizes, costs);
}

function seenOf(sizes: ReadonlyMap<string, readonly number[]>, costs: number[]): ServicePageSeen {
  const page = sizes.get(TOPIC) ?? [];
  if (page.length === 0) throw new Error('no delta was published');
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
  return {
    page: Math.round(sum(page) / SECONDS),
    stream: Math.round(sum([...sizes.values()].map(sum)) / SECONDS),
    largest: Math.max(...page),
    messages: page.length,
    medianMs: percentile(costs, 0.5),
    p95Ms: percentile(costs, 0.95),
  };
}

/** The figure of `npm run bench`. */
export async function servicePageFigure(): Promise<Figure> {
  const { page, stream, largest } = await benchServicePage();
  return {
    what: 'service page of 200 pods',
    measured: stream / 1000,
    goal: 20,
    unit: 'KB/s',
    note: `bytes of one viewer's stream, ${CHANGES_PER_SECOND} pods changed a second for ${SECONDS} s; ${(page / 1000).toFixed(1)} KB/s are the service's, its largest message ${(largest / 1000).toFixed(1)} KB`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [figure, value] of Object.entries(await benchServicePage()))
    process.stdout.write(`${figure}: ${Number.isInteger(value) ? value : Number(value).toFixed(2)}\n`);
}
