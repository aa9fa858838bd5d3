import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Rollout } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { factsOf } from '../testing/facts';
import { fixtureText, loadFixture } from '../testing/load';
import { CELLS_MAX, cellsOf } from './cells';
import { rolloutOf } from './rollout';

const view = {
  cluster: 'prod-eu',
  observedAt: '2026-03-06T07:59:59.000Z',
  now: new Date('2026-03-06T08:00:00Z'),
};
const expected = parse(fixtureText('rollout/rollouts.yaml')) as Record<string, unknown>;
const cases = readdirSync(new URL('../fixtures', import.meta.url)).map((file) => file.replace('.yaml', ''));

function workloadsOf(name: string): readonly WorkloadFacts[] {
  return factsOf(loadFixture(`fixtures/${name}.yaml`), view).workloads;
}

/** A rollout as its table writes it. */
function described(rollout: Rollout | null): unknown {
  if (rollout === null) return null;
  const { blocker, from, to } = rollout;
  return {
    state: rollout.state,
    kubectl: rollout.kubectl,
    sentence: rollout.sentence,
    blocker:
      blocker === null ? null : `${blocker.code} (${blocker.pods}) ${blocker.pod}: ${blocker.sentence}`,
    rule: rollout.receipt.rule,
    revision: rollout.revision,
    images: `${from === null ? 'unknown' : Object.values(from).join()} -> ${Object.values(to).join()}`,
    counts: Object.entries(rollout.counts)
      .map(([name, n]) => `${name} ${n}`)
      .join(', '),
    cells: rollout.cells.join(' '),
    startedAt: rollout.startedAt,
    since: rollout.since,
    deadlineAt: rollout.deadlineAt,
    strategy: rollout.strategy,
    ...(rollout.estimate && { estimate: `${rollout.estimate.at}: ${rollout.estimate.sentence}` }),
    validUntil: rollout.validUntil,
  };
}

describe('the rollout of one workload', () => {
  const single = cases.filter((name) => workloadsOf(name).length === 1);

  it('has an expectation for every fixture of one workload', () => {
    expect(Object.keys(expected).sort()).toEqual([...single].sort());
  });

  it.each(single)('%s', (name) => {
    const [facts] = workloadsOf(name);
    expect(facts === undefined ? undefined : described(rolloutOf(facts, view))).toEqual(expected[name]);
  });
});

describe('its properties', () => {
  const rollouts = cases.flatMap((name) =>
    workloadsOf(name).flatMap((facts) => rolloutOf(facts, view) ?? []),
  );

  it('is Complete exactly when kubectl succeeds, Failed exactly when kubectl reports the deadline', () => {
    for (const { state, kubectl } of rollouts) {
      expect(state === 'Complete').toBe(kubectl === 'success');
      expect(state === 'Failed').toBe(kubectl === 'deadline-exceeded');
    }
    expect(new Set(rollouts.map(({ state }) => state)).size).toBe(5);
  });

  it('names a blocker where it is Stalled, and none where it is Complete', () => {
    for (const { state, blocker } of rollouts) {
      if (state === 'Stalled') expect(blocker).not.toBeNull();
      if (state === 'Complete') expect(blocker).toBeNull();
    }
  });

  it('does not count an old pod as kept that is only on its way out', () => {
    const [facts] = workloadsOf('rollout-undone');
    if (facts?.workload.kind !== 'Deployment') throw new Error('the fixture has no Deployment');
    const { spec, status } = facts.workload;
    const pods = spec.replicas;
    const done = { replicas: pods, updatedReplicas: pods, readyReplicas: pods, availableReplicas: pods };
    const workload = { ...facts.workload, status: { ...status, ...done } };
    const rollout = rolloutOf({ ...facts, workload }, view);
    expect(rollout?.cells).toContain('old');
    expect(rollout?.sentence).toBe('Both pods run 2.0.0.');
  });

  it('gives the blocker its pod, image, the kubelet’s message and a receipt', () => {
    const [facts] = workloadsOf('image-cannot-be-pulled');
    expect(facts === undefined ? null : rolloutOf(facts, view)?.blocker).toEqual({
      code: 'image-pull',
      sentence: '1 pod cannot pull its image registry.example/shop/payments:1.0.0.',
      detail:
        'Failed to pull image "registry.example/shop/payments:1.0.0": rpc error: code = NotFound desc = manifest unknown',
      pods: 1,
      pod: 'payments-rs1-a',
      image: 'registry.example/shop/payments:1.0.0',
      receipt: {
        rule: 'pod.image-pull',
        object: {
          cluster: 'prod-eu',
          kind: 'Pod',
          namespace: 'shop-prod',
          name: 'payments-rs1-a',
          uid: 'uid-payments-rs1-a',
        },
        field: 'status.containerStatuses[payments].state.waiting.reason',
        value: 'ImagePullBackOff',
        cluster: 'prod-eu',
        observedAt: view.observedAt,
      },
    });
  });
});

describe('cells', () => {
  it('are one a pod, new ready ones first', () => {
    expect(cellsOf({ ready: 1, starting: 1, blocked: 1, old: 2 })).toEqual([
      'ready',
      'starting',
      'blocked',
      'old',
      'old',
    ]);
  });

  it('stay within their bound and lose no kind', () => {
    const cells = cellsOf({ ready: 900, starting: 3, blocked: 1, old: 500 });
    expect(cells).toHaveLength(CELLS_MAX);
    expect(new Set(cells)).toEqual(new Set(['ready', 'starting', 'blocked', 'old']));
    expect(cellsOf({ ready: 0, starting: 0, blocked: 0, old: 10_000 })).toHaveLength(CELLS_MAX);
    expect(cellsOf({ ready: 0, starting: 0, blocked: 0, old: 0 })).toEqual([]);
  });
});
