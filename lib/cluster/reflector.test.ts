import { describe, expect, it } from 'vitest';
import { project } from '@/lib/projection';
import { createStore } from '@/lib/store';
import { KubeFailure } from './failure';
import { createGate } from './gate';
import { createReflector } from './reflector';
import type { ListPage } from './source';
import { createFakeSource } from './testing/fake-source';
import { createFakeTimers, settle } from './testing/fake-timers';
import { SILENT_LOG, rawNamespace } from './testing/raw';

const broke = new KubeFailure('The API server at east broke the connection.', { sent: true });
const gone = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } };

function page(names: readonly string[], next = '', resourceVersion = '100'): ListPage {
  return { items: names.map((name) => rawNamespace(name, '1')), resourceVersion, next };
}
const bookmark = (resourceVersion: string) => ({
  type: 'BOOKMARK',
  object: { kind: 'Namespace', metadata: { resourceVersion } },
});

async function reflecting(lists: (ListPage | KubeFailure)[], random = () => 0.5) {
  const timers = createFakeTimers();
  const store = createStore({ freeze: true });
  const writer = store.writer('east', timers.now().toISOString());
  const source = createFakeSource(lists);
  const unauthorized: string[] = [];
  const reflector = createReflector({
    kind: 'Namespace',
    source,
    writer,
    project: (kind, raw) => project(kind, raw),
    gate: createGate(3),
    timers,
    random,
    log: SILENT_LOG,
    onUnauthorized: (sentence) => unauthorized.push(sentence),
  });
  reflector.start();
  await settle();
  const { picture } = writer;
  const names = () => [...picture.all('Namespace')].map((object) => object.metadata.name).sort();
  const state = () => picture.kindState('Namespace');
  return { timers, source, reflector, unauthorized, names, state };
}

describe('a reflector', () => {
  it('lists all pages, then watches from where the list ended, with a time-out of 300 to 600 s', async () => {
    const { source, names, state } = await reflecting([page(['a'], 'more'), page(['b'])]);
    expect(source.asked).toEqual(['list', 'list more', 'watch 100']);
    expect(source.latest().from.timeoutSeconds).toBe(450);
    expect(names()).toEqual(['a', 'b']);
    expect(state()).toMatchObject({ state: 'live', objects: 2, observedAt: '2026-01-01T00:00:00.000Z' });
  });

  it('takes in what comes, changes and goes', async () => {
    const { source, names, state } = await reflecting([page(['a', 'b'])]);
    source
      .latest()
      .send(
        { type: 'ADDED', object: rawNamespace('c', '101') },
        { type: 'MODIFIED', object: rawNamespace('a', '102') },
        { type: 'DELETED', object: rawNamespace('b', '103') },
      );
    await settle();
    expect(names()).toEqual(['a', 'c']);
    expect(state().quarantined).toBe(0);
  });

  it('resumes from the last bookmark, at once, when the server ends the stream', async () => {
    const { source, timers, state } = await reflecting([page(['a'])]);
    source.latest().send(bookmark('200'));
    await timers.advance(70_000);
    source.latest().end();
    await settle();
    expect(source.asked.slice(2)).toEqual(['watch 200']);
    expect(state().observedAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('resumes a stream that broke within its backoff, and is not stale meanwhile', async () => {
    const { source, timers, state } = await reflecting([page(['a'])]);
    source.latest().send({ type: 'ADDED', object: rawNamespace('b', '150') });
    await settle();
    source.latest().fail(broke);
    await settle();
    expect(state().state).toBe('live');
    expect(source.asked).toHaveLength(2);
    await timers.advance(400);
    expect(source.asked.at(-1)).toBe('watch 150');
  });

  it('backs off when it cannot resume, is stale with the reason after 10 s, and live when it can', async () => {
    const refused = new KubeFailure('The API server at east refuses connections.');
    const { source, timers, state, names } = await reflecting([page(['a'])], () => 0.999);
    source.refusals = [refused, refused, refused, refused];
    source.latest().fail(broke);
    const asked = () => source.asked.length - 2;
    for (const [passed, tries] of [
      [790, 0],
      [10, 1],
      [1590, 1],
      [10, 2],
      [3200, 3],
    ] as const) {
      await timers.advance(passed);
      expect(asked()).toBe(tries);
    }
    await timers.advance(4_399);
    expect(state()).toMatchObject({ state: 'live', reason: null });
    await timers.advance(1);
    expect(state()).toMatchObject({ state: 'stale', reason: refused.message });
    expect(names()).toEqual(['a']);
    await timers.advance(2_000);
    expect(asked()).toBe(4);
    await timers.advance(13_000);
    expect(state()).toMatchObject({ state: 'live', reason: null });
  });

  it('lists again after a 410, in the stream or as a status', async () => {
    const { source, timers, names } = await reflecting([page(['a']), page(['b'], '', '300')]);
    source.latest().send(gone);
    await timers.advance(400);
    expect(source.asked.slice(2)).toEqual(['list', 'watch 300']);
    expect(names()).toEqual(['b']);
    source.refusals = [new KubeFailure('Expired', { status: 410, sent: true })];
    source.latest().end();
    await timers.advance(5_000);
    expect(source.asked.slice(4)).toContain('list');
  });

  it('does not flood a server that answers every watch with 410', async () => {
    const { source, timers } = await reflecting([page(['a'])]);
    for (let turn = 0; turn < 100; turn += 1) {
      if (!source.latest().closed()) source.latest().send(gone);
      await timers.advance(100);
    }
    expect(source.asked.filter((each) => each.startsWith('list')).length).toBeLessThan(8);
  });

  it('starts a list over when a continue token expired', async () => {
    const expired = new KubeFailure('Expired', { status: 410, sent: true });
    const { source, names } = await reflecting([
      page(['a'], 'more'),
      expired,
      page(['a'], 'more'),
      page(['b']),
    ]);
    expect(source.asked).toEqual(['list', 'list more', 'list', 'list more', 'watch 100']);
    expect(names()).toEqual(['a', 'b']);
  });

  it('closes a stream that is silent for 75 s and resumes it; a bookmark counts as data', async () => {
    const { source, timers, state } = await reflecting([page(['a'])]);
    const first = source.latest();
    await timers.advance(70_000);
    first.send(bookmark('200'));
    await timers.advance(74_999);
    expect(first.closed()).toBe(false);
    await timers.advance(1);
    expect(first.closed()).toBe(true);
    expect(source.asked.slice(2)).toEqual(['watch 200']);
    expect(state().state).toBe('live');
  });

  it('is stale when the resumed stream is silent too, until it speaks', async () => {
    const { source, timers, state } = await reflecting([page(['a'])]);
    await timers.advance(150_000);
    expect(state()).toMatchObject({
      state: 'stale',
      reason: 'The watch of Namespace objects has sent nothing, not even a bookmark, for 150 s.',
    });
    source.latest().send(bookmark('200'));
    await settle();
    expect(state()).toMatchObject({ state: 'live', reason: null });
  });

  it('is forbidden at a 403 and asks again every 60 s', async () => {
    const forbidden = new KubeFailure('namespaces is forbidden', { status: 403, sent: true });
    const { source, timers, state } = await reflecting([forbidden, page(['a'])]);
    expect(state()).toMatchObject({ state: 'forbidden', reason: 'namespaces is forbidden' });
    await timers.advance(59_999);
    expect(source.asked).toHaveLength(1);
    await timers.advance(1);
    expect(state().state).toBe('live');
  });

  it('is absent at a 404 and asks again every 5 min', async () => {
    const absent = new KubeFailure('not served', { status: 404, sent: true });
    const { source, timers, state } = await reflecting([absent, page(['a'])]);
    expect(state()).toMatchObject({ state: 'absent', reason: 'not served' });
    await timers.advance(299_999);
    expect(source.asked).toHaveLength(1);
    await timers.advance(1);
    expect(state().state).toBe('live');
  });

  it('reports a 401', async () => {
    const { unauthorized, state } = await reflecting([
      new KubeFailure('Unauthorized', { status: 401, sent: true }),
    ]);
    expect(unauthorized).toEqual(['Unauthorized']);
    expect(state()).toMatchObject({ state: 'listing', reason: 'Unauthorized' });
  });

  it('waits as long as the server asks for', async () => {
    const busy = new KubeFailure('too many requests', { status: 429, sent: true, retryAfterMs: 7_000 });
    const { source, timers } = await reflecting([busy, page(['a'])]);
    await timers.advance(6_999);
    expect(source.asked).toHaveLength(1);
    await timers.advance(1);
    expect(source.asked).toHaveLength(3);
  });

  it('counts what is malformed, in a list and in a watch, and goes on', async () => {
    const bad = { metadata: { name: 'bad', resourceVersion: '140' } };
    const listed: ListPage = { items: [bad, rawNamespace('a', '1'), 7], resourceVersion: '100', next: '' };
    const { source, timers, names, state } = await reflecting([listed]);
    expect(names()).toEqual(['a']);
    expect(state().quarantined).toBe(2);
    source
      .latest()
      .chunk([{ bad: 'no JSON' }, { value: { type: 'ADDED', object: bad } }, { value: ['no event'] }]);
    source
      .latest()
      .send({ type: 'ADDED', object: rawNamespace('b', '139') }, { type: 'MODIFIED', object: bad });
    await settle();
    expect(names()).toEqual(['a', 'b']);
    expect(state().quarantined).toBe(6);
    source.latest().fail(broke);
    await timers.advance(400);
    expect(source.asked.at(-1)).toBe('watch 140');
  });

  it('treats a stream that ends immediately as a failure', async () => {
    const { source, timers } = await reflecting([page(['a'])]);
    for (let turn = 0; turn < 50; turn += 1) {
      if (!source.latest().closed()) source.latest().end();
      await timers.advance(100);
    }
    expect(source.asked.length).toBeLessThan(8);
  });

  it('asks again within a second when it is woken, from its backoff or from a stream that may be dead', async () => {
    const refused = new KubeFailure('refused');
    const { source, timers, reflector, state } = await reflecting(
      [refused, refused, refused, refused, page(['a'])],
      () => 0.999,
    );
    await timers.advance(5_600);
    expect(state()).toMatchObject({ state: 'listing', reason: 'refused' });
    expect(source.asked).toHaveLength(4);
    reflector.wake();
    await timers.advance(1_000);
    expect(state().state).toBe('live');
    const stream = source.latest();
    reflector.wake();
    await timers.advance(1_000);
    expect(stream.closed()).toBe(true);
    expect(source.asked.at(-1)).toBe('watch 100');
    expect(source.streams).toHaveLength(2);
  });

  it('closes its stream when it is stopped, and sends no more requests', async () => {
    const { source, timers, reflector } = await reflecting([page(['a'])]);
    await reflector.stop();
    expect(source.latest().closed()).toBe(true);
    await timers.advance(600_000);
    expect(source.asked).toHaveLength(2);
  });
});
