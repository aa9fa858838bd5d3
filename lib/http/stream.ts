import type { ServerResponse } from 'node:http';
import type { WireMessage } from '@/lib/model';
import type { Shared, Streams } from '@/lib/runtime';

/** What a viewer may leave unread before the stream is dropped. The first answer, however large, does not count. */
const UNREAD_BYTES_MAX = 1_000_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  // X-Accel-Buffering: nginx would hold the messages back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  // The end of the connection marks the end of the stream, so that messages need no chunk frames, which would double the writes to the socket.
  connection: 'close',
};

export type StreamEnd = 'viewer-left' | 'closed' | 'dropped';
export type Subscribe = (send: (message: WireMessage) => void) => Promise<() => void>;

/** Messages as they are sent (HTML §9.2, server-sent events). `data` is one line. */
export function encodeMessages(messages: readonly WireMessage[]): Buffer {
  return Buffer.from(messages.map(textOf).join(''));
}

function textOf({ event, id, data }: WireMessage): string {
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}

/**
 * An event stream. It buffers at most 1 MB for a viewer who does not read; then it is dropped, and the browser reconnects with its
 * position. Messages of one turn of the event loop are written together, and encoded once for all streams that send the same ones.
 */
export class EventStream {
  private response: ServerResponse | null = null;
  private unsubscribe: (() => void) | null = null;
  private gathered: WireMessage[] = [];
  private unreadOfFirst = 0;
  private isDue = false;
  private isOver = false;

  /** @param onEnd Called once, whoever ended the stream. */
  constructor(
    private readonly streams: Pick<Streams, 'soon'>,
    private readonly onEnd: (why: StreamEnd) => void,
  ) {}

  /** Feeds the stream from `subscribe`, which resolves when what was there at the start has been sent. */
  async begin(subscribe: Subscribe): Promise<void> {
    const unsubscribe = await subscribe((message) => this.send(message));
    if (this.isOver) unsubscribe();
    else this.unsubscribe = unsubscribe;
  }

  /** Writes the head and what was gathered so far, then everything that is sent. To HEAD: the head alone, and the stream is over. */
  sendTo(response: ServerResponse): void {
    if (response.destroyed) {
      this.end('viewer-left');
      return;
    }
    response.removeHeader('transfer-encoding');
    response.writeHead(200, HEADERS);
    const first = Buffer.concat([Buffer.from('retry: 1000\n\n'), encodeMessages(this.gathered)]);
    this.gathered = [];
    if (this.isOver || response.req.method === 'HEAD') {
      response.end();
      this.end('closed');
      return;
    }
    this.response = response;
    this.unreadOfFirst = first.length;
    response.once('close', () => this.end('viewer-left'));
    response.write(first, () => (this.unreadOfFirst = 0));
  }

  send(message: WireMessage): void {
    if (this.isOver) return;
    this.gathered.push(message);
    if (this.response === null || this.isDue) return;
    this.isDue = true;
    this.streams.soon((shared) => this.write(shared));
  }

  /** Ends the stream after what was sent. */
  close(): void {
    const { response, gathered } = this;
    if (!this.end('closed')) return;
    if (gathered.length > 0) response?.write(encodeMessages(gathered));
    response?.end();
  }

  private write(shared: Shared): void {
    const { response, gathered } = this;
    this.isDue = false;
    if (response === null || this.isOver) return;
    this.gathered = [];
    if (response.writableLength - this.unreadOfFirst <= UNREAD_BYTES_MAX) {
      response.write(shared.of(gathered, () => encodeMessages(gathered)));
      return;
    }
    this.end('dropped');
    response.destroy();
  }

  /** False where it had ended. */
  private end(why: StreamEnd): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    this.gathered = [];
    this.unsubscribe?.();
    this.onEnd(why);
    return true;
  }
}
