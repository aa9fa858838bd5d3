/**
 * The viewers, in a process of their own: streams of `GET /api/v1/live`, and beside them one bare watch of all pods. Both are read
 * in the same event loop, so that what delays one delays the other.
 */
import { serveParent } from './worker';
import { openViewer, type Viewer, type StreamRequest } from './viewer';
import { openPodWatch, type Arrival, type PodWatch, type WatchRequest } from './pod-watch';

const streams: Viewer[] = [];
let watch: PodWatch | null = null;

/** What arrived since the last call: at the watch, and of each message of the streams at each viewer that got it. */
export interface Arrived {
  readonly watch: readonly Arrival[];
  readonly streams: readonly { readonly services: readonly string[]; readonly at: readonly number[] }[];
}

const OPENED_AT_ONCE = 25;

const handlers = {
  /** Opens so many streams; answers when each of them has the snapshot of every topic. */
  async open({ count, ...request }: StreamRequest & { readonly count: number }) {
    for (let opened = 0; opened < count; opened += OPENED_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPENED_AT_ONCE, count - opened) }, () =>
        openViewer(request),
      );
      streams.push(...(await Promise.all(some)));
    }
    return streams.length;
  },

  /** How many of them are open still. */
  countOpen: () => streams.filter((stream) => stream.isOpen()).length,

  async watch(request: WatchRequest) {
    watch = await openPodWatch(request);
  },

  take(): Arrived {
    const byMessage = new Map<string, { services: readonly string[]; at: number[] }>();
    for (const stream of streams) {
      for (const { message, services, at } of stream.take()) {
        const known = byMessage.get(message);
        if (known) known.at.push(at);
        else byMessage.set(message, { services, at: [at] });
      }
    }
    return { watch: watch?.take() ?? [], streams: [...byMessage.values()] };
  },
};

export type ViewersProcess = typeof handlers;

serveParent(handlers);
