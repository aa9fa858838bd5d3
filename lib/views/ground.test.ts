import { describe, expect, it } from 'vitest';
import type { EnvironmentRule } from '@/lib/model';
import { stage, actor } from '@/lib/live/testing/stage';
import { createGround, followGround } from './ground';
import { createSource } from './source';
import { running } from './testing/scene';
import { NOW, testWorld } from './testing/world';

const policy = { approvals: 0, minReplicas: 0, maxReplicas: 10 };
const rule = (name: string, namespace: string): EnvironmentRule => ({ name, match: [{ namespace }], policy });
const ADA = actor('user:ada');

describe('the ground', () => {
  it('reports every source that changes, and none after unsubscribing', () => {
    const world = testWorld(['eu']);
    const catalog = createSource({ entities: [], placements: [] });
    const environments = createSource<readonly EnvironmentRule[]>([]);
    const moves: string[] = [];
    const ground = createGround({ world: world.store, catalog, environments, now: () => new Date(NOW) });
    const undo = followGround(ground, ({ of }) => moves.push(of));
    catalog.set({ entities: [], placements: [] });
    environments.set([rule('production', 'shop')]);
    world.put('eu', running({ name: 'cart' }).owner);
    expect(moves).toEqual(['catalog', 'environments', 'world']);
    expect([catalog.version, environments.version]).toEqual([1, 1]);
    undo();
    catalog.set({ entities: [], placements: [] });
    world.put('eu', running({ name: 'mail' }).owner);
    expect(moves).toHaveLength(3);
  });
});

describe('environments that are edited at run time', () => {
  it('are followed by every view that shows them', async () => {
    const { live, world, clock, listen, setEnvironments } = stage({
      environments: [rule('staging', 'shop')],
    });
    world.put('eu', ...running({ name: 'cart' }).all);
    const rows = () => [
      live.page('services', ADA).items.map(({ environments }) => environments),
      live.page('rollouts', ADA).items.map(({ environment }) => environment),
      live.page('now', ADA).items.map(({ environments }) => environments.map(({ name }) => name)),
      live.page('topology', ADA).items.map((row) => row.kindOfRow === 'node' && row.environment),
      live
        .page('registry', ADA)
        .items.flatMap((row) => (row.kindOfRow === 'service' ? row.environments : [])),
    ];
    expect(rows()).toEqual([[['staging']], ['staging'], [['staging']], ['staging'], ['staging']]);
    clock.advance(5000);
    const { messages } = await listen(['services', 'now'], ADA);
    messages.length = 0;
    setEnvironments([rule('production', 'shop')]);
    clock.advance(1000);
    expect(messages.map(({ data }) => data).join()).toContain('"environments":["production"]');
    expect(rows()).toEqual([
      [['production']],
      ['production'],
      [['production']],
      ['production'],
      ['production'],
    ]);
  });
});
