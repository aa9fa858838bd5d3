import type { Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';

/** Every so often a silent stream says that it lives, and the session is looked at again. */
const BEAT_MS = 15_000;

export interface PullCall {
  readonly actor: Actor;
  readonly request: { readonly headers: Headers; readonly signal: AbortSignal };
  readonly runtime: Pick<Runtime, 'streams' | 'auth' | 'log'>;
}

export interface Pulled<T> {
  /** What is sent; ends when the signal aborts. */
  readonly pieces: AsyncGenerator<T>;
  readonly encode: (piece: T) => string;
  /** What a silent stream says; null where nothing may stand between the pieces. */
  readonly beat: string | null;
}

/**
 * A body that is made as it is read: the next piece is asked for when there is room for it. It counts among the open streams and
 * ends when the viewer leaves, is signed out, or the process stops. `begin` gets the signal that tells.
 *
 * @throws what `begin` throws.
 */
export async function pullBody<T>(
  { actor, request, runtime }: PullCall,
  begin: (signal: AbortSignal) => Pulled<T> | Promise<Pulled<T>>,
): Promise<ReadableStream<Uint8Array>> {
  const { streams, auth, log } = runtime;
  const stop = new AbortController();
  let leave = (): void => undefined;
  leave = streams.add(() => stop.abort());
  const onAbort = (): void => stop.abort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) stop.abort();
  stop.signal.addEventListener('abort', () => leave(), { once: true });
  let pulled: Pulled<T>;
  try {
    pulled = await begin(stop.signal);
  } catch (error) {
    stop.abort();
    throw error;
  }
  const endIfSignedOut = async (): Promise<void> => {
    // A database that does not answer ends no one's stream.
    const still = await auth.actorOf(request.headers).catch(() => actor);
    if (still?.id !== actor.id) stop.abort();
  };
  return bodyOf(pulled, {
    stop,
    onBeat: () => void endIfSignedOut(),
    onEnd: (error) => {
      request.signal.removeEventListener('abort', onAbort);
      if (error !== null) log.error({ err: error, actor: actor.id }, 'a stream failed');
    },
  });
}

interface BodyPorts {
  readonly stop: AbortController;
  readonly onBeat: () => void;
  readonly onEnd: (error: unknown) => void;
}

function bodyOf<T>(
  { pieces, encode, beat }: Pulled<T>,
  { stop, onBeat, onEnd }: BodyPorts,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval> | undefined;
  const end = (error: unknown): void => {
    clearInterval(timer);
    stop.abort();
    onEnd(error);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setInterval(() => {
          onBeat();
          if (beat !== null && (controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(beat));
        }, BEAT_MS);
        timer.unref();
      },
      async pull(controller) {
        try {
          const next = await pieces.next();
          if (next.done === true) {
            end(null);
            controller.close();
          } else {
            controller.enqueue(encoder.encode(encode(next.value)));
          }
        } catch (error) {
          end(error);
          // An AbortError, since Next takes every other for a fault of ours.
          controller.error(new DOMException('The stream broke off.', 'AbortError'));
        }
      },
      async cancel() {
        end(null);
        await pieces.return(undefined);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  );
}
