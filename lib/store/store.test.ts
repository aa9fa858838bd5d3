import { describe, expect, it, vi } from 'vitest';
import type { StoreBatch } from '@/lib/model';
import { createStore } from './store';
import { event, pod } from './testing/objects';

const T0 = '2026-01-01T00:00:00.000Z';
const T1 = '2026-01-01T00:00:05.000Z';

function opened(options: Parameters<typeof createStore>[0] = {}) {
  const store = createStore({ freeze: true, ...options });
  const writer = store.writer('east', T0);
  const batches: StoreBatch[] = [];
  store.subscribe((batch) => batches.push(batch));
  return { store, writer, batches };
}

describe('the store', () => {
  it('knows a cluster as soon as its writer is created', () => {
    const { store, writer } = opened();
    expect(store.clusters().map((cluster) => cluster.info.name)).toEqual(['east']);
    expect(store.cluster('east')?.reach).toEqual({
      state: 'connecting',
      observedAt: null,
      since: T0,
      reason: null,
    });
    expect(store.cluster('east')?.kindState('Pod')).toMatchObject({ state: 'listing', objects: 0 });
    expect(store.writer('east', T1)).toBe(writer);
    expect(store.cluster('west')).toBeUndefined();
  });

  it('publishes what was added, changed and removed', () => {
    const { writer, batches } = opened();
    const first = pod({ name: 'a', resourceVersion: '1' });
    const second = pod({ name: 'a', resourceVersion: '2' });
    writer.upsert('Pod', first, T0);
    writer.upsert('Pod', second, T0);
    writer.remove('Pod', { namespace: 'shop', name: 'a' }, T0);
    expect(batches.flatMap((batch) => batch.objects)).toEqual([
      { cluster: 'east', kind: 'Pod', before: undefined, after: first },
      { cluster: 'east', kind: 'Pod', before: first, after: second },
      { cluster: 'east', kind: 'Pod', before: second },
    ]);
  });

  it('leaves alone what has the version it holds, and is silent about it', () => {
    const { store, writer, batches } = opened();
    const held = pod({ name: 'a', resourceVersion: '7' });
    writer.replace('Pod', [held], T0);
    batches.length = 0;
    writer.replace('Pod', [pod({ name: 'a', resourceVersion: '7' })], T1);
    writer.upsert('Pod', pod({ name: 'a', resourceVersion: '7' }), T1);
    expect(store.cluster('east')?.get('Pod', 'shop', 'a')).toBe(held);
    expect(store.cluster('east')?.kindState('Pod').observedAt).toBe(T1);
    expect(batches).toEqual([]);
  });

  it('takes a recreated object of the same name and version for another one', () => {
    const { store, writer } = opened();
    writer.upsert('Pod', pod({ name: 'a', uid: 'one' }, { node: 'n1' }), T0);
    writer.upsert('Pod', pod({ name: 'a', uid: 'two' }, { node: 'n1' }), T0);
    const picture = store.cluster('east');
    expect(picture?.byUid('one')).toBeUndefined();
    expect(picture?.byUid('two')).toBeDefined();
    expect(picture?.podsOn('n1')).toHaveLength(1);
  });

  it('diffs a list against what is there, in one batch with the kind', () => {
    const { store, writer, batches } = opened();
    writer.replace('Pod', [pod({ name: 'a' }), pod({ name: 'b' })], T0);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.clusters).toEqual(['east']);
    batches.length = 0;
    writer.replace('Pod', [pod({ name: 'b', resourceVersion: '2' }), pod({ name: 'c' })], T1);
    const names = batches[0]?.objects.map((change) => [
      change.before?.metadata.name,
      change.after?.metadata.name,
    ]);
    expect(names).toEqual([
      ['a', undefined],
      ['b', 'b'],
      [undefined, 'c'],
    ]);
    expect(store.cluster('east')?.kindState('Pod')).toMatchObject({ state: 'live', objects: 2, since: T0 });
  });

  it('moves `since` with the state alone', () => {
    const { store, writer, batches } = opened();
    writer.setReach({ state: 'live', observedAt: T0, reason: null }, T0);
    writer.setReach({ state: 'live', observedAt: T1, reason: null }, T1);
    expect(store.cluster('east')?.reach).toEqual({ state: 'live', observedAt: T1, since: T0, reason: null });
    writer.setReach({ state: 'stale', observedAt: T1, reason: 'No answer.' }, '2026-01-01T00:00:15.000Z');
    expect(store.cluster('east')?.reach.since).toBe('2026-01-01T00:00:15.000Z');
    expect(batches).toHaveLength(3);
    writer.setReach({ state: 'stale', observedAt: T1, reason: 'No answer.' }, '2026-01-01T00:00:20.000Z');
    expect(batches).toHaveLength(3);
  });

  it('keeps the objects of a kind that went stale and counts what it could not read', () => {
    const { store, writer } = opened();
    writer.replace('Pod', [pod({ name: 'a' })], T0);
    writer.setKindState('Pod', { state: 'stale', reason: 'The stream broke.' }, T1);
    writer.quarantine('Pod');
    expect(store.cluster('east')?.kindState('Pod')).toEqual({
      state: 'stale',
      since: T1,
      observedAt: T0,
      objects: 1,
      quarantined: 1,
      reason: 'The stream broke.',
    });
    writer.clear('Pod');
    expect(store.cluster('east')?.count('Pod')).toBe(0);
  });

  it('goes on when a subscriber throws', () => {
    const failures: unknown[] = [];
    const store = createStore({ onError: (error) => failures.push(error) });
    const listener = vi.fn();
    store.subscribe(() => {
      throw new Error('broken reader');
    });
    const undo = store.subscribe(listener);
    const writer = store.writer('east', T0);
    writer.upsert('Pod', pod({ name: 'a' }), T0);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(failures).toEqual([new Error('broken reader'), new Error('broken reader')]);
    undo();
    writer.upsert('Pod', pod({ name: 'b' }), T0);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(store.cluster('east')?.count('Pod')).toBe(2);
  });

  it('drops a cluster with all its objects and is silent about it afterwards', () => {
    const { store, writer, batches } = opened();
    writer.upsert('Pod', pod({ name: 'a' }), T0);
    writer.drop();
    expect(store.clusters()).toEqual([]);
    expect(batches.at(-1)).toMatchObject({ clusters: ['east'], objects: [{ kind: 'Pod' }] });
    const published = batches.length;
    writer.upsert('Pod', pod({ name: 'b' }), T1);
    expect(batches).toHaveLength(published);
  });

  it('freezes deeply', () => {
    const { store, writer } = opened();
    writer.upsert('Pod', pod({ name: 'a', labels: { app: 'web' } }), T0);
    const labels = store.cluster('east')?.get('Pod', 'shop', 'a')?.metadata.labels as Record<string, string>;
    expect(() => {
      labels.app = 'other';
    }).toThrow(TypeError);
  });
});

describe('events', () => {
  const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

  it('are bounded for each object, and answered newest first', () => {
    const { store, writer, batches } = opened({ eventsPerObjectMax: 2 });
    for (const second of [1, 3, 2]) {
      writer.upsert('Event', event({ name: `e${second}` }, { uid: 'u', lastSeen: at(second) }), T0);
    }
    expect(
      store
        .cluster('east')
        ?.eventsOf('u')
        .map((each) => each.metadata.name),
    ).toEqual(['e3', 'e2']);
    expect(
      batches.at(-1)?.objects.map((change) => [change.before?.metadata.name, change.after?.metadata.name]),
    ).toEqual([
      [undefined, 'e2'],
      ['e1', undefined],
    ]);
  });

  it('are bounded for the cluster: the one that arrived longest ago is dropped', () => {
    const { store, writer } = opened({ eventsPerClusterMax: 2 });
    writer.upsert('Event', event({ name: 'a' }), T0);
    writer.upsert('Event', event({ name: 'b' }), T0);
    writer.upsert('Event', event({ name: 'a', resourceVersion: '2' }), T0);
    writer.upsert('Event', event({ name: 'c' }), T0);
    expect([...(store.cluster('east')?.all('Event') ?? [])].map((each) => each.metadata.name)).toEqual([
      'a',
      'c',
    ]);
  });

  it('of a list are the newest within the bounds', () => {
    const { store, writer } = opened({ eventsPerObjectMax: 2, eventsPerClusterMax: 3 });
    const listed = [4, 1, 3, 2].map((second) =>
      event({ name: `e${second}` }, { uid: 'u', lastSeen: at(second) }),
    );
    const other = [5, 0].map((second) => event({ name: `o${second}` }, { uid: 'o', lastSeen: at(second) }));
    writer.replace('Event', [...listed, ...other], T0);
    const names = [...(store.cluster('east')?.all('Event') ?? [])].map((each) => each.metadata.name);
    expect(names).toEqual(['e3', 'e4', 'o5']);
  });
});
