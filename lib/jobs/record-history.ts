import type { Db } from '@/lib/db/client';
import { releaseHistoryLeases } from '@/lib/db/history-leases';
import type { KeptStatus, SeenHealth } from '@/lib/db/transitions';
import type { DerivedRows, WorldContext } from '@/lib/views';
import { isBeingRead } from '@/lib/views/being-read';
import { systemAfter, type After } from './after';
import { EventQueue } from './history/event-queue';
import { ReadinessQueue } from './history/readiness-queue';
import { NewsQueue } from './history/news-queue';
import { seenHealth, seenReadiness, seenTemplates } from './history/seen';
import { SEEN_AGAIN_MS, TemplateQueue } from './history/template-queue';
import { sizeOf, writeBatch, type HistoryBatch } from './history/write-batch';
import { createTurn } from './turn';

/** Sightings within this time are written together. */
const GATHER_MS = 250;
/** The wait after a failed write, and while another process writes. */
const RETRY_MS = 5000;
/** The wait before the rest of a large batch. */
const NEXT_MS = 1000;
/** The most rows of each table in one transaction. */
const BATCH_MAX = 500;

export interface HistoryRecorderOptions {
  readonly db: Pick<Db, 'transaction'>;
  readonly context: Pick<WorldContext, 'index' | 'views' | 'world' | 'now'>;
  /** The last kept status of each placement. */
  readonly kept: ReadonlyMap<string, KeptStatus>;
  /** Names this process among the replicas. */
  readonly owner: string;
  readonly onError: (error: unknown) => void;
  readonly after?: After;
}

/** Keeps the history of placements in the database: health, ready pods, events and healthy templates. */
export interface HistoryRecorder {
  /** Subscribes to events. */
  start(): void;
  /** Called with the derived rows of the topic `placements`. Never throws, never waits. */
  derived(rows: Pick<DerivedRows, 'upserts' | 'deletes'>): void;
  /** Writes now what waits and is due. Rejects when the database refuses; nothing is lost then. */
  flush(): Promise<void>;
  /** Writes what waits, releases its leases, and ends. */
  stop(): Promise<void>;
}

export function createHistoryRecorder(options: HistoryRecorderOptions): HistoryRecorder {
  const { db, context, owner, onError } = options;
  const transitions = new NewsQueue<SeenHealth>({
    subjectOf: ({ placement }) => placement,
    signOf: healthSign,
    known: new Map([...options.kept].map(([placement, kept]) => [placement, healthSign(kept)])),
  });
  const templates = new TemplateQueue();
  const readiness = new ReadinessQueue();
  const events = new EventQueue(context.index);
  const isIdle = (): boolean =>
    transitions.isEmpty && readiness.isEmpty && events.isEmpty && templates.isEmpty;

  /** Writes one batch of what is due. */
  const write = async (): Promise<'done' | 'more' | 'not mine'> => {
    const batch: HistoryBatch = {
      health: transitions.take(BATCH_MAX),
      readiness: readiness.take(context.now(), BATCH_MAX),
      events: events.take(BATCH_MAX),
      templates: templates.take(context.now(), BATCH_MAX),
    };
    if (sizeOf(batch) === 0) return 'done';
    try {
      const others = await db.transaction((tx) => writeBatch(tx, batch, owner));
      transitions.standBy(others.health);
      readiness.putBack(others.readiness);
      events.putBack(others.events);
      templates.standBy(others.templates);
      if (sizeOf(others) > 0) return 'not mine';
      return sizeOf(batch) >= BATCH_MAX ? 'more' : 'done';
    } catch (error) {
      transitions.putBack(batch.health);
      readiness.putBack(batch.readiness);
      events.putBack(batch.events);
      templates.putBack(batch.templates);
      throw error;
    }
  };

  const turn = createTurn({
    after: options.after ?? systemAfter,
    onError,
    retryMs: RETRY_MS,
    work: async () => {
      let wrote = await write();
      while (wrote === 'more') wrote = await write();
      if (isIdle()) return templates.lasts ? SEEN_AGAIN_MS : null;
      return wrote === 'not mine' ? RETRY_MS : NEXT_MS;
    },
  });
  const see = (id: string): void => {
    const view = context.views.get(id);
    const now = context.now();
    if (!view) {
      transitions.forget(id);
      readiness.forget(id);
      templates.see(id, [], now.toISOString());
      return;
    }
    const cluster = context.index.cluster(view.summary.cluster);
    if (!cluster || isBeingRead(cluster.picture, now)) return;
    transitions.see(seenHealth(view, context.index, now));
    templates.see(id, seenTemplates(view, now), now.toISOString());
    if (view.summary.health.status !== 'Unknown') readiness.see(seenReadiness(view, now));
  };
  let unsubscribe: () => void = () => undefined;

  return {
    start() {
      for (const picture of context.world.clusters()) {
        for (const event of picture.all('Event')) events.see(picture.info.name, event);
      }
      unsubscribe = context.world.subscribe((batch) => {
        for (const { cluster, after } of batch.objects)
          if (after?.kind === 'Event') events.see(cluster, after);
        if (!events.isEmpty) turn.within(NEXT_MS);
      });
      if (!isIdle()) turn.within(GATHER_MS);
    },
    derived({ upserts, deletes }) {
      for (const id of upserts.keys()) see(id);
      for (const id of deletes) see(id);
      if (!isIdle()) turn.within(GATHER_MS);
    },
    flush: () => turn.now(),
    async stop() {
      unsubscribe();
      await turn.stop();
      try {
        await write();
        await db.transaction((tx) => releaseHistoryLeases(tx, owner));
      } catch (error) {
        onError(error);
      }
    },
  };
}

/** A change of the status or of the reason is written. */
function healthSign({ status, reason }: Pick<KeptStatus, 'status' | 'reason'>): string {
  return `${status} ${reason}`;
}
