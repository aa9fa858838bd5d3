import { describe, expect, it } from 'vitest';
import type { Topic } from '@/lib/model';
import { VIEWS, type View } from '@/lib/views';
import { AGGREGATE, AT_ONCE } from '@/lib/views/view';
import { running } from '@/lib/views/testing/scene';
import { actor, stage } from './testing/stage';

/** The number of ready pods of each namespace: all code that a new view needs. */
const toy: View = {
  name: 'toy',
  topics: ['toy'],
  detail: null,
  cadence: { ...AT_ONCE, everyMs: 40 },
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open(_, { index, views, scope }) {
    const podsIn = (wanted: string): number =>
      [...index.allPlacements()]
        .filter((placement) => placement.namespace === wanted && scope.sees(placement))
        .reduce((sum, { id }) => sum + (views.get(id)?.summary.ready ?? 0), 0);
    return {
      all: () => new Set([...index.allPlacements()].map(({ namespace }) => namespace)),
      *touched({ derived }) {
        for (const id of derived.get('placements') ?? []) yield id.split('/').at(-1) ?? '';
      },
      derive(namespaces) {
        const counted = [...namespaces].map((id) => ({ id, pods: podsIn(id) }));
        const upserts = new Map(counted.filter(({ pods }) => pods > 0).map((row) => [row.id, row]));
        const deletes = counted.filter(({ pods }) => pods === 0).map(({ id }) => id);
        return { rows: [{ topic: 'toy', upserts, deletes }], validUntil: null };
      },
    };
  },
};

const TOY = 'toy' as Topic;
const ADA = actor('user:ada');

function setup() {
  const made = stage({ views: [...VIEWS, toy] });
  const page = () => made.live.page(TOY as 'services', ADA);
  return { ...made, page };
}

describe('a view that a test appends to the table', () => {
  it('is live from a change of the store to the message of a stream', async () => {
    const { world, clock, listen, page } = setup();
    world.put('eu', ...running({ name: 'cart', replicas: 2 }).all);
    expect(page().items).toEqual([{ id: 'shop', pods: 2 }]);
    clock.advance(1000);
    const { messages } = await listen([TOY], ADA);
    expect(messages.splice(0)).toMatchObject([{ event: 'snapshot' }]);
    world.put('eu', ...running({ name: 'ledger', replicas: 3 }).all);
    clock.advance(100);
    const last = messages.at(-1);
    expect(last).toMatchObject({ event: 'delta' });
    expect(JSON.parse(last?.data ?? '')).toMatchObject({
      topic: 'toy',
      epoch: 'e1',
      upserts: [{ key: 'shop', value: { id: 'shop', pods: 5 } }],
    });
  });

  it('is continued from the ring by a stream that reconnects', async () => {
    const { world, clock, listen, page } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    const { epoch, seq } = page();
    clock.advance(1000);
    world.put('eu', ...running({ name: 'mail', namespace: 'post' }).all);
    clock.advance(1000);
    const { messages } = await listen([TOY], ADA, { epoch, seq });
    expect(messages.map(({ event }) => event)).not.toContain('snapshot');
    expect(messages.map(({ data }) => data).join()).toContain(
      '{"key":"post","value":{"id":"post","pods":1}}',
    );
  });

  it('loses its row when its objects are deleted', async () => {
    const { world, clock, listen, page } = setup();
    const cart = running({ name: 'cart' });
    world.put('eu', ...cart.all);
    page();
    clock.advance(1000);
    const { messages } = await listen([TOY], ADA);
    world.take('eu', ...cart.all);
    clock.advance(1000);
    expect(JSON.parse(messages.at(-1)?.data ?? '')).toMatchObject({ upserts: [], deletes: ['shop'] });
    expect(page().items).toEqual([]);
  });
});
