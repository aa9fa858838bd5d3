import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RolloutState } from '@/lib/model';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane';
import { whyNoCluster } from '../cluster/open-cluster';
import { openRawApi, type RawApi } from '../cluster/raw-api';
import { RandomRollouts, type RandomWorkload } from './random-rollouts';
import { collectionOf, compare, disagreement, meaningOf, type Comparison } from './rollout-status';

const WORKLOADS = 40;
const ROLLOUTS_EACH = 3;
/** The times of the comparisons after each update, in ms after the one before. The last is made only for rollouts that have not ended. */
const LOOKS_MS = [0, 150, 500, 1_500, 5_000] as const;
const NAMESPACE = 'random';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

describe.skipIf(skipped !== null)('kubectl rollout status and our rollout state', () => {
  let cluster: ControlPlane;
  let api: RawApi;
  beforeAll(async () => {
    cluster = await startControlPlane({ name: 'rollouts' });
    api = await openRawApi(cluster.kubeconfig);
    await api.post('/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    return async () => {
      api.close();
      await cluster.stop();
    };
  });

  /** One rollout after the other, each compared several times; an update may come before the previous rollout has ended. */
  async function play(workloads: RandomRollouts): Promise<Comparison[]> {
    const comparisons: Comparison[] = [];
    for (let round = 0; round < ROLLOUTS_EACH; round += 1) {
      const workload = workloads.next();
      await (round === 0 ? create(workload) : update(workload));
      let ends = 0;
      for (const ms of LOOKS_MS) {
        if (ends > 1) break;
        await sleep(ms);
        const look = () => compare({ cluster, api, namespace: NAMESPACE }, workload);
        const comparison = (await look()) ?? (await look());
        if (comparison === null) continue;
        comparisons.push(comparison);
        if (meaningOf(comparison.kubectl).verdict !== 'waiting') ends += 1;
      }
    }
    return comparisons;
  }

  const create = ({ kind, name, spec }: RandomWorkload): Promise<unknown> =>
    api.post(collectionOf(kind, NAMESPACE), { metadata: { name }, spec });
  const update = ({ kind, name, spec }: RandomWorkload): Promise<unknown> =>
    api.patch(`${collectionOf(kind, NAMESPACE)}/${name}`, { spec });

  it(`agree over ${WORKLOADS * ROLLOUTS_EACH} random rollouts, at every moment, in verdict and check`, async () => {
    const played = Array.from({ length: WORKLOADS }, (_, index) => new RandomRollouts(`rollout-${index}`));
    const comparisons = (await inTurns(played, play)).flat();

    const mismatches = comparisons.flatMap((comparison) => {
      const difference = disagreement(comparison);
      return difference === null ? [] : [{ difference, object: JSON.stringify(comparison.object) }];
    });
    expect(mismatches).toEqual([]);

    const states = count(comparisons.map(({ rollout }) => rollout?.state ?? 'none'));
    const rules = count(comparisons.map(({ kubectl }) => meaningOf(kubectl).rule));
    console.log(`${comparisons.length} comparisons: ${JSON.stringify(states)} ${JSON.stringify(rules)}`);
    expect(comparisons.length).toBeGreaterThanOrEqual(200);
    const all: readonly RolloutState[] = ['Complete', 'Progressing', 'Paused', 'Stalled', 'Failed'];
    expect(Object.keys(states)).toEqual(expect.arrayContaining([...all]));
    expect(Object.keys(rules).length).toBeGreaterThanOrEqual(8);
  }, 360_000);
});

/** Several rollouts in parallel, each to its end, because most of the time is spent waiting for pods. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return results;
}

function count(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
