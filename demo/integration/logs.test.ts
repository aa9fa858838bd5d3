import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClusters, loadContexts, type Clusters } from '@/lib/cluster';
import { configSchema, type Actor, type LogLine, type LogMessage, type StoreBatch } from '@/lib/model';
import { openLogText, openLogs, type LogsContext } from '@/lib/reads';
import { createWorldContext } from '@/lib/views';
import { createStore } from '@/lib/store';
import { TEST_START_MS } from '../cluster/testing';
import { startDemo, type Demo } from '../index';

const viewer: Actor = { id: 'user:vic', name: 'Vic', role: 'viewer', groups: [], sessionId: 's' };
const PAYMENTS = { cluster: 'production-eu', namespace: 'payments', kind: 'Deployment', name: 'payments' };

/** From Harbor's API servers to what a viewer of logs receives: reflectors, store, index and pod logs, all real. */
let dataDir: string;
let demo: Demo;
let clusters: Clusters;
let context: LogsContext;
let leave: AbortController;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'harbor-logs-'));
  demo = await startDemo({ dataDir, live: false, startMs: TEST_START_MS });
  const onError = (error: unknown): void => {
    throw error;
  };
  const store = createStore({ freeze: true, onError });
  const { contexts } = loadContexts({ kubeconfigPaths: [demo.kubeconfigPath] });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  clusters = createClusters({
    contexts,
    store,
    config: configSchema.parse({}),
    clock: () => new Date(),
    log,
  });
  const world = createWorldContext({
    world: store,
    identityLabels: [],
    now: () => new Date(demo.clusters[0]?.clock.now() ?? TEST_START_MS),
    onError,
  });
  store.subscribe((batch: StoreBatch) => world.views.invalidate(world.index.apply(batch)));
  context = { ...world, actor: viewer, clusters };
  clusters.start();
  const isRead = (): void => expect(store.cluster('production-eu')?.kindState('Pod').state).toBe('live');
  await vi.waitFor(isRead, { timeout: 30_000 });
});

beforeEach(() => {
  leave = new AbortController();
});
afterEach(() => leave.abort());

afterAll(async () => {
  await clusters.stop();
  await demo.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Reads until something matches; the rest is left for the next call. */
async function until(
  messages: AsyncGenerator<LogMessage>,
  fits: (came: readonly LogMessage[]) => boolean,
): Promise<LogMessage[]> {
  const came: LogMessage[] = [];
  for (;;) {
    const next = await messages.next();
    if (next.done === true) throw new Error(`it ended: ${JSON.stringify(came.slice(-3))}`);
    came.push(next.value);
    if (fits(came)) return came;
  }
}

const linesOf = (messages: readonly LogMessage[]): LogLine[] =>
  messages.flatMap((message) => (message.type === 'lines' ? message.lines : []));

const podsOf = (lines: readonly LogLine[]): Set<string> => new Set(lines.map(({ pod }) => pod));
const latestOf = (lines: readonly LogLine[]): string =>
  lines
    .map(({ at }) => at ?? '')
    .sort()
    .at(-1) ?? '';

describe('logs of the demo', () => {
  it('are followed: what a container writes as time goes on comes, after what it wrote before', async () => {
    const query = { cluster: 'production-eu', namespace: 'shop', kind: 'Deployment', name: 'search' };
    const messages = openLogs(context, { ...query, previous: false, follow: true, tail: 5 })(leave.signal);
    const past = linesOf(await until(messages, (came) => linesOf(came).length === 20));
    expect(podsOf(past).size).toBe(4);
    const last = latestOf(past);
    demo.clusters.find(({ name }) => name === 'production-eu')?.advance(10_000);
    const fresh = linesOf(await until(messages, (came) => podsOf(linesOf(came)).size === 4));
    expect(latestOf(fresh) > last).toBe(true);
    const seen = new Set(past.map(({ pod, at }) => `${pod} ${at ?? ''}`));
    expect(fresh.filter(({ pod, at }) => seen.has(`${pod} ${at ?? ''}`))).toEqual([]);
  });

  it('of a previous run say how a crashing pod of payments ended', async () => {
    const messages = openLogs(context, { ...PAYMENTS, previous: true, follow: false })(leave.signal);
    const came = await until(messages, (all) => all.some(({ type }) => type === 'end'));
    expect(linesOf(came).some(({ text }) => text.includes('garbage collection cannot keep up'))).toBe(true);
    const refused = came.flatMap((message) =>
      message.type === 'source' && message.state === 'refused' ? [message.sentence] : [],
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const sentence of refused) expect(sentence).toMatch(/^previous terminated container .* not found$/);
  });

  it('are downloaded as lines of pod, container, time and text', async () => {
    const query = { cluster: 'production-eu', namespace: 'shop', kind: 'Deployment', name: 'search' };
    let text = '';
    const parts = await openLogText(context, { ...query, previous: false, tail: 3 }, leave.signal);
    for await (const part of parts) text += part;
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    for (const one of lines) expect(one).toMatch(/^search-\S+ search \d{4}-\d\d-\d\dT\S+Z \{"time"/);
  });
});
