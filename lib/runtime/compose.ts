import { randomBytes } from 'node:crypto';
import { actionKeys, createChangeRunner, type ActionContext } from '@/lib/actions';
import { createAuth } from '@/lib/auth/auth';
import { createClusters, loadContexts } from '@/lib/cluster';
import { createDb, type Db } from '@/lib/db/client';
import { createDayReadiness } from '@/lib/db/readiness';
import type { Settings } from '@/lib/env';
import { startBackground } from '@/lib/jobs/background';
import { startChangeRecovery } from '@/lib/jobs/changes';
import { createHistoryRecorder, type HistoryRecorder } from '@/lib/jobs/record-history';
import { createCatalogSync } from '@/lib/jobs/sync-catalog';
import { createLive, type Live } from '@/lib/live';
import { EVERYTHING, type Actor, type Clock } from '@/lib/model';
import { scopeOf } from '@/lib/policy';
import { createServiceLookup, type ReadContext } from '@/lib/reads';
import { Picture, ProbeTargets, type Ground } from '@/lib/views';
import { createDiscovered, openRegistry } from '@/lib/registry';
import { createStore, type Store } from '@/lib/store';
import { openGround } from './open-ground';
import { createLog, type Log } from './log';
import { collectProcessMetrics, createRequestMetrics } from './metrics';
import { isRollingOut, publicUrlOf, rulesWithTargets } from './notifications';
import type { Runtime } from './runtime';
import { createStreams } from './streams';

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
 * @throws Error with a message of one line where something that Pilothouse requires is missing.
 */
export async function compose(settings: Settings): Promise<Runtime> {
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
  const unfollowTargets = targets.follow();
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
  const keys = actionKeys(sessionSecret);
  const { live } = picture;
  const context = picture.picture.context(EVERYTHING);
  const runner = createChangeRunner({
    world: store,
    db,
    clusters,
    get environments() {
      return context.environments();
    },
    now,
    log,
    keys,
  });

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
    isRollingOut: isRollingOut(context),
    onError: failure(log, 'a background job failed'),
  });
  const metrics = createRequestMetrics();
  collectProcessMetrics(metrics);
  return {
    ...base,
    startedAt: now(),
    auth: createAuth({ settings, secret: sessionSecret, db, now }),
    clusters,
    registry,
    discovered,
    live,
    streams: createStreams(),
    metrics,
    notificationRules: rulesWithTargets(settings),
    reads: picture.reads,
    registers: (actor) => ({ registry, db, now, actor }),
    logs: (actor) => ({ ...picture.reads(actor), clusters }),
    actions: (actor): ActionContext => ({
      scope: scopeOf(actor),
      world: store,
      db,
      clusters,
      now,
      log,
      keys,
      services: createServiceLookup(picture.reads(actor)),
      environments: context.environments(),
      runner,
      actor,
    }),
    async stop() {
      live.stop();
      discovered.stop();
      unfollowTargets();
      await Promise.all([recovery.stop(), background.stop(), registry.stop()]);
      await Promise.all([picture.stop(), clusters.stop()]);
      await db.close();
    },
  };
}

interface OpenPicture {
  readonly picture: Picture;
  readonly live: Live;
  readonly recorder: HistoryRecorder;
  readonly reads: (actor: Actor) => ReadContext;
  readonly stop: () => Promise<void>;
}

/** What pages and streams show: the store joined with what the database knows, kept up to date from both. */
async function openPicture(
  base: Base,
  reported: Pick<Ground, 'registered' | 'probed'>,
): Promise<OpenPicture> {
  const { settings, db, log, now, store } = base;
  const { ground, kept, stop: stopGround } = await openGround({ ...base, ...reported });
  const picture = new Picture({
    ground,
    identityLabels: settings.config.identity.labels,
    onError: (error, subject) => log.error({ err: error, subject }, 'a placement could not be derived'),
  });
  const context = picture.context(EVERYTHING);
  const dayReadiness = createDayReadiness(db, now);
  const reads = (actor: Actor): ReadContext => ({
    ...picture.context(scopeOf(actor)),
    ...{ db, actor, dayReadiness },
  });
  const sync = createCatalogSync({
    db,
    index: picture.index,
    catalog: context.catalog,
    now,
    onError: failure(log, 'the catalog could not be written'),
  });
  const recorder = createHistoryRecorder({
    db,
    context: { index: picture.index, views: picture.views, world: store, now },
    kept,
    owner: base.instanceId,
    onError: failure(log, 'the history could not be written'),
  });
  const live = createLive({ picture, epoch: base.instanceId, log });
  const unlisten = live.listen('placements', (rows) => {
    recorder.derived(rows);
    sync.placementsDerived();
  });
  return {
    ...{ picture, live, recorder, reads },
    async stop() {
      unlisten();
      await Promise.all([sync.stop(), recorder.stop(), stopGround()]);
    },
  };
}

function failure(log: Log, message: string): (error: unknown) => void {
  return (error) => log.error({ err: error }, message);
}
