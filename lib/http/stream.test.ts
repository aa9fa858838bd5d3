import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WireMessage } from '@/lib/model';
import { createStreams } from '@/lib/runtime/streams';
import { encodeMessages, EventStream, type StreamEnd } from './stream';
import { listen, type Listening } from './testing/listen';
import { readerOf } from './testing/reader';

const KILOBYTE = 'x'.repeat(1000);
const delta = (seq: number, data = '{}'): WireMessage => ({ event: 'delta', id: `e:${seq}`, data });
const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The response of a viewer who reads nothing: it has no connection. */
const unread = (): ServerResponse => new ServerResponse(new IncomingMessage(new Socket()));

async function opened(first: readonly WireMessage[] = [], streams = createStreams()) {
  const ends: StreamEnd[] = [];
  const undo = vi.fn();
  const stream = new EventStream(streams, (why) => ends.push(why));
  await stream.begin((send) => {
    for (const message of first) send(message);
    return Promise.resolve(undo);
  });
  return { stream, ends, undo };
}

let server: Listening | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** The stream as a viewer over HTTP gets it. */
async function viewed(stream: EventStream) {
  server = await listen((_request, response) => stream.sendTo(response));
  const response = await fetch(server.url);
  return { response, reader: readerOf(response) };
}

describe('EventStream', () => {
  it('writes messages as server-sent events', async () => {
    const { stream } = await opened([delta(1, '{"a":1}')]);
    const { response, reader } = await viewed(stream);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
    });
    expect(await reader.until('"a":1}\n\n')).toBe('retry: 1000\n\nevent: delta\nid: e:1\ndata: {"a":1}\n\n');
    stream.send({ event: 'ages', id: null, data: '{}' });
    expect(await reader.until('ages')).toMatch(/event: ages\ndata: \{\}\n\n$/);
  });

  it('writes what comes in one turn once, the same bytes for all who are sent the same', async () => {
    const streams = createStreams();
    const both = [unread(), unread()];
    const writes = both.map((response) => vi.spyOn(response, 'write'));
    const messages = [delta(1), delta(2, '{"b":"é"}')];
    for (const response of both) {
      const { stream } = await opened([], streams);
      stream.sendTo(response);
      for (const message of messages) stream.send(message);
    }
    await endOfTurn();
    const [ours, theirs] = writes.map(({ mock }) => mock.calls.slice(1).map(([bytes]) => bytes as Buffer));
    expect(ours).toEqual([encodeMessages(messages)]);
    expect(theirs?.[0]).toBe(ours?.[0]);
  });

  it('drops a viewer who leaves more than 1 MB unread', async () => {
    const { stream, ends, undo } = await opened();
    const response = unread();
    stream.sendTo(response);
    for (let seq = 1; seq <= 900; seq += 1) stream.send(delta(seq, KILOBYTE));
    await endOfTurn();
    for (let seq = 901; seq <= 1100; seq += 1) stream.send(delta(seq, KILOBYTE));
    await endOfTurn();
    expect(ends).toEqual([]);
    stream.send(delta(1101));
    await endOfTurn();
    expect(ends).toEqual(['dropped']);
    expect(undo).toHaveBeenCalledOnce();
    expect(response.destroyed).toBe(true);
  });

  it('keeps a viewer who reads, whatever the sum', async () => {
    const { stream, ends } = await opened();
    const { reader } = await viewed(stream);
    for (let seq = 1; seq <= 300; seq += 1) {
      stream.send(delta(seq, KILOBYTE.repeat(10)));
      await reader.until(`id: e:${seq}\n`);
    }
    expect(ends).toEqual([]);
  });

  it('does not count a large first answer against the viewer', async () => {
    const { stream, ends } = await opened(Array.from({ length: 5000 }, (_, seq) => delta(seq, KILOBYTE)));
    const response = unread();
    stream.sendTo(response);
    expect(response.writableLength).toBeGreaterThan(5_000_000);
    stream.send(delta(5001));
    await endOfTurn();
    stream.send(delta(5002));
    await endOfTurn();
    expect(ends).toEqual([]);
  });

  it('ends after what was sent when it is closed, once', async () => {
    const { stream, ends, undo } = await opened();
    const { reader } = await viewed(stream);
    stream.send(delta(1));
    stream.close();
    stream.close();
    stream.send(delta(2));
    expect(await reader.rest()).toBe('retry: 1000\n\nevent: delta\nid: e:1\ndata: {}\n\n');
    expect(ends).toEqual(['closed']);
    expect(undo).toHaveBeenCalledOnce();
  });

  it('is over for HEAD with its head, also where the head waits for its turn', async () => {
    const { stream, ends } = await opened([delta(1)]);
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'HEAD' });
    const response = new ServerResponse(request);
    const failed = vi.fn();
    response.on('error', failed);
    stream.sendTo(response);
    stream.send(delta(2));
    await endOfTurn();
    expect([ends, response.writableEnded]).toEqual([['closed'], true]);
    expect(failed).not.toHaveBeenCalled();
  });

  it('ends when the viewer leaves', async () => {
    const { stream, ends, undo } = await opened();
    const { reader } = await viewed(stream);
    await reader.leave();
    await vi.waitFor(() => expect(ends).toEqual(['viewer-left']));
    expect(undo).toHaveBeenCalledOnce();
  });

  it('undoes a subscription that came after the end', async () => {
    const undo = vi.fn();
    const stream = new EventStream(createStreams(), () => undefined);
    const begun = stream.begin(() => Promise.resolve(undo));
    stream.close();
    await begun;
    expect(undo).toHaveBeenCalledOnce();
  });
});
