import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { Streamed } from '@/lib/api';
import type { Actor, WireMessage } from '@/lib/model';
import { createStreams } from '@/lib/runtime/streams';
import { openLive, type LiveCall } from './live';
import { listen } from './testing/listen';
import { readerOf } from './testing/reader';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: 's' };
const AGES: WireMessage = { event: 'ages', id: null, data: '{}' };

/** A server that sends only ages; `beat` advances the time. */
function scene() {
  let beat = (): void => undefined;
  const streams = createStreams({
    every: (_ms, callback) => {
      beat = callback;
      return () => undefined;
    },
  });
  const leave = vi.fn();
  const ages = vi.fn(() => AGES);
  const actorOf = vi.fn<() => Promise<Actor | null>>(() => Promise.resolve(actor));
  const runtime = {
    streams,
    auth: { actorOf },
    log: { debug: () => undefined },
    live: { ages, subscribe: () => Promise.resolve(leave) },
  } as unknown as LiveCall['runtime'];
  const open = (topics = 'now') =>
    openLive({ actor, call: { query: new URLSearchParams({ topics }), headers: new Headers() }, runtime });
  return { streams, leave, ages, actorOf, beat: () => beat(), open };
}

/** The stream as a viewer over HTTP gets it. */
async function viewed(stream: Streamed) {
  const server = await listen((_request, response) => stream.sendTo(response));
  return { server, reader: readerOf(await fetch(server.url)) };
}

describe('openLive', () => {
  it('counts a stream until its viewer leaves', async () => {
    const { streams, leave, open } = scene();
    const { server, reader } = await viewed(await open());
    await reader.until('event: ages');
    expect(streams.open).toBe(1);
    await reader.leave();
    await vi.waitFor(() => expect(streams.open).toBe(0));
    expect(leave).toHaveBeenCalledOnce();
    await server.close();
  });

  it('keeps nothing for a viewer who left before the first answer was made', async () => {
    const { streams, leave, open } = scene();
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    response.destroy();
    (await open()).sendTo(response);
    expect(streams.open).toBe(0);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('counts nothing where the request is wrong', async () => {
    const { streams, open } = scene();
    await expect(open('nothing')).rejects.toMatchObject({ code: 'invalid-input' });
    expect(streams.open).toBe(0);
  });

  it('sends the ages on each beat, made once for all viewers of one scope', async () => {
    const { ages, beat, open } = scene();
    const { server, reader } = await viewed(await open());
    await open();
    ages.mockClear();
    beat();
    expect(ages).toHaveBeenCalledOnce();
    expect(await reader.until('ages\ndata: {}\n\nevent: ages')).toContain('ages');
    await server.close();
  });

  it('ends a stream whose session has ended, within six beats, and says so', async () => {
    const { streams, actorOf, beat, open } = scene();
    const { server, reader } = await viewed(await open());
    actorOf.mockRejectedValueOnce(new Error('the database is away'));
    for (let count = 0; count < 6; count += 1) beat();
    expect(actorOf).toHaveBeenCalledOnce();
    actorOf.mockResolvedValue(null);
    for (let count = 0; count < 6; count += 1) beat();
    expect(await reader.rest()).toContain('"code":"unauthenticated"');
    expect(streams.open).toBe(0);
    await server.close();
  });

  it('ends at once while the process stops', async () => {
    const { streams, leave, open } = scene();
    streams.closeAll();
    const { server, reader } = await viewed(await open());
    await reader.rest();
    expect(leave).toHaveBeenCalledOnce();
    await server.close();
  });
});
