import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { Streamed } from '@/lib/api';
import type { Actor, LogMessage } from '@/lib/model';
import { createStreams } from '@/lib/runtime/streams';
import { sendLogs, sendLogText } from './logs';
import type { PullCall } from './pull';
import { listen } from './testing/listen';
import { readerOf } from './testing/reader';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: 's' };
const LINE: LogMessage = {
  type: 'lines',
  lines: [{ pod: 'a', container: 'main', at: null, text: 'x'.repeat(400_000), cut: false }],
};

/** A viewer of a server that never runs out of lines; `beat` advances the time. */
function viewing() {
  let beat = (): void => undefined;
  const streams = createStreams({
    every: (_ms, callback) => {
      beat = callback;
      return () => undefined;
    },
  });
  const actorOf = vi.fn<() => Promise<Actor | null>>(() => Promise.resolve(actor));
  const call = {
    actor,
    call: { headers: new Headers() },
    runtime: { streams, auth: { actorOf }, log: { error: () => undefined } },
  } as unknown as PullCall;
  let made = 0;
  let over = false;
  async function* endless(signal: AbortSignal): AsyncGenerator<LogMessage> {
    try {
      while (!signal.aborted) {
        await Promise.resolve();
        made += 1;
        yield LINE;
      }
    } finally {
      over = true;
    }
  }
  return { streams, call, actorOf, endless, beat: () => beat(), made: () => made, over: () => over };
}

/** The answer as a viewer over HTTP gets it. */
async function viewed(stream: Streamed) {
  const server = await listen((_request, response) => stream.sendTo(response));
  const response = await fetch(server.url);
  return { server, response, reader: readerOf(response) };
}

describe('the stream of logs', () => {
  it('is server-sent events, never transformed', async () => {
    const { call } = viewing();
    async function* two(): AsyncGenerator<LogMessage> {
      await Promise.resolve();
      yield { type: 'skipped', lines: 3 };
      yield { type: 'end', sentence: 'Over.' };
    }
    const { server, response, reader } = await viewed(await sendLogs(call, two));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-store, no-transform',
    });
    expect(await reader.rest()).toBe(
      'event: skipped\ndata: {"type":"skipped","lines":3}\n\nevent: end\ndata: {"type":"end","sentence":"Over."}\n\n',
    );
    await server.close();
  });

  it('makes no more than is read', async () => {
    const { call, endless, made } = viewing();
    const { server, reader } = await viewed(await sendLogs(call, endless));
    await reader.until('event: lines');
    // What the sockets of both sides take is bounded; then it waits, however long.
    const settled = async (): Promise<number> => {
      const before = made();
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return made() === before ? before : settled();
    };
    const count = await settled();
    expect(count).toBeLessThan(200);
    await reader.leave();
    await server.close();
  });

  it('is over for HEAD with its head, and reads nothing', async () => {
    const { call, endless, streams, made, beat } = viewing();
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'HEAD' });
    // It has no connection yet: an answer before it is still to come.
    const response = new ServerResponse(request);
    (await sendLogs(call, endless)).sendTo(response);
    await vi.waitFor(() => expect(response.writableEnded).toBe(true));
    beat();
    expect([streams.open, made()]).toEqual([0, 0]);
  });

  it('shows on each beat that it lives, to a viewer who has read', async () => {
    const { call, beat } = viewing();
    async function* silent(signal: AbortSignal): AsyncGenerator<LogMessage> {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      yield LINE;
    }
    const { server, reader } = await viewed(await sendLogs(call, silent));
    beat();
    expect(await reader.until('beat')).toBe(': beat\n\n');
    await reader.leave();
    await server.close();
  });

  it('counts until its viewer leaves or is signed out, or the process stops', async () => {
    for (const how of ['leave', 'sign out', 'stop'] as const) {
      const { call, endless, streams, actorOf, beat, over } = viewing();
      const { server, reader } = await viewed(await sendLogs(call, endless));
      await reader.until('event: lines');
      expect(streams.open, how).toBe(1);
      if (how === 'leave') await reader.leave();
      if (how === 'stop') streams.closeAll();
      if (how === 'sign out') {
        actorOf.mockResolvedValue(null);
        for (let count = 0; count < 6; count += 1) beat();
      }
      await vi.waitFor(() => expect(streams.open, how).toBe(0));
      await vi.waitFor(() => expect(over(), how).toBe(true));
      await server.close();
    }
  });

  it('breaks off where the lines fail, so that the viewer sees that it is not whole', async () => {
    const { call, streams } = viewing();
    async function* broken(): AsyncGenerator<LogMessage> {
      yield await Promise.resolve(LINE);
      throw new Error('the cluster is away');
    }
    const { server, reader } = await viewed(await sendLogs(call, broken));
    await expect(reader.rest()).rejects.toThrow();
    expect(streams.open).toBe(0);
    await server.close();
  });

  it('counts nothing where it could not be opened', async () => {
    const { call, streams } = viewing();
    const fail = (): Promise<AsyncGenerator<string>> => Promise.reject(new Error('refused'));
    await expect(sendLogText({ ...call, query: {} }, fail)).rejects.toThrow('refused');
    expect(streams.open).toBe(0);
  });
});

describe('the download', () => {
  it('is a text file with a name that needs no quoting', async () => {
    const { call } = viewing();
    async function* text(): AsyncGenerator<string> {
      await Promise.resolve();
      yield 'a main - é\n';
    }
    const query = { service: 'cart~shop~eu', cluster: 'eu "1"', namespace: 'shop' };
    const { server, response, reader } = await viewed(
      await sendLogText({ ...call, query }, () => Promise.resolve(text())),
    );
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="cart-eu_1_-shop.log"');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await reader.rest()).toBe('a main - é\n');
    await server.close();
  });
});
