import { AppError, isAppError, type Actor, type Snapshot, type Topic, type WireMessage } from '@/lib/model';
import { scopeOf as policyScopeOf } from '@/lib/policy';
import { agesOf, followGround, VIEWS } from '@/lib/views';
import type { Live, LiveOptions, SubscribeLive } from './contract';
import { Engine } from './engine';
import { Hub, type Channel, type Sink } from './hub';
import type { Outlet } from './outlet';
import { systemTimers } from './timers';

/** Joins the engine, the hub and the viewers. Nothing happens before `start`. */
export function createLive(options: LiveOptions): Live {
  const { picture, log, views = VIEWS, scopeOf = policyScopeOf, timers = systemTimers } = options;
  const hub = new Hub({ epoch: options.epoch });
  const onError = (error: unknown, subject: string): void =>
    log.error({ err: error, subject }, 'a view could not be derived');
  const engine = new Engine({ views, picture, hub, timers, onError });
  const parts: Parts = { hub, engine, scopeOf, onError };
  let unfollow: () => void = () => undefined;

  return {
    hub,
    start() {
      engine.start();
      unfollow = followGround(picture.ground, (move) => engine.take(picture.take(move)));
      engine.take(picture.rebuild());
    },
    stop() {
      unfollow();
      engine.stop();
    },
    page: createPages(parts),
    subscribe: (request, sink) => subscribe(parts, request, sink),
    listen: (topic, listener) => engine.listen(topic, listener),
    ages(actor) {
      const scope = scopeOf(actor);
      const ages = { epoch: hub.epochOf(scope.key), ...agesOf(picture.ground, scope) };
      return { event: 'ages', id: null, data: JSON.stringify(ages) };
    },
  };
}

interface Parts {
  readonly hub: Hub;
  readonly engine: Engine;
  readonly scopeOf: NonNullable<LiveOptions['scopeOf']>;
  readonly onError: (error: unknown, topic: string) => void;
}

/** An opened topic; `error`: why it is empty. Its channel is open all the same, and filled when the thing appears. */
interface Opened {
  readonly outlet: Outlet;
  readonly channel: Channel;
  readonly error: unknown;
}

function createPages({ hub, engine, scopeOf }: Parts): Live['page'] {
  const rowsOf = ({ channel }: Pick<Opened, 'channel'>): Snapshot<unknown> => ({
    ...hub.position(channel.scope),
    items: hub.rows(channel),
  });
  const detailPage = async (outlet: Outlet, topic: Topic): Promise<Snapshot<unknown>> => {
    const opened = await whenReady({ hub, engine }, outlet, topic);
    const rows = rowsOf(opened);
    engine.release(outlet);
    if (opened.error !== null && !isNotFound(opened.error)) throw asError(opened.error);
    return rows;
  };
  const page = (topic: Topic, actor: Actor) => {
    const outlet = engine.acquire(topic, scopeOf(actor));
    if (!outlet) throw new AppError('not-found', `There is no topic "${topic}".`);
    if (outlet.view.detail) return detailPage(outlet, topic);
    engine.settle(outlet);
    engine.release(outlet);
    return rowsOf({ channel: channelOf(outlet, topic) });
  };
  return page as Live['page'];
}

async function subscribe(
  { hub, engine, scopeOf, onError }: Parts,
  { topics, since, fresh = [], actor }: SubscribeLive,
  sink: Sink,
): Promise<() => void> {
  const scope = scopeOf(actor);
  const opened: Opened[] = [];
  const release = (): void => {
    for (const { outlet } of opened) {
      outlet.viewers -= 1;
      engine.release(outlet);
    }
  };
  for (const topic of topics) {
    const outlet = engine.acquire(topic, scope);
    if (!outlet) continue;
    outlet.viewers += 1;
    outlet.source.lane.viewed();
    const one = await whenReady({ hub, engine }, outlet, topic);
    opened.push(one);
    if (one.error === null) continue;
    sink(errorMessage(topic, one.error));
    if (!isAppError(one.error)) onError(one.error, topic);
  }
  const channels = opened.map(({ channel }) => channel);
  const whole = new Set(channels.filter(({ topic }) => (fresh as readonly string[]).includes(topic)));
  const leave = hub.subscribe({ channels, since, fresh: whole }, sink);
  return () => {
    leave();
    release();
  };
}

/** Brings an outlet up to date when it is ready, and returns the error where it has no answer. */
async function whenReady(
  { hub, engine }: Pick<Parts, 'hub' | 'engine'>,
  outlet: Outlet,
  topic: Topic,
): Promise<Opened> {
  const channel = channelOf(outlet, topic);
  const { lane, ready } = outlet.source;
  try {
    if (outlet.view.detail) await ready();
  } catch (error) {
    return { outlet, channel, error };
  }
  if (outlet.isNew || !lane.isAtOnce || outlet.view.detail) engine.settle(outlet);
  outlet.isNew = false;
  const { detail } = outlet.view;
  if (detail === null || hub.rows(channel).length > 0) return { outlet, channel, error: null };
  const id = topic.slice(topic.indexOf(':') + 1);
  return { outlet, channel, error: lane.failure ?? new AppError('not-found', detail.absent(id)) };
}

function channelOf({ channels }: Outlet, topic: Topic): Channel {
  const channel = channels.get(topic.split(':')[0] ?? '');
  if (!channel) throw new AppError('not-found', `There is no topic "${topic}".`);
  return channel;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.code === 'not-found';
}

function errorMessage(topic: Topic, error: unknown): WireMessage {
  const known = isAppError(error);
  const sentence = known ? error.message : 'Pilothouse could not answer this; its log says why.';
  return {
    event: 'error',
    id: null,
    data: JSON.stringify({ topic, code: known ? error.code : 'unexpected', sentence }),
  };
}
