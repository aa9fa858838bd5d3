import { KubeFailure } from '../failure';
import type { Frame } from '../frames';
import type { KubeSource, ListPage, WatchFrom } from '../source';

/** One watch that a reflector opened; a test controls it. */
export interface FakeWatch {
  readonly from: WatchFrom;
  send(...events: object[]): void;
  chunk(frames: readonly Frame[]): void;
  end(): void;
  fail(failure: KubeFailure): void;
  readonly closed: () => boolean;
}

export interface FakeSource extends KubeSource {
  /** Answers of the next lists, in order; the last one is repeated. */
  lists: (ListPage | KubeFailure)[];
  /** Failures of the next watches; undefined: accepted. */
  refusals: (KubeFailure | undefined)[];
  readonly asked: string[];
  readonly streams: FakeWatch[];
  latest(): FakeWatch;
}

/** An API server without sockets: it can page, break, refuse and be silent. */
export function createFakeSource(lists: (ListPage | KubeFailure)[]): FakeSource {
  const source: FakeSource = {
    lists,
    refusals: [],
    asked: [],
    streams: [],
    latest() {
      const stream = source.streams.at(-1);
      if (stream === undefined) throw new Error('no watch was opened');
      return stream;
    },
    list(_kind, { next, signal }) {
      source.asked.push(`list ${next}`.trim());
      const answer = source.lists.length > 1 ? source.lists.shift() : source.lists[0];
      if (signal.aborted) return Promise.reject(new KubeFailure('cut'));
      if (answer === undefined || answer instanceof KubeFailure) {
        return Promise.reject(answer ?? new KubeFailure('nothing to list'));
      }
      return Promise.resolve(answer);
    },
    watch(_kind, from) {
      source.asked.push(`watch ${from.resourceVersion}`);
      const refusal = source.refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      const { stream, frames } = openStream(from);
      source.streams.push(stream);
      return Promise.resolve(frames);
    },
  };
  return source;
}

type Item = { chunk: readonly Frame[] } | { failure: KubeFailure } | 'end';

function openStream(from: WatchFrom): { stream: FakeWatch; frames: AsyncIterable<readonly Frame[]> } {
  const items: Item[] = [];
  let wake: () => void = () => undefined;
  let closed = false;
  const push = (item: Item): void => {
    items.push(item);
    wake();
  };
  from.signal.addEventListener('abort', () => push({ failure: new KubeFailure('cut') }));
  async function* read(): AsyncGenerator<readonly Frame[]> {
    try {
      for (;;) {
        const item = items.shift();
        if (item === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (item === 'end') return;
        else if ('failure' in item) throw item.failure;
        else yield item.chunk;
      }
    } finally {
      closed = true;
    }
  }
  const stream: FakeWatch = {
    from,
    send: (...events) => push({ chunk: events.map((value) => ({ value })) }),
    chunk: (frames) => push({ chunk: frames }),
    end: () => push('end'),
    fail: (failure) => push({ failure }),
    closed: () => closed,
  };
  return { stream, frames: read() };
}
