import type { LiveMessage, Topic } from '@/lib/model';
import type { Product } from './product';

/** A message of the stream and when it arrived, by `Date.now()`. */
export type Received = LiveMessage & { readonly at: number };

/** One open `GET /api/v1/live`. */
export interface LiveTap {
  /** Everything received so far. */
  readonly received: readonly Received[];
  /**
   * The first answer of `probe`, asked of each message that was not used up by an earlier call, that is not undefined.
   * Throws when none comes in time or the stream ends.
   */
  next<T>(what: string, probe: (message: Received) => T | undefined, timeoutMs?: number): Promise<T>;
  close(): void;
}

/** Opens the stream with the bootstrap token. Throws unless it answers as an event stream that no one may transform. */
export async function openLive(
  { url, token }: Pick<Product, 'url' | 'token'>,
  topics: readonly Topic[],
): Promise<LiveTap> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/v1/live?topics=${encodeURIComponent(topics.join(','))}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const type = answer.headers.get('content-type') ?? '';
  const cache = answer.headers.get('cache-control') ?? '';
  if (!answer.ok || !type.startsWith('text/event-stream') || !cache.includes('no-transform')) {
    throw new Error(`no event stream but ${answer.status} ${type} ${cache}`);
  }
  const received: Received[] = [];
  const listeners = new Set<() => void>();
  let end: string | null = null;
  void readEvents(answer, (message) => {
    received.push(message);
    for (const listener of [...listeners]) listener();
  })
    .then(
      () => (end = 'the stream ended'),
      (error: unknown) => (end = String(error)),
    )
    .finally(() => {
      for (const listener of [...listeners]) listener();
    });

  let used = 0;
  return {
    received,
    next: (what, probe, timeoutMs = 15_000) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          act();
        };
        const look = (): void => {
          while (used < received.length) {
            const message = received[used];
            used += 1;
            const found = message && probe(message);
            if (found !== undefined) {
              settle(() => resolve(found));
              return;
            }
          }
          if (end !== null) settle(() => reject(new Error(`${what}: ${end}`)));
        };
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${what}: not received within ${timeoutMs} ms`))),
          timeoutMs,
        );
        listeners.add(look);
        look();
      }),
    close: () => abort.abort(),
  };
}

/** Server-sent events (HTML §9.2): blocks between empty lines, `event:` and `data:` lines in them. */
async function readEvents(answer: Response, onMessage: (message: Received) => void): Promise<void> {
  let text = '';
  for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string | undefined =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const [event, data] = [field('event'), field('data')];
      if (event === undefined || data === undefined) continue;
      onMessage({ event, data: JSON.parse(data) as unknown, at: Date.now() } as Received);
    }
  }
}

/** The row with this key in a snapshot or delta of the topic; undefined where the message has none. */
export function rowIn<T>(message: LiveMessage, topic: Topic, wanted: (row: T) => boolean): T | undefined {
  if (message.event === 'snapshot' && message.data.topic === topic) {
    return (message.data.items as readonly T[]).find(wanted);
  }
  if (message.event === 'delta' && message.data.topic === topic) {
    return message.data.upserts.map(({ value }) => value as T).find(wanted);
  }
  return undefined;
}
