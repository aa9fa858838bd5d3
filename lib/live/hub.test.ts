import { describe, expect, it } from 'vitest';
import type { WireMessage } from '@/lib/model';
import { Hub, type Channel } from './hub';

const channel = (topic: string): Channel => ({ topic, scope: 'all' });
const SERVICES = channel('services');

function setup(ring = {}) {
  const hub = new Hub({ epoch: 'one', ring });
  hub.open(SERVICES);
  return hub;
}

function listen(hub: Hub, since: { epoch: string; seq: number } | null, fresh?: ReadonlySet<Channel>) {
  const messages: WireMessage[] = [];
  const stop = hub.subscribe({ channels: [SERVICES], since, fresh }, (message) => messages.push(message));
  return {
    messages,
    stop,
    read: () => messages.map(({ event, data }) => [event, JSON.parse(data) as unknown]),
  };
}

const row = (id: string, value = 1) => new Map([[id, { id, value }]]);

describe('Hub', () => {
  it('sends a snapshot first, then what differs', () => {
    const hub = setup();
    hub.publish(channel('services'), row('cart'));
    const { read } = listen(hub, null);
    hub.publish(channel('services'), row('cart', 2), ['gone']);
    hub.publish(channel('services'), new Map(), ['cart']);
    expect(read()).toEqual([
      ['snapshot', { topic: 'services', epoch: 'one', seq: 1, items: [{ id: 'cart', value: 1 }] }],
      [
        'delta',
        {
          topic: 'services',
          epoch: 'one',
          seq: 2,
          upserts: [{ key: 'cart', value: { id: 'cart', value: 2 } }],
          deletes: [],
        },
      ],
      ['delta', { topic: 'services', epoch: 'one', seq: 3, upserts: [], deletes: ['cart'] }],
    ]);
  });

  it('sends nothing when only the age differs', () => {
    const hub = setup();
    const { messages } = listen(hub, null);
    const seen = (at: string | null, sentence = 'All is "well".') =>
      new Map([['cart', { id: 'cart', observedAt: at, sentence }]]);
    expect(hub.publish(channel('services'), seen('2026-03-12T03:14:00Z'))).toBe(true);
    expect(hub.publish(channel('services'), seen('2026-03-12T03:14:05Z'))).toBe(false);
    expect(hub.publish(channel('services'), seen(null))).toBe(false);
    expect(hub.publish(channel('services'), seen(null, 'x "observedAt":"1"'))).toBe(true);
    expect(hub.publish(channel('services'), seen(null, 'x "observedAt":"2"'))).toBe(true);
    expect(messages).toHaveLength(4);
  });

  it('sends one string to all subscribers', () => {
    const hub = setup();
    const [a, b] = [listen(hub, null), listen(hub, null)];
    hub.publish(channel('services'), row('cart'));
    expect(a.messages[1]).toBe(b.messages[1]);
  });

  it('resumes from a position with the deltas that were missed', () => {
    const hub = setup();
    for (let value = 1; value <= 5; value += 1) hub.publish(channel('services'), row('cart', value));
    const { messages } = listen(hub, { epoch: 'one', seq: 3 });
    expect(messages.map(({ event, id }) => [event, id])).toEqual([
      ['delta', 'one:4'],
      ['delta', 'one:5'],
    ]);
    expect(listen(hub, { epoch: 'one', seq: 5 }).messages).toEqual([]);
  });

  it.each([
    ['another epoch', { epoch: 'two', seq: 5 }],
    ['a position that was never reached', { epoch: 'one', seq: 99 }],
    ['a gap', { epoch: 'one', seq: 1 }],
  ])('sends the whole after %s', (_, since) => {
    const hub = setup({ entriesMax: 2 });
    for (let value = 1; value <= 5; value += 1) hub.publish(channel('services'), row('cart', value));
    expect(listen(hub, since).messages.map(({ event, id }) => [event, id])).toEqual([['snapshot', 'one:5']]);
  });

  it('forgets by size as well as by count', () => {
    const hub = setup({ charsMax: 300 });
    for (let value = 1; value <= 5; value += 1) hub.publish(channel('services'), row('cart', value));
    expect(listen(hub, { epoch: 'one', seq: 1 }).messages[0]?.event).toBe('snapshot');
    expect(listen(hub, { epoch: 'one', seq: 4 }).messages[0]?.event).toBe('delta');
  });

  it('sends a snapshot of a topic that is requested as fresh', () => {
    const hub = setup();
    hub.publish(channel('services'), row('cart'));
    const { messages } = listen(hub, { epoch: 'one', seq: 1 }, new Set([SERVICES]));
    expect(messages.map(({ event }) => event)).toEqual(['snapshot']);
  });

  it('orders what was missed over several topics, snapshots last', () => {
    const hub = setup();
    hub.open(channel('now'));
    hub.open(channel('clusters'));
    hub.publish(channel('services'), row('a'));
    hub.publish(channel('now'), row('b'));
    hub.publish(channel('services'), row('c'));
    const ids: (string | null)[] = [];
    const channels = ['clusters', 'now', 'services'].map(channel);
    hub.subscribe(
      { channels, since: { epoch: 'one', seq: 0 }, fresh: new Set([channel('clusters')]) },
      ({ event, id }) => ids.push(`${event} ${id ?? ''}`),
    );
    expect(ids).toEqual(['delta one:1', 'delta one:2', 'delta one:3', 'snapshot one:3']);
  });

  it('sends a snapshot to a viewer who comes back to a reopened channel', () => {
    const hub = setup();
    hub.publish(channel('services'), row('cart'));
    hub.close(channel('services'));
    hub.open(SERVICES);
    hub.publish(channel('services'), row('cart'));
    expect(listen(hub, { epoch: 'one', seq: 0 }).messages[0]?.event).toBe('snapshot');
  });

  it('leaves no viewer with a row that was deleted while its channel was closed', () => {
    const hub = setup();
    hub.publish(SERVICES, new Map([...row('a'), ...row('b')]));
    const since = hub.position();
    hub.close(SERVICES);
    hub.open(SERVICES);
    hub.publish(SERVICES, row('a'));
    expect(listen(hub, since).read()).toMatchObject([['snapshot', { items: [{ id: 'a' }] }]]);
  });

  it('sends nothing twice to a viewer who joined a reopened channel while it was empty', () => {
    const hub = setup();
    hub.publish(SERVICES, row('a'));
    hub.close(SERVICES);
    hub.open(SERVICES);
    const since = hub.position();
    hub.publish(SERVICES, row('a'));
    expect(listen(hub, since).messages.map(({ event }) => event)).toEqual(['delta']);
  });

  it('stops after unsubscribing', () => {
    const hub = setup();
    const { messages, stop } = listen(hub, null);
    stop();
    hub.publish(channel('services'), row('cart'));
    expect(messages).toHaveLength(1);
  });
});
