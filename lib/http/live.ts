import { parseLiveRequest } from '@/lib/live';
import type { Actor, WireMessage } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import { EventStream } from './stream';

/** The first word and every beat tell the ages of the clusters; a line that is silent for longer is dead. */
const BEAT_MS = 5000;
/** Every sixth beat, 30 s, the session is looked at again. */
const BEATS_A_CHECK = 6;

const HEADERS = {
  'content-type': 'text/event-stream',
  // no-transform: Next would compress every stream apart. X-Accel-Buffering: nginx would hold it back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

const SIGNED_OUT: WireMessage = {
  event: 'error',
  id: null,
  data: JSON.stringify({
    topic: null,
    code: 'unauthenticated',
    sentence: 'Your session has ended: sign in again.',
  }),
};

export interface LiveCall {
  readonly actor: Actor;
  readonly request: { readonly url: string; readonly headers: Headers; readonly signal: AbortSignal };
  readonly runtime: Pick<Runtime, 'live' | 'streams' | 'auth' | 'log'>;
}

/**
 * Answers `GET /api/v1/live`: what the viewer lacks, then everything that comes, until she leaves, does not read, is signed out, or
 * the process stops.
 *
 * @throws AppError `invalid-input` that names the parameter.
 */
export async function openLive({ actor, request, runtime }: LiveCall): Promise<Response> {
  const { live, streams, auth, log } = runtime;
  const wanted = parseLiveRequest(new URL(request.url).searchParams, request.headers.get('last-event-id'));
  const stream = new EventStream((why) => {
    clearInterval(beat);
    leave();
    if (why === 'dropped') streams.countDropped();
    log.debug({ actor: actor.id, why }, 'stream ended');
  });
  let beats = 0;
  const beat = setInterval(() => {
    beats += 1;
    stream.send(live.ages(actor));
    if (beats % BEATS_A_CHECK === 0) void endIfSignedOut();
  }, BEAT_MS);
  let leave = (): void => undefined;
  leave = streams.add(() => stream.close());
  // She may have left while she was recognised: an abort that has been is not told again.
  if (request.signal.aborted) stream.close();
  else request.signal.addEventListener('abort', () => stream.close(), { once: true });

  const endIfSignedOut = async (): Promise<void> => {
    // A database that does not answer ends no one's stream.
    const still = await auth.actorOf(request.headers).catch(() => actor);
    if (still?.id === actor.id) return;
    stream.send(SIGNED_OUT);
    stream.close();
  };

  try {
    await stream.begin((send) => {
      send(live.ages(actor));
      return live.subscribe({ ...wanted, actor }, send);
    });
  } catch (error) {
    stream.close();
    throw error;
  }
  return new Response(stream.body, { headers: HEADERS });
}
