import {
  LIST_TOPICS,
  SYSTEM_ACTOR,
  isAppError,
  type Actor,
  type AgesMessage,
  type Snapshot,
  type Topic,
  type WireMessage,
} from '@/lib/model';
import { nothingTouched, type Touched } from '@/lib/views/touched';
import type { Live, LiveOptions, SubscribeLive } from './contract';
import { Details, channelOf, isDetail } from './details';
import { createEngine } from './engine';
import { Hub, type Sink } from './hub';
import { createPublisher } from './publisher';
import { systemTimers } from './timers';

/** Joins what derives, what publishes and what is looked at. Nothing happens before its start. */
export function createLive(options: LiveOptions): Live {
  const { context, feed, log, readChange, timers = systemTimers } = options;
  const hub = new Hub({ epoch: options.epoch });
  for (const topic of LIST_TOPICS) hub.open({ channel: topic, topic });
  const onError = (error: unknown, subject: string): void =>
    log.error({ err: error, subject }, 'a view could not be derived');
  const guard = (subject: string, derive: () => void): void => {
    try {
      derive();
    } catch (error) {
      onError(error, subject);
    }
  };
  const details = new Details({ context, hub, timers, readChange, guard, onError });
  const publisher = createPublisher({ context, hub, details, guard, onDerived: options.onDerived });
  const engine = createEngine({
    views: context.views,
    registry: context.registry,
    now: context.now,
    publisher,
    timers,
    isMapViewed: () => hub.listeners('topology') > 0,
    isRegistryViewed: () => hub.listeners('registry') > 0 || details.isRegistryOpen,
  });
  let unsubscribe: (() => void)[] = [];

  const take = (touched: Touched): void => {
    engine.take(touched);
    if (touched.members) options.onMembers?.();
  };
  const changesLoaded = (): void => {
    publisher.publishChanges();
    details.recentChangesMoved();
    engine.touchNow();
  };

  /** What nobody looked at was not derived, or not at once. */
  const settleFor = (topics: readonly Topic[]): void => {
    engine.settle(topics.includes('topology'));
    if (topics.some((topic) => topic.split(':')[0] === 'registry')) engine.settleRegistry();
  };

  return {
    hub,
    start() {
      unsubscribe = [
        context.world.subscribe((batch) => take(context.index.apply(batch))),
        feed.subscribe(changesLoaded),
        context.registered.subscribe(() => engine.touchRegistry()),
        context.probed.subscribe(() => engine.touchRegistry()),
      ];
      take(context.index.rebuild());
      changesLoaded();
    },
    stop() {
      for (const undo of unsubscribe) undo();
      unsubscribe = [];
      engine.stop();
      details.stop();
    },
    page: createPages({ hub, details, settle: (topic) => settleFor([topic]) }),
    subscribe: (request, sink) => subscribe({ hub, details, onError, settle: settleFor }, request, sink),
    ages: () => ({ event: 'ages', id: null, data: JSON.stringify(agesOf(context, hub.epoch)) }),
    catalogMoved: () => take(context.index.refresh()),
    trafficMoved: () => take({ ...nothingTouched(), topology: true }),
    changesMoved(id) {
      details.changesMoved(id);
      return feed.refresh();
    },
  };
}

/** Topics that are brought up to date when somebody comes to look. */
const SETTLED: ReadonlySet<string> = new Set(['topology', 'registry']);

interface Parts {
  readonly hub: Hub;
  readonly details: Details;
}

function createPages({
  hub,
  details,
  settle,
}: Parts & { readonly settle: (topic: Topic) => void }): Live['page'] {
  const rowsOf = (channel: string): Snapshot<unknown> => ({ ...hub.position(), items: hub.rows(channel) });
  const detailPage = async (topic: Topic, actor: Actor): Promise<Snapshot<unknown>> => {
    const acquired = await details.acquire(topic, actor);
    const rows = rowsOf(channelOf(topic, actor).channel);
    acquired?.release();
    if (acquired?.error && !isNotFound(acquired.error)) throw acquired.error;
    return rows;
  };
  const page = (topic: Topic, actor: Actor = SYSTEM_ACTOR) => {
    settle(topic);
    return isDetail(topic) ? detailPage(topic, actor) : rowsOf(topic);
  };
  return page as Live['page'];
}

async function subscribe(
  {
    hub,
    details,
    onError,
    settle,
  }: Parts & {
    readonly onError: (error: unknown, topic: string) => void;
    readonly settle: (topics: readonly Topic[]) => void;
  },
  { topics, since, fresh = [], actor }: SubscribeLive,
  sink: Sink,
): Promise<() => void> {
  const releases: (() => void)[] = [];
  if (topics.some((topic) => SETTLED.has(topic.split(':')[0] ?? ''))) settle(topics);
  for (const topic of topics) {
    const acquired = await details.acquire(topic, actor);
    if (!acquired) continue;
    releases.push(acquired.release);
    if (acquired.error === null) continue;
    sink(errorMessage(topic, acquired.error));
    if (!isAppError(acquired.error)) onError(acquired.error, topic);
  }
  const channels = topics.map((topic) => channelOf(topic, actor));
  const whole = new Set(fresh.map((topic) => channelOf(topic, actor).channel));
  const leave = hub.subscribe({ channels, since, fresh: whole }, sink);
  return () => {
    leave();
    for (const release of releases) release();
  };
}

function agesOf({ world, now, trafficAges }: LiveOptions['context'], epoch: string): AgesMessage {
  const ages = world
    .clusters()
    .map(({ info, reach: { state, observedAt } }) => [info.name, { state, observedAt }]);
  const traffic = trafficAges();
  return {
    epoch,
    at: now().toISOString(),
    clusters: Object.fromEntries(ages) as AgesMessage['clusters'],
    ...(Object.keys(traffic).length > 0 ? { traffic } : {}),
  };
}

function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'not-found';
}

function errorMessage(topic: Topic, error: unknown): WireMessage {
  const known = isAppError(error);
  const sentence = known ? error.message : 'Pilothouse could not answer this; its log says why.';
  return {
    event: 'error',
    id: null,
    data: JSON.stringify({ topic, code: known ? error.code : 'unexpected', sentence }),
  };
}
