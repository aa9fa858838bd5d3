import { describe, expect, it } from 'vitest';
import type { Snapshot, Topic } from '@/lib/model';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { LiveStream } from './live-stream';
import type { StreamListener } from './stream-ports';

function setup() {
  const clock = manualTimers();
  const rows = new Map<Topic, Snapshot<unknown>>();
  const opened: { url: URL; listener: StreamListener; closed: boolean }[] = [];
  let hidden = false;
  let look = (): void => undefined;
  const session = { ended: false, signIns: 0 };
  const stream = new LiveStream(
    {
      open(url, listener) {
        const connection = { url: new URL(url, 'http://localhost'), listener, closed: false };
        opened.push(connection);
        return { close: () => void (connection.closed = true) };
      },
      after: (ms, callback) => clock.timers.after(ms, callback),
      now: () => clock.nowMs,
      random: () => 0.5,
      signedOut: () => Promise.resolve(session.ended),
      signIn: () => void (session.signIns += 1),
      visibility: {
        hidden: () => hidden,
        subscribe: (listener) => {
          look = listener;
          return () => undefined;
        },
      },
    },
    { get: (topic) => rows.get(topic), set: (topic, held) => void rows.set(topic, held) },
  );
  return {
    clock,
    rows,
    opened,
    stream,
    session,
    hide: (value: boolean) => {
      hidden = value;
      look();
    },
    last: () => {
      const connection = opened.at(-1);
      if (!connection) throw new Error('no stream was opened');
      return connection;
    },
    query: () => Object.fromEntries(opened.at(-1)?.url.searchParams ?? []),
    send: (event: string, seq: number, body: object, epoch = 'one') => {
      const data = JSON.stringify({ topic: 'services', epoch, seq, ...body });
      opened.at(-1)?.listener.message({ event, id: event === 'ages' ? '' : `${epoch}:${seq}`, data });
    },
  };
}

describe('LiveStream', () => {
  it('opens one stream for all topics that mount together, from the oldest position held', () => {
    const { stream, clock, opened, rows, query } = setup();
    rows.set('services', { epoch: 'one', seq: 7, items: [] });
    rows.set('now', { epoch: 'one', seq: 9, items: [] });
    stream.start();
    stream.watch('services');
    stream.watch('now');
    clock.advance(100);
    expect(opened).toHaveLength(1);
    expect(query()).toEqual({ topics: 'now,services', since: 'one:7' });
  });

  it('is paused from the start in a tab that opens behind another', () => {
    const { stream, clock, opened, hide } = setup();
    hide(true);
    stream.start();
    stream.watch('services');
    clock.advance(100);
    expect(opened).toHaveLength(0);
    expect(stream.status.get().state).toBe('paused');
    hide(false);
    clock.advance(100);
    expect(opened).toHaveLength(1);
  });

  it('asks for topics of which it holds nothing, or that lag far behind, as fresh', () => {
    const { stream, clock, rows, query } = setup();
    rows.set('services', { epoch: 'one', seq: 900, items: [] });
    rows.set('clusters', { epoch: 'one', seq: 3, items: [] });
    stream.start();
    for (const topic of ['services', 'clusters', 'rollouts'] as const) stream.watch(topic);
    clock.advance(100);
    expect(query()).toEqual({
      topics: 'clusters,rollouts,services',
      since: 'one:900',
      fresh: 'clusters,rollouts',
    });
  });

  it('continues from the position of the stream, though a topic had no changes', () => {
    const { stream, clock, rows, send, last, query, opened } = setup();
    rows.set('services', { epoch: 'one', seq: 1, items: [] });
    rows.set('now', { epoch: 'one', seq: 1, items: [] });
    stream.start();
    stream.watch('services');
    stream.watch('now');
    clock.advance(100);
    send('delta', 500, { upserts: [], deletes: [] });
    last().listener.error();
    clock.advance(2000);
    expect(opened).toHaveLength(2);
    expect(query()).toEqual({ topics: 'now,services', since: 'one:500' });
  });

  it('applies deltas to the rows', () => {
    const { stream, clock, rows, send } = setup();
    rows.set('services', { epoch: 'one', seq: 1, items: [{ id: 'a' }] });
    stream.start();
    stream.watch('services');
    clock.advance(100);
    send('delta', 2, { upserts: [{ key: 'b', value: { id: 'b' } }], deletes: ['a'] });
    expect(rows.get('services')).toEqual({ epoch: 'one', seq: 2, items: [{ id: 'b' }] });
  });

  it('keeps the rows and asks for a snapshot when a delta does not fit', () => {
    const { stream, clock, rows, send, query, opened } = setup();
    rows.set('services', { epoch: 'one', seq: 1, items: [{ id: 'a' }] });
    stream.start();
    stream.watch('services');
    clock.advance(100);
    send('delta', 2, { upserts: [], deletes: [] }, 'two');
    expect(rows.get('services')?.items).toEqual([{ id: 'a' }]);
    clock.advance(100);
    expect(opened).toHaveLength(2);
    expect(query()).toEqual({ topics: 'services' });
    send('snapshot', 3, { items: [] }, 'two');
    expect(rows.get('services')).toEqual({ epoch: 'two', seq: 3, items: [] });
  });

  it('is closed while the tab is hidden and opens at once when it is visible', () => {
    const { stream, clock, hide, last, opened } = setup();
    stream.start();
    stream.watch('services');
    clock.advance(100);
    hide(true);
    expect(last().closed).toBe(true);
    expect(stream.status.get().state).toBe('paused');
    clock.advance(60_000);
    expect(opened).toHaveLength(1);
    hide(false);
    clock.advance(0);
    expect(opened).toHaveLength(2);
  });

  it('is live, reconnecting, and after several failures offline', () => {
    const { stream, clock, last } = setup();
    stream.start();
    stream.watch('services');
    clock.advance(100);
    expect(stream.status.get().state).toBe('reconnecting');
    last().listener.open();
    expect(stream.status.get().state).toBe('live');
    last().listener.error();
    expect(stream.status.get().state).toBe('reconnecting');
    for (let failure = 0; failure < 3; failure += 1) {
      clock.advance(10_000);
      last().listener.error();
    }
    expect(stream.status.get().state).toBe('offline');
  });

  it('gives up a connection that is silent for 15 s, not one that sends ages', () => {
    const { stream, clock, send, opened, last } = setup();
    stream.start();
    stream.watch('services');
    clock.advance(100);
    for (let beat = 0; beat < 4; beat += 1) {
      clock.advance(5000);
      send('ages', 0, {
        at: '1970-01-01T00:01:00.000Z',
        clusters: { eu: { state: 'live', observedAt: null } },
      });
    }
    expect(last().closed).toBe(false);
    expect(stream.status.get().ages).toEqual({ eu: { state: 'live', observedAt: null } });
    expect(stream.status.get().skewMs).toBe(60_000 - clock.nowMs);
    clock.advance(15_000);
    expect(opened[0]?.closed).toBe(true);
  });

  it('opens another stream when the topics change, once for several changes', () => {
    const { stream, clock, opened, query } = setup();
    stream.start();
    const leave = stream.watch('services');
    stream.watch('now');
    clock.advance(100);
    leave();
    stream.watch('service:cart');
    clock.advance(100);
    expect(opened).toHaveLength(2);
    expect(opened[0]?.closed).toBe(true);
    expect(query()['topics']).toBe('now,service:cart');
  });

  it('stays open when a topic unmounts and mounts again at once', () => {
    const { stream, clock, opened } = setup();
    stream.start();
    const leave = stream.watch('services');
    clock.advance(100);
    leave();
    stream.watch('services');
    clock.advance(100);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.closed).toBe(false);
  });

  it('ignores messages of a newer server and broken ones', () => {
    const { stream, clock, rows, last } = setup();
    stream.start();
    stream.watch('services');
    clock.advance(100);
    last().listener.message({ event: 'snapshot', id: 'one:1', data: '{broken' });
    last().listener.message({ event: 'novelty', id: '', data: '{}' });
    expect(rows.size).toBe(0);
  });

  it('goes to the sign-in page when the stream says that the session has ended', () => {
    const { stream, clock, send, session } = setup();
    stream.start();
    stream.watch('services');
    clock.advance(100);
    send('error', 1, { topic: 'services', code: 'not-found', sentence: 'Gone.' });
    expect(session.signIns).toBe(0);
    send('error', 1, {
      topic: null,
      code: 'unauthenticated',
      sentence: 'Your session has ended: sign in again.',
    });
    expect(session.signIns).toBe(1);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('asks after the session when it is refused twice (ended: %s)', async (ended, signIns) => {
    const { stream, clock, last, session } = setup();
    session.ended = ended;
    stream.start();
    stream.watch('services');
    clock.advance(100);
    last().listener.error();
    clock.advance(20_000);
    last().listener.error();
    await Promise.resolve();
    await Promise.resolve();
    expect(session.signIns).toBe(signIns);
  });
});
