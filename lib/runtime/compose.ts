import { randomBytes } from 'node:crypto';
import { createChangeRunner, type ActionContext } from '@/lib/actions';
import { createAuth } from '@/lib/auth/auth';
import { createClusters, loadContexts } from '@/lib/cluster';
import { watchCatalog } from '@/lib/db/catalog';
import { createDb, type Db } from '@/lib/db/client';
import { loadKeptStatuses } from '@/lib/db/transitions';
import type { Settings } from '@/lib/env';
import { startBackground } from '@/lib/jobs/background';
import { startChangeRecovery } from '@/lib/jobs/changes';
import { createHistoryRecorder, type HistoryRecorder } from '@/lib/jobs/record-history';
import { createCatalogSync } from '@/lib/jobs/sync-catalog';
import { watchTraffic } from '@/lib/jobs/traffic/watch-traffic';
import { createChangeFeed, createLive, type Live } from '@/lib/live';
import type { Actor, Clock } from '@/lib/model';
import { createServiceLookup, latestChanges, readChange, type ReadContext } from '@/lib/reads';
import { createWorldContext, ProbeTargets, type WorldContext } from '@/lib/views';
import { createDiscovered, openRegistry } from '@/lib/registry';
import { createStore, type Store } from '@/lib/store';
import { createLog, type Log } from './log';
import { createRequestMetrics } from './metrics';
import { inPassage, publicUrlOf, rulesWithTargets } from './notifications';
import type { Runtime } from './runtime';
import { createStreams } from './streams';

export interface Composed {
  readonly runtime: Runtime;
  /** Ends everything in order: who writes before what is written to. */
  stop(): Promise<void>;
}

interface Base {
  readonly settings: Settings;
  readonly log: Log;
  readonly now: Clock;
  readonly db: Db;
  readonly store: Store;
  readonly instanceId: string;
}

/**
 * Makes and starts everything that lives as long as the process.
 *
 * @throws Error with one line where something that Pilothouse cannot be without is not there.
 */
export async function compose(settings: Settings): Promise<Composed> {
  const { databaseUrl, sessionSecret } = settings;
  if (databaseUrl === null || sessionSecret === null) {
    throw new Error('Start Pilothouse by `npm start`: it brings the database and the secrets.');
  }
  const log = createLog(settings.logLevel);
  const now = () => new Date();
  const db = createDb({ connectionString: databaseUrl });
  const store = createStore({
    freeze: settings.development,
    onError: failure(log, 'a store listener failed'),
  });
  const base = { settings, log, now, db, store, instanceId: randomBytes(6).toString('hex') };
  const { contexts } = loadContexts({
    kubeconfigPaths: settings.kubeconfig,
    inCluster: settings.kubeconfig === null,
  });
  const clusters = createClusters({ contexts, store, config: settings.config, clock: now, log });
  const targets = new ProbeTargets(store);
  const registry = await openRegistry({
    db,
    endpoints: () => targets.list(),
    owner: base.instanceId,
    ...settings.config.registry,
    onError: (error, what) => log.error({ err: error }, what),
  });
  const discovered = createDiscovered({
    world: store,
    serve: settings.config.registry.kubernetes,
    now: () => registry.picture.now(),
  });
  const picture = await openPicture(base, { registered: registry.picture, probed: registry.probes });
  const runner = createChangeRunner({ world: store, db, clusters, now, log });
  const { context, live } = picture;
  const { environments } = context;
  const services = createServiceLookup(context);

  live.start();
  picture.recorder.start();
  clusters.start();
  for (const cluster of settings.config.registry.kubernetes.clusters) {
    if (store.cluster(cluster) === undefined)
      log.warn({ cluster }, 'registry.kubernetes names a cluster that is in no kubeconfig');
  }
  const recovery = startChangeRecovery(runner);
  const background = startBackground({
    connectionString: databaseUrl,
    db,
    now,
    retention: settings.config.history,
    rules: settings.config.notifications,
    webhooks: settings.webhooks,
    publicUrl: publicUrlOf(settings),
    inPassage: inPassage(context),
    onError: failure(log, 'a background job failed'),
  });
  const runtime: Runtime = {
    ...base,
    startedAt: now(),
    auth: createAuth({ settings, secret: sessionSecret, db, now }),
    clusters,
    registry,
    discovered,
    live,
    streams: createStreams(),
    metrics: createRequestMetrics(),
    notificationRules: rulesWithTargets(settings),
    reads: picture.reads,
    registers: (actor) => ({ registry, db, now, actor }),
    logs: (actor) => ({ ...context, actor, clusters }),
    actions: (actor): ActionContext => ({
      world: store,
      db,
      clusters,
      now,
      log,
      services,
      environments,
      runner,
      actor,
    }),
  };
  return {
    runtime,
    async stop() {
      live.stop();
      discovered.stop();
      await Promise.all([recovery.stop(), background.stop(), registry.stop()]);
      await Promise.all([picture.stop(), clusters.stop()]);
      await db.close();
    },
  };
}

interface OpenPicture {
  readonly context: WorldContext;
  readonly live: Live;
  readonly recorder: HistoryRecorder;
  readonly reads: (actor: Actor) => ReadContext;
  readonly stop: () => Promise<void>;
}

/** What pages and streams show: the store joined with what the database knows, kept up to date from both. */
async function openPicture(
  base: Base,
  { registered, probed }: Pick<WorldContext, 'registered' | 'probed'>,
): Promise<OpenPicture> {
  const { settings, db, log, now, store } = base;
  const wiring: { live?: Live } = {};
  const feed = createChangeFeed({
    load: () => latestChanges(db),
    onError: failure(log, 'the changes could not be loaded'),
  });
  const catalog = await watchCatalog({
    db,
    onReload: () => wiring.live?.catalogMoved(),
    onError: failure(log, 'the catalog could not be loaded'),
  });
  const kept = await loadKeptStatuses(db);
  const traffic = watchTraffic({
    sources: settings.config.metrics,
    tokens: settings.metricsTokens,
    now,
    onRead: () => wiring.live?.trafficMoved(),
    onError: (error, address) => log.warn({ err: error, prometheus: address }, 'metrics could not be read'),
  });
  const context = createWorldContext({
    world: store,
    catalog: () => catalog.snapshot(),
    environments: settings.config.environments,
    identityLabels: settings.config.identity.labels,
    changes: feed,
    now,
    registered,
    probed,
    onError: (error, placement) => log.error({ err: error, placement }, 'a placement could not be derived'),
    kept,
    traffic,
  });
  const reads = (actor: Actor): ReadContext => ({ ...context, db, actor });
  const sync = createCatalogSync({
    db,
    index: context.index,
    catalog: () => catalog.snapshot(),
    now,
    onError: failure(log, 'the catalog could not be written'),
  });
  const recorder = createHistoryRecorder({
    db,
    context,
    kept,
    owner: base.instanceId,
    onError: failure(log, 'the history could not be written'),
  });
  const live = createLive({
    context,
    feed,
    readChange: (id, actor) => readChange(reads(actor), id),
    epoch: base.instanceId,
    log,
    onMembers: () => sync.membersMoved(),
    onDerived: (placements) => recorder.derived(placements),
  });
  wiring.live = live;
  traffic.start();
  const unlisten = db.onNotify('changes', (id) => void live.changesMoved(id));
  await feed.refresh();
  return {
    context,
    live,
    recorder,
    reads,
    async stop() {
      unlisten();
      catalog.stop();
      await Promise.all([sync.stop(), recorder.stop(), traffic.stop()]);
    },
  };
}

function failure(log: Log, message: string): (error: unknown) => void {
  return (error) => log.error({ err: error }, message);
}
