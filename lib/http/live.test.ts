import { describe, expect, it, vi } from 'vitest';
import type { Actor, WireMessage } from '@/lib/model';
import { createStreams } from '@/lib/runtime/streams';
import { openLive, type LiveCall } from './live';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: 's' };
const AGES: WireMessage = { event: 'ages', id: null, data: '{}' };

/** A server with nothing to tell but ages; `subscribe` answers when it is let. */
function server() {
  const streams = createStreams();
  const leave = vi.fn();
  let letGo: (leave: () => void) => void = () => undefined;
  const held = new Promise<() => void>((resolve) => {
    letGo = resolve;
  });
  const runtime = {
    streams,
    auth: { actorOf: () => Promise.resolve(actor) },
    log: { debug: () => undefined },
    live: { ages: () => AGES, subscribe: () => held },
  } as unknown as LiveCall['runtime'];
  const open = (signal: AbortSignal): Promise<Response> =>
    openLive({
      actor,
      request: { url: 'http://p/api/v1/live?topics=now', headers: new Headers(), signal },
      runtime,
    });
  return { streams, leave, open, answer: () => letGo(leave) };
}

describe('openLive', () => {
  it('counts a stream until its viewer leaves', async () => {
    const { streams, leave, open, answer } = server();
    const viewer = new AbortController();
    answer();
    const response = await open(viewer.signal);
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(streams.open).toBe(1);
    viewer.abort();
    expect(streams.open).toBe(0);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('keeps nothing for a viewer who left before she was recognised', async () => {
    const { streams, leave, open, answer } = server();
    answer();
    await open(AbortSignal.abort());
    expect(streams.open).toBe(0);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('keeps nothing for a viewer who left while her first answer was made', async () => {
    const { streams, leave, open, answer } = server();
    const viewer = new AbortController();
    const opening = open(viewer.signal);
    viewer.abort();
    answer();
    await opening;
    expect(streams.open).toBe(0);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('ends at once while the process stops', async () => {
    const { streams, leave, open, answer } = server();
    streams.closeAll();
    answer();
    const response = await open(new AbortController().signal);
    expect(await response.text()).toBe('');
    expect(leave).toHaveBeenCalledOnce();
  });
});
