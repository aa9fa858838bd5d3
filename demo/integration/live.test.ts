import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyMessage, type Held } from '@/lib/client/apply-message';
import { parseMessage } from '@/lib/client/parse-message';
import { createClusters, loadContexts, type Clusters } from '@/lib/cluster';
import { createLive, type Live } from '@/lib/live';
import {
  EVERYTHING,
  SYSTEM_ACTOR,
  configSchema,
  serviceDetailSchema,
  serviceFromRows,
  serviceSummarySchema,
  type ServiceDetail,
  type ServiceRow,
  type ServiceSummary,
  type WireMessage,
} from '@/lib/model';
import { parseCatalogFile } from '@/lib/projection/catalog-info';
import { readHealth } from '@/lib/reads';
import { createGround, createSource, Picture, type WorldContext } from '@/lib/views';
import { createStore } from '@/lib/store';
import { TEST_START_MS } from '../cluster/testing';
import { SERVICES } from '../company/services';
import { startDemo, type Demo } from '../index';

/** From Harbor's API servers to what a tab receives: reflectors, store, index, derivations and hub, all real. */
let dataDir: string;
let demo: Demo;
let clusters: Clusters;
let live: Live;
const problems: unknown[] = [];
let context: WorldContext;

beforeEach(async () => {
  problems.length = 0;
  dataDir = await mkdtemp(join(tmpdir(), 'harbor-live-'));
  demo = await startDemo({ dataDir, live: false, startMs: TEST_START_MS });
  const config = configSchema.parse(parse(await readFile(demo.configPath, 'utf8')));
  const files = await Promise.all(demo.catalogFiles.map((file) => readFile(file, 'utf8')));
  const catalog = {
    entities: files.flatMap((text) => parseCatalogFile('harbor.yaml', text).entities),
    placements: [],
  };
  const onError = (error: unknown): void => void problems.push(error);
  const now = (): Date => new Date(demo.clusters[0]?.clock.now() ?? TEST_START_MS);
  const store = createStore({ freeze: true, onError });
  const log = { info: () => undefined, warn: () => undefined, error: onError };
  const { contexts } = loadContexts({ kubeconfigPaths: [demo.kubeconfigPath] });
  clusters = createClusters({ contexts, store, config, clock: () => new Date(), log });
  const ground = createGround({
    world: store,
    catalog: createSource(catalog),
    environments: createSource(config.environments),
    now,
  });
  const picture = new Picture({ ground, identityLabels: [], onError });
  context = picture.context(EVERYTHING);
  live = createLive({ picture, epoch: 'test', log });
  live.start();
  clusters.start();
});

afterEach(async () => {
  live.stop();
  await clusters.stop();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
});

type OpenTopic = 'services' | 'service:search';

/** Follows a topic as a tab does, until `fitting` accepts the rows. */
async function received<T>(topic: OpenTopic, fitting: (rows: readonly unknown[]) => T | null): Promise<T> {
  let stop: () => void = () => undefined;
  let held: Held;
  try {
    return await new Promise<T>((resolve, reject) => {
      const take = ({ event, id, data }: WireMessage): void => {
        const message = parseMessage({ event, id: id ?? '', data });
        if (message?.event !== 'delta' && message?.event !== 'snapshot') return;
        const applied = applyMessage(held, message.data);
        if (applied.gap) reject(new Error('the tab cannot go on from what it holds'));
        held = applied.held;
        const found = fitting(held?.items ?? []);
        if (found !== null) resolve(found);
      };
      live
        .subscribe({ topics: [topic], since: null, actor: SYSTEM_ACTOR }, take)
        .then((undo) => (stop = undo), reject);
    });
  } finally {
    stop();
  }
}

const receivedRow = (fits: (row: ServiceSummary) => boolean): Promise<ServiceSummary> =>
  received('services', (rows) => (rows as readonly ServiceSummary[]).find(fits) ?? null);

const receivedService = (fits: (service: ServiceDetail) => boolean): Promise<ServiceDetail> =>
  received('service:search', (rows) => {
    const service = serviceFromRows(rows as readonly ServiceRow[]);
    return service !== null && fits(service) ? service : null;
  });

const settled = ({ name, placements }: ServiceSummary): boolean =>
  name === 'search' &&
  placements.length === 2 &&
  placements.every(({ health }) => health.status === 'Healthy');

describe('the demo, live', () => {
  it('lists Harbor’s services with their catalog, each as the public schema says', async () => {
    await receivedRow(settled);
    const rows = live.page('services', SYSTEM_ACTOR).items;
    for (const row of rows) expect(serviceSummarySchema.parse(row)).toEqual(row);
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(SERVICES.map(({ name }) => name)));
    expect(rows.find(({ name }) => name === 'search')).toMatchObject({
      id: 'search',
      source: 'catalog',
      owner: 'storefront',
      environments: ['production', 'staging'],
      placements: [
        { id: 'search@production-eu/shop', ready: 4, desired: 4, version: '1.64.1' },
        { id: 'search@staging-eu/shop', ready: 2, desired: 2 },
      ],
    });
    expect(readHealth(context, { status: 'Degraded' }).items).toMatchObject([
      { serviceName: 'payments', environment: 'production', ready: 2, desired: 6 },
    ]);
    expect(problems).toEqual([]);
  });

  it('sends a scale to an open page: 2 → 4, with the pods', async () => {
    await receivedRow(settled);
    const staging = demo.clusters.find(({ name }) => name === 'staging-eu');
    const gateway = clusters.gateway('staging-eu');
    const scaled = receivedService(({ placements, pods }) => {
      const placement = placements.find(({ cluster }) => cluster === 'staging-eu');
      const here = pods.filter((pod) => pod.ref.cluster === 'staging-eu' && pod.ready);
      return placement?.ready === 4 && placement.health.status === 'Healthy' && here.length === 4;
    });
    await gateway?.patch({
      target: { cluster: 'staging-eu', namespace: 'shop', kind: 'Deployment', name: 'search' },
      patch: { spec: { replicas: 4 } },
      patchType: 'strategic-merge',
      dryRun: false,
      operationId: 'test',
    });
    staging?.advance(60_000);
    const detail = await scaled;
    expect(serviceDetailSchema.parse(detail)).toEqual(detail);
    expect(detail.workloads.find(({ ref }) => ref.cluster === 'staging-eu')).toMatchObject({
      replicas: 4,
      ready: 4,
    });
    expect(problems).toEqual([]);
  });

  it('says that a cluster whose API server died is not known, and what it was', async () => {
    await receivedRow(settled);
    const lost = receivedRow(
      ({ name, placements }) =>
        name === 'search' &&
        placements.some(({ health, cluster }) => cluster === 'staging-eu' && health.status === 'Unknown'),
    );
    const staging = demo.clusters.find(({ name }) => name === 'staging-eu');
    await staging?.goAway();
    const row = await lost;
    expect(
      row.placements.map(({ cluster, health }) => [cluster, health.status, health.last?.status]),
    ).toEqual([
      ['production-eu', 'Healthy', undefined],
      ['staging-eu', 'Unknown', 'Healthy'],
    ]);
    await staging?.comeBack();
    await receivedRow(settled);
  });
});
