import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS, configSchema, type ClusterPicture } from '@/lib/model';
import { createStore, type Store } from '@/lib/store';
import { createClusters, type Clusters } from './clusters';
import { loadContexts, type ContextSpec } from './contexts';
import { startFakeApi, status, type FakeApi } from './testing/fake-api';
import { createFakeTimers, until, type FakeTimers } from './testing/fake-timers';
import { SILENT_LOG, rawNamespace } from './testing/raw';

const NAMESPACES = '/api/v1/namespaces';

let api: FakeApi;
let store: Store;
let timers: FakeTimers;
let clusters: Clusters | undefined;

beforeEach(async () => {
  api = await startFakeApi();
  store = createStore({ freeze: true });
  timers = createFakeTimers();
});
afterEach(async () => {
  await clusters?.stop();
  clusters = undefined;
  await api.kill();
});

function start(contexts: readonly ContextSpec[], config: unknown = {}): Clusters {
  clusters = createClusters({
    contexts,
    store,
    config: configSchema.parse(config),
    clock: timers.now,
    timers,
    random: () => 0.5,
    log: SILENT_LOG,
  });
  clusters.start();
  return clusters;
}

function east(): ClusterPicture {
  const picture = store.cluster('east');
  if (picture === undefined) throw new Error('there is no cluster of that name');
  return picture;
}

const namesIn = (picture: ClusterPicture) =>
  [...picture.all('Namespace')].map((each) => each.metadata.name).sort();
const isLive = () =>
  east().kindState('Event').state === 'live' && east().kindState('Namespace').state === 'live';
const allWatched = () => until('its namespaces are watched', () => isLive() && api.watches(NAMESPACES) === 1);

describe('a cluster', () => {
  it('is named, identified, listed by pages and watched', async () => {
    api.pageSize = 2;
    api.collections.set(
      NAMESPACES,
      ['a', 'b', 'c'].map((name) => rawNamespace(name, '1')),
    );
    start([api.context()], { clusters: [{ context: 'east', provider: 'metal', region: 'cellar' }] });
    expect(east().reach.state).toBe('connecting');
    await allWatched();
    expect(namesIn(east())).toEqual(['a', 'b', 'c']);
    expect(east().info).toEqual({
      name: 'east',
      uid: 'uid-east',
      server: api.url,
      contexts: ['east'],
      provider: 'metal',
      region: 'cellar',
      version: 'v1.36.3',
    });
    expect(east().reach).toMatchObject({
      state: 'live',
      observedAt: '2026-01-01T00:00:00.000Z',
      reason: null,
    });
  });

  it('takes in a watch whose chunks are split anywhere, and skips a bad frame', async () => {
    start([api.context()]);
    await allWatched();
    const bytes = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: rawNamespace('zoë', '101') })}\n{bad\n`,
    );
    api.send(NAMESPACES, bytes.subarray(0, 40));
    api.send(NAMESPACES, bytes.subarray(40));
    await until('the bad frame is counted', () => east().kindState('Namespace').quarantined === 1);
    expect(namesIn(east())).toEqual(['zoë']);
    const asked = api.requests.filter(({ url }) => url.pathname === NAMESPACES);
    expect(asked.map(({ url }) => url.searchParams.has('watch'))).toEqual([false, true]);
  });

  it('shows a kind that is forbidden and one that is not served, and watches the others', async () => {
    api.handlers.set('GET /api/v1/nodes', status(403, 'nodes is forbidden'));
    api.handlers.set(
      'GET /apis/batch/v1/cronjobs',
      status(404, 'the server could not find the requested resource'),
    );
    start([api.context()]);
    await allWatched();
    expect(east().kindState('Node')).toMatchObject({ state: 'forbidden', reason: 'nodes is forbidden' });
    expect(east().kindState('CronJob').state).toBe('absent');
  });

  it('that is killed is stale within 15 s, keeps its picture, and is fresh within 10 s of its return', async () => {
    api.collections.set(NAMESPACES, [rawNamespace('a', '1')]);
    start([api.context()]);
    await allWatched();
    await timers.advance(5_000);
    await until('a heartbeat was answered', () => east().reach.observedAt === '2026-01-01T00:00:05.000Z');
    await api.kill();
    for (let second = 0; second < 15; second += 1) await pass(1_000);
    expect(east().reach).toMatchObject({ state: 'stale', observedAt: '2026-01-01T00:00:05.000Z' });
    expect(east().reach.reason).toBe(`The API server at ${new URL(api.url).host} refuses connections.`);
    expect(namesIn(east())).toEqual(['a']);
    for (let second = 0; second < 50; second += 1) await pass(1_000);
    expect(east().reach.state).toBe('unreachable');
    await api.revive();
    for (let second = 0; second < 5; second += 1) await pass(1_000);
    expect(east().reach.state).toBe('live');
    await until('its namespaces are watched again', () => isLive() && api.watches(NAMESPACES) === 1);
    api.send(NAMESPACES, `${JSON.stringify({ type: 'ADDED', object: rawNamespace('b', '101') })}\n`);
    await until('what comes is taken in', () => namesIn(east()).length === 2);
  });

  it('that refuses the credentials is unauthorized, and live again when it takes them', async () => {
    for (const path of ['/readyz', '/version', '/api/v1/namespaces/kube-system']) {
      api.handlers.set(`GET ${path}`, status(401, 'Unauthorized'));
    }
    start([api.context()]);
    await until('it is unauthorized', () => east().reach.state === 'unauthorized');
    expect(east().reach).toMatchObject({ observedAt: null, reason: 'Unauthorized' });
    api.handlers.clear();
    await timers.advance(5_000);
    await allWatched();
    expect(east().reach.state).toBe('live');
  });

  it('is unauthorized also where only its objects need credentials', async () => {
    api.handlers.set('GET /api/v1/namespaces/kube-system', status(401, 'Unauthorized'));
    start([api.context()]);
    await until('it is unauthorized', () => east().reach.state === 'unauthorized');
    await pass(5_000, 1);
    expect(east().reach.state).toBe('unauthorized');
    api.handlers.clear();
    await timers.advance(5_000);
    await until('it is live', () => east().reach.state === 'live');
  });

  it('closes its streams and connections when it is stopped', async () => {
    const running = start([api.context()]);
    await allWatched();
    await running.stop();
    await until('every connection is closed', () => api.openSockets() === 0);
    const asked = api.requests.length;
    await timers.advance(600_000);
    expect(api.requests).toHaveLength(asked);
  });
});

describe('several clusters', () => {
  it('do not disturb each other: one is away, one has a context that cannot be used', async () => {
    const away = await startFakeApi('uid-away');
    const awayContext = away.context('away');
    await away.kill();
    const { contexts } = loadContexts({ kubeconfigPaths: ['/nowhere/broken'] });
    start([awayContext, ...contexts, api.context()]);
    await allWatched();
    await pass(5_000, QUIET + 1);
    expect(store.clusters().map(({ info, reach }) => [info.name, reach.state])).toEqual([
      ['away', 'unreachable'],
      ['broken', 'invalid'],
      ['east', 'live'],
    ]);
    expect(store.cluster('broken')?.reach.reason).toBe('The kubeconfig /nowhere/broken does not exist.');
    expect(clusters?.gateway('broken')).toBeUndefined();
    expect(clusters?.gateway('away')).toBeDefined();
  });

  it('that reach one server are one cluster, under the first name, watched once', async () => {
    start([api.context('east'), api.context('same')]);
    await until('they are one', () => store.clusters().length === 1);
    await allWatched();
    expect(east().info.contexts).toEqual(['east', 'same']);
    expect(clusters?.gateway('same')).toBeUndefined();
    expect(clusters?.gateway('east')).toBeDefined();
    await until('everything is watched', () => timers.waiting() === QUIET);
    expect(api.watches('/api/v1/pods')).toBe(1);
  });

  it('have names of their own', () => {
    const named = {
      clusters: [
        { context: 'one', name: 'prod' },
        { context: 'two', name: 'prod' },
      ],
    };
    start([api.context('one'), api.context('two'), api.context('three')], named);
    expect(store.clusters().map(({ info }) => info.name)).toEqual(['prod', 'prod-2', 'three']);
  });
});

/** A heartbeat and a reflector for each kind: when nothing is on its way, each has one timer that waits. */
const QUIET = 1 + KINDS.length;

/** Moves time and waits until everything that it set going over the sockets has ended. */
async function pass(ms: number, quiet = QUIET): Promise<void> {
  await timers.advance(ms);
  await until('nothing is on its way', () => timers.waiting() === quiet);
}
