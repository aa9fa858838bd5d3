import { describe, expect, it, vi } from 'vitest';
import type { WireMessage } from '@/lib/model';
import { encodeMessage, EventStream, type StreamEnd } from './stream';

const KILOBYTE = 'x'.repeat(1000);
const delta = (seq: number, data = '{}'): WireMessage => ({ event: 'delta', id: `e:${seq}`, data });

async function opened(first: readonly WireMessage[] = []) {
  const ends: StreamEnd[] = [];
  const undo = vi.fn();
  let send: (message: WireMessage) => void = () => undefined;
  const stream = new EventStream((why) => ends.push(why));
  await stream.begin((sink) => {
    for (const message of first) sink(message);
    send = sink;
    return Promise.resolve(undo);
  });
  return {
    stream,
    ends,
    undo,
    send: (message: WireMessage) => send(message),
    reader: stream.body.getReader(),
  };
}

async function text(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

describe('EventStream', () => {
  it('writes messages as server-sent events', async () => {
    const { reader, send } = await opened([delta(1, '{"a":1}')]);
    expect(await text(reader)).toBe('retry: 1000\n\nevent: delta\nid: e:1\ndata: {"a":1}\n\n');
    send({ event: 'ages', id: null, data: '{}' });
    expect(await text(reader)).toBe('event: ages\ndata: {}\n\n');
  });

  it('encodes a message once, however many read it', () => {
    const message = delta(1);
    expect(encodeMessage(message)).toBe(encodeMessage(message));
  });

  it('drops a viewer who leaves more than 1 MB unread', async () => {
    const { ends, undo, send, reader } = await opened();
    for (let seq = 1; seq <= 900; seq += 1) send(delta(seq, KILOBYTE));
    expect(ends).toEqual([]);
    for (let seq = 901; seq <= 1100; seq += 1) send(delta(seq, KILOBYTE));
    expect(ends).toEqual(['dropped']);
    expect(undo).toHaveBeenCalledOnce();
    await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('keeps a viewer who reads, whatever the sum', async () => {
    const { ends, send, reader } = await opened();
    for (let seq = 1; seq <= 3000; seq += 1) {
      send(delta(seq, KILOBYTE));
      await reader.read();
    }
    expect(ends).toEqual([]);
  });

  it('does not count a large first answer against her', async () => {
    const { ends, send, reader } = await opened(
      Array.from({ length: 5000 }, (_, seq) => delta(seq, KILOBYTE)),
    );
    expect((await text(reader)).length).toBeGreaterThan(5_000_000);
    send(delta(5001));
    expect(await text(reader)).toContain('id: e:5001');
    expect(ends).toEqual([]);
  });

  it('ends once, when it is closed or the viewer leaves', async () => {
    const closed = await opened();
    closed.stream.close();
    closed.stream.close();
    closed.send(delta(1));
    expect(closed.ends).toEqual(['closed']);
    await closed.reader.read();
    expect(await closed.reader.read()).toMatchObject({ done: true });

    const left = await opened();
    await left.reader.cancel();
    left.stream.close();
    expect(left.ends).toEqual(['viewer-left']);
    expect(left.undo).toHaveBeenCalledOnce();
  });

  it('undoes a subscription that came after the viewer had left', async () => {
    const undo = vi.fn();
    const stream = new EventStream(() => undefined);
    const begun = stream.begin(() => Promise.resolve(undo));
    await stream.body.cancel();
    await begun;
    expect(undo).toHaveBeenCalledOnce();
  });
});
