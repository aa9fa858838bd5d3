import {
  SYSTEM_ACTOR,
  isAppError,
  type Actor,
  type AgesMessage,
  type ChangeDetail,
  type ChangeSummary,
  type ClusterSummary,
  type NowView,
  type Position,
  type RolloutRow,
  type ServiceDetail,
  type ServiceSummary,
  type Snapshot,
  type StoreBatch,
  type Topic,
  type WireMessage,
} from '@/lib/model';
import type { WorldContext } from '@/lib/reads/context';
import type { Touched } from '@/lib/reads/touched';
import { createBatcher } from './batcher';
import type { ChangeFeed } from './change-feed';
import { Details, channelOf, isDetail } from './details';
import { Hub, type Sink } from './hub';
import { Pending } from './pending';
import { createPublisher } from './publisher';
import { systemTimers, type Timers } from './timers';

/** Changes that follow the first after a quiet moment within this time go out together. */
const GATHER_MS = 25;
/** Now looks at every placement: it is derived at once, and then again when this time is over. */
const NOW_MS = 100;
/** Numbers of nodes, pods and objects of a cluster are told once a second at most. */
const COUNTS_MS = 1000;

export interface LiveLog {
  error(fields: object, message: string): void;
}

export interface LiveOptions {
  readonly context: WorldContext;
  readonly feed: ChangeFeed;
  readonly readChange: (id: string, actor: Actor) => Promise<ChangeDetail>;
  /** Names this process start: 1–64 letters, digits, `-` or `_`. */
  readonly epoch: string;
  readonly log: LiveLog;
  readonly timers?: Timers;
  /** Told when a placement came, went or changed its workloads: the catalog's sync listens. */
  readonly onMembers?: () => void;
}

export interface SubscribeLive {
  readonly topics: readonly Topic[];
  readonly since: Position | null;
  readonly fresh?: readonly Topic[];
  readonly actor: Actor;
}

/** The rows of the topics that are always kept. */
export interface ListRows {
  services: ServiceSummary;
  rollouts: RolloutRow;
  clusters: ClusterSummary;
  changes: ChangeSummary;
  now: NowView;
}

/** What moves, for pages and streams. */
export interface Live {
  readonly hub: Hub;
  /** Begins to follow the world; everything is derived once. */
  start(): void;
  stop(): void;
  /** A list topic's rows for a server-rendered page. */
  page<T extends keyof ListRows>(topic: T): Snapshot<ListRows[T]>;
  /** The row of a detail topic, kept for a while so that the page's stream goes on from it. None: it is not there. */
  page(topic: `service:${string}`): Promise<Snapshot<ServiceDetail>>;
  page(topic: `change:${string}`, actor: Actor): Promise<Snapshot<ChangeDetail>>;
  /** Sends what the viewer lacks, then what comes. A topic that has no answer is told as an `error`; the others go on. */
  subscribe(request: SubscribeLive, sink: Sink): Promise<() => void>;
  /** How old each cluster's picture is: the heartbeat of every stream. */
  ages(): WireMessage;
  /** The catalog snapshot was replaced. */
  catalogMoved(): void;
  /** A Change moved in the database; null: any may have. */
  changesMoved(id: string | null): Promise<void>;
}

export function createLive(options: LiveOptions): Live {
  const { context, feed, log } = options;
  const timers = options.timers ?? systemTimers;
  const hub = new Hub({ epoch: options.epoch });
  const onError = (error: unknown, subject: string): void =>
    log.error({ err: error, subject }, 'a view could not be derived');
  const guard = (subject: string, derive: () => void): void => {
    try {
      derive();
    } catch (error) {
      onError(error, subject);
    }
  };
  const details = new Details({ context, hub, timers, readChange: options.readChange, guard, onError });
  const publisher = createPublisher({ context, hub, details, guard });
  const pending = new Pending();
  const counts = new Set<string>();
  let cancelCounts: (() => void) | null = null;
  let cancelExpiry: (() => void) | null = null;
  let cancelNow: (() => void) | null = null;
  let unsubscribe: (() => void)[] = [];

  for (const topic of ['services', 'rollouts', 'clusters', 'changes', 'now'])
    hub.open({ channel: topic, topic });

  const flush = (): boolean => {
    const left = publisher.flush(pending);
    if (left) return true;
    watchExpiry();
    if (pending.now && cancelNow === null) tellNow();
    return false;
  };
  const tellNow = (): void => {
    pending.now = false;
    publisher.publishNow();
    cancelNow?.();
    cancelNow = timers.after(NOW_MS, () => {
      cancelNow = null;
      if (pending.now) batcher.touch();
    });
  };
  const batcher = createBatcher({ timers, gatherMs: GATHER_MS, flush });

  const watchExpiry = (): void => {
    cancelExpiry?.();
    const at = context.views.nextExpiry();
    cancelExpiry = at === null ? null : timers.after(Math.max(1, at - context.now().getTime()), expire);
  };
  const expire = (): void => {
    cancelExpiry = null;
    pending.addPlacements(context.views.expired());
    batcher.touch();
  };
  const tellCounts = (): void => {
    cancelCounts = null;
    for (const name of counts) pending.clusters.add(name);
    counts.clear();
    batcher.touch();
  };
  const take = (touched: Touched): void => {
    context.views.invalidate(touched);
    pending.add(touched);
    for (const name of touched.counts) counts.add(name);
    if (counts.size > 0) cancelCounts ??= timers.after(COUNTS_MS, tellCounts);
    if (touched.members) options.onMembers?.();
    if (!pending.empty) batcher.touch();
  };
  /** Works off all that is pending: a page shows what is true now. */
  const settle = (): void => {
    while (!pending.empty && flush());
    if (pending.now) tellNow();
  };
  const snapshot = (channel: string): Snapshot<unknown> => ({ ...hub.position(), items: hub.rows(channel) });

  const page = (
    topic: Topic,
    actor: Actor = SYSTEM_ACTOR,
  ): Snapshot<unknown> | Promise<Snapshot<unknown>> => {
    settle();
    return isDetail(topic) ? detailPage(topic, actor) : snapshot(topic);
  };
  const detailPage = async (topic: Topic, actor: Actor): Promise<Snapshot<unknown>> => {
    const acquired = await details.acquire(topic, actor);
    const rows = snapshot(channelOf(topic, actor).channel);
    acquired?.release();
    if (acquired?.error && !isNotFound(acquired.error)) throw acquired.error;
    return rows;
  };

  return {
    hub,
    start() {
      unsubscribe = [
        context.world.subscribe((batch: StoreBatch) => take(context.index.apply(batch))),
        feed.subscribe(() => {
          publisher.publishChanges();
          details.recentChangesMoved();
          pending.now = true;
          batcher.touch();
        }),
      ];
      publisher.publishChanges();
      pending.now = true;
      take(context.index.rebuild());
    },
    stop() {
      for (const undo of unsubscribe) undo();
      unsubscribe = [];
      batcher.stop();
      details.stop();
      cancelCounts?.();
      cancelExpiry?.();
      cancelNow?.();
    },
    page: page as Live['page'],
    async subscribe({ topics, since, fresh, actor }, sink) {
      const releases: (() => void)[] = [];
      for (const topic of topics) {
        const acquired = await details.acquire(topic, actor);
        if (!acquired) continue;
        releases.push(acquired.release);
        if (acquired.error === null) continue;
        sink(errorMessage(topic, acquired.error));
        if (!isAppError(acquired.error)) onError(acquired.error, topic);
      }
      const channels = topics.map((topic) => channelOf(topic, actor));
      const whole = new Set((fresh ?? []).map((topic) => channelOf(topic, actor).channel));
      const leave = hub.subscribe({ channels, since, fresh: whole }, sink);
      return () => {
        leave();
        for (const release of releases) release();
      };
    },
    ages() {
      const ages: AgesMessage = {
        epoch: hub.epoch,
        at: context.now().toISOString(),
        clusters: Object.fromEntries(
          context.world
            .clusters()
            .map(({ info, reach: { state, observedAt } }) => [info.name, { state, observedAt }]),
        ),
      };
      return { event: 'ages', id: null, data: JSON.stringify(ages) };
    },
    catalogMoved: () => take(context.index.refresh()),
    changesMoved: (id) => {
      details.changesMoved(id);
      return feed.refresh();
    },
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
