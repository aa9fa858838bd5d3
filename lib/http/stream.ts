import type { WireMessage } from '@/lib/model';

/** What a viewer may leave unread before she is dropped; the first answer, however large, does not count. */
const UNREAD_BYTES_MAX = 1_000_000;

export type StreamEnd = 'viewer-left' | 'closed' | 'dropped';
export type Subscribe = (send: (message: WireMessage) => void) => Promise<() => void>;

const encoder = new TextEncoder();
// The same message goes to many viewers: it is encoded for the first.
const encoded = new WeakMap<WireMessage, Uint8Array>();

/** A message as it stands on the wire (HTML §9.2, server-sent events). `data` is one line. */
export function encodeMessage(message: WireMessage): Uint8Array {
  const known = encoded.get(message);
  if (known) return known;
  const id = message.id === null ? '' : `id: ${message.id}\n`;
  const bytes = encoder.encode(`event: ${message.event}\n${id}data: ${message.data}\n\n`);
  encoded.set(message, bytes);
  return bytes;
}

/**
 * An event stream that keeps at most 1 MB for a viewer who does not read: then she is dropped, and her browser comes back with
 * its position.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  private unsubscribe: (() => void) | null = null;
  private gathered: Uint8Array[] | null = null;

  /** @param onEnd Called once, whoever ended the stream. */
  constructor(private readonly onEnd: (why: StreamEnd) => void) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.controller = controller),
        cancel: () => void this.end('viewer-left'),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES_MAX }),
    );
  }

  /**
   * Feeds the stream from `subscribe`, which resolves when what was there at the start has been sent. That goes out as one piece,
   * so that a large first answer is no reason to drop a viewer.
   */
  async begin(subscribe: Subscribe): Promise<void> {
    this.gathered = [encoder.encode('retry: 1000\n\n')];
    this.unsubscribe = await subscribe((message) => this.send(message));
    const first = Buffer.concat(this.gathered);
    this.gathered = null;
    if (this.controller === null) this.unsubscribe();
    else this.enqueue(first);
  }

  send(message: WireMessage): void {
    const bytes = encodeMessage(message);
    if (this.gathered) this.gathered.push(bytes);
    else this.enqueue(bytes);
  }

  close(): void {
    this.end('closed')?.close();
  }

  private enqueue(bytes: Uint8Array): void {
    if ((this.controller?.desiredSize ?? 0) > 0) this.controller?.enqueue(bytes);
    // An AbortError, since Next takes every other for a fault of ours.
    else this.end('dropped')?.error(new DOMException('The viewer does not read.', 'AbortError'));
  }

  private end(why: StreamEnd): ReadableStreamDefaultController<Uint8Array> | null {
    const { controller } = this;
    if (controller === null) return null;
    this.controller = null;
    this.unsubscribe?.();
    this.onEnd(why);
    return controller;
  }
}
