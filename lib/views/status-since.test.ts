import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/model';
import { isBeingRead } from './being-read';
import { StatusSince } from './status-since';
import { running, scene } from './testing/scene';
import { NOW, testWorld } from './testing/world';

const YESTERDAY = '2026-03-11T03:14:00.000Z';
const now = new Date(NOW);
const read = { now, beingRead: false };
const reading = { now, beingRead: true };

describe('since when a placement has its status', () => {
  it('is what the objects say, whatever is kept', () => {
    const since = new StatusSince(new Map([['cart', { status: 'Degraded', since: YESTERDAY }]]));
    expect(since.settle('cart', { status: 'Degraded', since: NOW }, read)).toBe(NOW);
  });

  it('is what was kept, where no object says and the status is the same', () => {
    const since = new StatusSince(new Map([['cart', { status: 'Degraded', since: YESTERDAY }]]));
    expect(since.settle('cart', { status: 'Degraded', since: null }, read)).toBe(YESTERDAY);
  });

  it('is when it was seen to change', () => {
    const since = new StatusSince(new Map([['cart', { status: 'Degraded', since: YESTERDAY }]]));
    const later = { now: new Date('2026-03-12T04:00:00Z'), beingRead: false };
    expect(since.settle('cart', { status: 'Healthy', since: null }, read)).toBe(now.toISOString());
    expect(since.settle('cart', { status: 'Healthy', since: null }, later)).toBe(now.toISOString());
  });

  it('is not known where it was never seen with another status', () => {
    const since = new StatusSince();
    expect(since.settle('cart', { status: 'Healthy', since: null }, read)).toBeNull();
    expect(since.settle('cart', { status: 'Healthy', since: null }, read)).toBeNull();
  });

  it('does not change while the cluster is being read', () => {
    const since = new StatusSince(new Map([['cart', { status: 'Degraded', since: YESTERDAY }]]));
    expect(since.settle('cart', { status: 'Unknown', since: null }, reading)).toBeNull();
    expect(since.settle('cart', { status: 'Degraded', since: null }, read)).toBe(YESTERDAY);
  });

  it('is in the view of a placement', () => {
    const { world, context, setNow } = scene();
    const idle = running({ name: 'cart', replicas: 0 });
    world.put('eu', ...running({ name: 'cart' }).all);
    expect(context.views.get('cart~shop~eu@eu/shop')?.summary.health.status).toBe('Healthy');
    setNow('2026-03-12T03:20:00Z');
    world.put('eu', ...idle.all);
    world.take('eu', ...running({ name: 'cart' }).pods);
    expect(context.views.get('cart~shop~eu@eu/shop')?.summary.health).toMatchObject({
      status: 'Idle',
      since: '2026-03-12T03:20:00.000Z',
    });
  });
});

describe('a cluster is being read', () => {
  const cluster = () => {
    const world = testWorld(['eu']);
    const picture = world.store.cluster('eu');
    if (!picture) throw new Error('no cluster');
    const begin = (kind: (typeof KINDS)[number]) =>
      world.writer().setKindState(kind, { state: 'listing', reason: null }, NOW);
    return { world, picture, begin };
  };

  it('until every kind was listed, events for a minute at most', () => {
    const { picture, begin } = cluster();
    expect(isBeingRead(picture, now)).toBe(false);
    begin('Event');
    expect(isBeingRead(picture, now)).toBe(true);
    expect(isBeingRead(picture, new Date('2026-03-12T03:15:01Z'))).toBe(false);
    begin('Pod');
    expect(isBeingRead(picture, new Date('2026-03-12T03:15:01Z'))).toBe(true);
  });

  it('before its first answer, not when it gives none', () => {
    const { world, picture, begin } = cluster();
    for (const kind of KINDS) begin(kind);
    world.writer().setReach({ state: 'connecting', observedAt: null, reason: null }, NOW);
    expect(isBeingRead(picture, now)).toBe(true);
    world.writer().setReach({ state: 'unreachable', observedAt: null, reason: 'No answer.' }, NOW);
    expect(isBeingRead(picture, now)).toBe(false);
  });
});
