import { watchCatalog } from '@/lib/db/catalog';
import type { Db } from '@/lib/db/client';
import { loadKeptStatuses, type KeptStatus } from '@/lib/db/transitions';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import type { Settings } from '@/lib/env';
import { systemAfter } from '@/lib/jobs/after';
import { keepTraffic, trafficQueries } from '@/lib/jobs/traffic';
import { EMPTY_CATALOG, type CatalogSnapshot, type Clock } from '@/lib/model';
import { latestChanges, readChangeSummary, readKeptChange } from '@/lib/reads';
import { SOURCES, watchSources } from '@/lib/sources';
import type { Store } from '@/lib/store';
import { ChangeFeed, createGround, createSource, type Ground } from '@/lib/views';
import type { Log } from './log';

interface GroundOptions extends Pick<Ground, 'registered' | 'probed'> {
  readonly settings: Settings;
  readonly db: Db;
  readonly log: Log;
  readonly now: Clock;
  readonly store: Store;
}

export interface OpenGround {
  readonly ground: Ground;
  /** The last status that is kept of each placement. */
  readonly kept: ReadonlyMap<string, KeptStatus>;
  readonly stop: () => Promise<void>;
}

/** What views are derived from: read once, then kept up to date from the store, the database and the sources outside the clusters. */
export async function openGround(options: GroundOptions): Promise<OpenGround> {
  const { settings, db, log, now, store, registered, probed } = options;
  const catalog = createSource<CatalogSnapshot>(EMPTY_CATALOG);
  const traffic = createSource<readonly TrafficReading[]>([]);
  const feed = new ChangeFeed({
    load: () => latestChanges(db),
    readSummary: (id) => readChangeSummary(db, id),
    readWhole: (id) => readKeptChange(db, id),
    onError: (error) => log.error({ err: error }, 'the changes could not be read'),
  });
  const catalogWatch = await watchCatalog({
    db,
    onReload: (snapshot) => catalog.set(snapshot),
    onError: (error) => log.error({ err: error }, 'the catalog could not be loaded'),
  });
  const kept = await loadKeptStatuses(db);
  const sources = watchSources({
    table: SOURCES,
    settings: {
      config: settings.config,
      tokens: settings.metricsTokens,
      metricQueries: trafficQueries,
    },
    onReading: {
      prometheus: keepTraffic(settings.config.metrics, (readings) => traffic.set(readings)),
    },
    onError: (error, source) => log.warn({ err: error, source }, 'a source could not be read'),
    ...{ now, after: systemAfter, random: Math.random },
  });
  sources.start();
  const unlisten = db.onNotify('changes', (id) => void feed.moved(id));
  await feed.moved(null);
  const ground = createGround({
    world: store,
    ...{ catalog, traffic, registered, probed, now },
    environments: createSource(settings.config.environments),
    changes: feed,
    trafficAges: () => sources.ages('prometheus'),
    kept: createSource(kept),
  });
  return {
    ground,
    kept,
    async stop() {
      unlisten();
      catalogWatch.stop();
      await sources.stop();
    },
  };
}
