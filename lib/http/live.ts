import type { Streamed } from '@/lib/api';
import { parseLiveRequest } from '@/lib/live';
import type { Actor, WireMessage } from '@/lib/model';
import { scopeOf } from '@/lib/policy';
import type { Runtime } from '@/lib/runtime';
import type { Call } from './call';
import { EventStream } from './stream';

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
  readonly call: Pick<Call, 'query' | 'headers'>;
  readonly runtime: Pick<Runtime, 'live' | 'streams' | 'auth' | 'log'>;
}

/**
 * Opens the stream of `GET /api/v1/live`: what the viewer lacks, then everything that comes, until the viewer leaves, does not read,
 * is signed out, or the process stops. The first message and every beat hold the ages of the clusters.
 *
 * @throws AppError `invalid-input` that names the parameter.
 */
export async function openLive({ actor, call, runtime }: LiveCall): Promise<Streamed> {
  const { live, streams, auth, log } = runtime;
  const wanted = parseLiveRequest(call.query, call.headers.get('last-event-id'));
  const scope = scopeOf(actor).key;
  let leave = (): void => undefined;
  const stream = new EventStream(streams, (why) => {
    leave();
    if (why === 'dropped') streams.countDropped();
    log.debug({ actor: actor.id, why }, 'stream ended');
  });
  const endIfSignedOut = async (): Promise<void> => {
    // While the database does not answer, the stream continues.
    const still = await auth.actorOf(call.headers).catch(() => actor);
    if (still?.id === actor.id) return;
    stream.send(SIGNED_OUT);
    stream.close();
  };
  leave = streams.add({
    close: () => stream.close(),
    beat(shared, isCheck) {
      stream.send(shared.of([scope], () => live.ages(actor)));
      if (isCheck) void endIfSignedOut();
    },
  });
  try {
    await stream.begin((send) => {
      send(live.ages(actor));
      return live.subscribe({ ...wanted, actor }, send);
    });
  } catch (error) {
    stream.close();
    throw error;
  }
  return stream;
}
