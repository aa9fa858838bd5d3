import { describe, expect, it } from 'vitest';
import type { Actor, LogMessage } from '@/lib/model';
import { createStreams } from '@/lib/runtime/streams';
import { sendLogs, sendLogText } from './logs';
import type { PullCall } from './pull';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: 's' };
const LINE: LogMessage = {
  type: 'lines',
  lines: [{ pod: 'a', container: 'main', at: null, text: 'x'.repeat(40_000), cut: false }],
};

/** A viewer of a server that has lines without end. */
function viewing() {
  const streams = createStreams();
  const viewer = new AbortController();
  const call = {
    actor,
    request: { headers: new Headers(), signal: viewer.signal },
    runtime: { streams, auth: { actorOf: () => Promise.resolve(actor) }, log: { error: () => undefined } },
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
  return { streams, viewer, call, endless, made: () => made, over: () => over };
}

describe('the stream of logs', () => {
  it('is server-sent events, never transformed', async () => {
    const { call } = viewing();
    async function* two(): AsyncGenerator<LogMessage> {
      await Promise.resolve();
      yield { type: 'skipped', lines: 3 };
      yield { type: 'end', sentence: 'Over.' };
    }
    const response = await sendLogs(call, two);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-store, no-transform',
    });
    expect(await response.text()).toBe(
      'event: skipped\ndata: {"type":"skipped","lines":3}\n\nevent: end\ndata: {"type":"end","sentence":"Over."}\n\n',
    );
  });

  it('makes no more than is read', async () => {
    const { call, endless, made } = viewing();
    const response = await sendLogs(call, endless);
    const reader = response.body?.getReader();
    await reader?.read();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(made()).toBeLessThan(5);
    await reader?.cancel();
  });

  it('counts until its viewer leaves, by either way, or the process stops', async () => {
    for (const how of ['cancel', 'abort', 'stop'] as const) {
      const { call, endless, streams, viewer, over } = viewing();
      const response = await sendLogs(call, endless);
      const reader = response.body?.getReader();
      await reader?.read();
      expect(streams.open, how).toBe(1);
      if (how === 'cancel') await reader?.cancel();
      if (how === 'abort') viewer.abort();
      if (how === 'stop') streams.closeAll();
      expect(streams.open, how).toBe(0);
      while (how !== 'cancel' && (await reader?.read())?.done === false);
      expect(over(), how).toBe(true);
    }
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
    const response = await sendLogText({ ...call, query }, () => Promise.resolve(text()));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="cart-eu_1_-shop.log"');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('a main - é\n');
  });
});
