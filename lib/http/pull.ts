import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Streamed } from '@/lib/api';
import type { Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import type { Call } from './call';

export interface PullCall {
  readonly actor: Actor;
  readonly call: Pick<Call, 'headers'>;
  readonly runtime: Pick<Runtime, 'streams' | 'auth' | 'log'>;
}

export interface Pulled<T> {
  readonly headers: OutgoingHttpHeaders;
  /** What is sent; ends when the signal aborts. */
  readonly pieces: AsyncGenerator<T>;
  readonly encode: (piece: T) => string;
  /** What is written every 5 s to a viewer who reads; null where nothing may come between the pieces. */
  readonly beat: string | null;
}

/**
 * Opens an answer that is produced as the viewer reads it: the next piece is taken only when the connection has room. It counts as an open
 * stream, and ends when the viewer leaves or is signed out, or when the process stops.
 *
 * @param begin Receives a signal that aborts when the answer ends.
 * @throws what `begin` throws.
 */
export async function openPull<T>(
  { actor, call, runtime }: PullCall,
  begin: (signal: AbortSignal) => Pulled<T> | Promise<Pulled<T>>,
): Promise<Streamed> {
  const { streams, auth, log } = runtime;
  const stop = new AbortController();
  const endIfSignedOut = async (): Promise<void> => {
    // While the database does not answer, the stream continues.
    const still = await auth.actorOf(call.headers).catch(() => actor);
    if (still?.id !== actor.id) stop.abort();
  };
  let onBeat = (): void => undefined;
  const leave = streams.add({
    close: () => stop.abort(),
    beat(_shared, isCheck) {
      onBeat();
      if (isCheck) void endIfSignedOut();
    },
  });
  stop.signal.addEventListener('abort', leave, { once: true });
  try {
    const pulled = await begin(stop.signal);
    return {
      sendTo(response) {
        const { beat } = pulled;
        onBeat = () => {
          if (beat !== null && !response.writableNeedDrain) response.write(beat);
        };
        void send(pulled, response, stop).catch((error: unknown) => {
          log.error({ err: error, actor: actor.id }, 'a stream failed');
          // A broken connection shows the caller that the answer is incomplete.
          response.destroy();
        });
      },
    };
  } catch (error) {
    stop.abort();
    throw error;
  }
}

async function send<T>(
  { headers, pieces, encode }: Pulled<T>,
  response: ServerResponse,
  stop: AbortController,
): Promise<void> {
  if (response.destroyed) stop.abort();
  response.once('close', () => stop.abort());
  response.writeHead(200, headers);
  response.flushHeaders();
  if (response.req.method === 'HEAD') {
    stop.abort();
    await pieces.return(undefined);
    response.end();
    return;
  }
  try {
    for await (const piece of pieces) {
      if (stop.signal.aborted) break;
      if (!response.write(encode(piece))) await roomIn(response, stop.signal);
    }
  } finally {
    stop.abort();
  }
  response.end();
}

/** Resolves when the response takes more, or the signal aborts. */
function roomIn(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.on('drain', done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
