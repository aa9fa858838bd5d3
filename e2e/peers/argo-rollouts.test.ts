import { beforeAll, describe, expect, it } from 'vitest';
import type { Health, KubectlVerdict, PlacementSummary, RolloutRow } from '@/lib/model';
import { eventually } from '../cluster/eventually';
import { openRawApi, type RawApi } from '../cluster/raw-api';
import { createApi, type Api } from '../real/api';
import { startProduct } from '../real/product';
import { ARGO_ROLLOUTS, startWithController, whyNoController } from './argo-rollouts';

const skipped = whyNoController();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const NAMESPACE = 'shop';
const ROLLOUTS = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts`;
const CHECKOUT = `${ROLLOUTS}/checkout`;
const LABELS = { 'app.kubernetes.io/name': 'checkout' };
const BAD = '3-nopull';

const template = (version: string) => ({
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'checkout', image: `registry.example/shop/checkout:${version}` }] },
});

/** The phase of the Rollout according to its controller. */
interface Said {
  readonly phase?: string;
  readonly message?: string;
  readonly observedGeneration?: string;
  readonly readyReplicas?: number;
  readonly updatedReplicas?: number;
}

/** What `kubectl argo rollouts status` answers in each phase. */
const VERDICT: Readonly<Record<string, KubectlVerdict>> = {
  Healthy: 'success',
  Progressing: 'waiting',
  Paused: 'waiting',
  Degraded: 'deadline-exceeded',
};

interface Moment {
  readonly said: Said;
  readonly placement: PlacementSummary;
  readonly rollout: RolloutRow;
}

describe.skipIf(skipped !== null)(`Argo Rollouts ${ARGO_ROLLOUTS.version}`, () => {
  let raw: RawApi;
  let api: Api;

  beforeAll(async () => {
    const { cluster, stop } = await startWithController();
    raw = await openRawApi(cluster.kubeconfig);
    await raw.post('/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    const product = await startProduct({ kubeconfig: cluster.kubeconfig });
    api = createApi(product);
    return async () => {
      raw.close();
      await product.stop().finally(stop);
    };
  });

  /** The current verdicts of the controller and of Pilothouse. Throws, with both, unless the controller has seen the newest spec and they agree. */
  async function moment(): Promise<Moment> {
    const { metadata, status: said = {} } = await raw.get<{
      metadata: { generation: number };
      status?: Said;
    }>(CHECKOUT);
    const [service] = await api.services();
    const [rollout] = await api.rollouts();
    const placement = service?.placements[0];
    const agrees =
      said.observedGeneration === String(metadata.generation) &&
      rollout?.receipt.value === said.phase &&
      rollout?.kubectl === VERDICT[said.phase ?? ''] &&
      rollout?.counts.updated === (said.updatedReplicas ?? 0) &&
      placement?.ready === (said.readyReplicas ?? 0);
    if (placement === undefined || rollout === undefined || !agrees)
      throw new Error(JSON.stringify({ said, placement, rollout }));
    return { said, placement, rollout };
  }

  /** Waits until the controller is in the phase, we agree with its status, and the service has that health and the rest holds. */
  const until = (phase: string, health: Health, holds: (it: Moment) => boolean): Promise<Moment> =>
    eventually(
      async () => {
        const it = await moment();
        if (it.said.phase === phase && it.placement.health.status === health && holds(it)) return it;
        throw new Error(JSON.stringify(it));
      },
      { what: `${phase} for Argo Rollouts and ${health} for Pilothouse`, timeoutMs: 120_000 },
    );
  const deploy = (version: string) => raw.patch(CHECKOUT, { spec: { template: template(version) } });
  const complete = (version: string) =>
    until(
      'Healthy',
      'Healthy',
      ({ placement, rollout: { state, counts } }) =>
        placement.version === version &&
        placement.rollout === null &&
        state === 'Complete' &&
        counts.old === 0,
    );
  const paused = (version: string, updated: number) =>
    until(
      'Paused',
      'Suspended',
      ({ rollout: { state, toVersion, counts } }) =>
        state === 'Paused' && toVersion === version && counts.ready === updated,
    );
  const failed = () => until('Degraded', 'Degraded', ({ rollout }) => rollout.state === 'Failed');
  /** As `kubectl argo rollouts promote` does. */
  const promote = () => raw.patch(`${CHECKOUT}/status`, { status: { pauseConditions: null } });

  it('makes a first version without its steps: Healthy and Complete', async () => {
    await raw.post(ROLLOUTS, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'checkout' },
      spec: {
        replicas: 3,
        selector: { matchLabels: LABELS },
        strategy: {
          canary: {
            maxSurge: 1,
            maxUnavailable: 0,
            steps: [{ setWeight: 33 }, { pause: {} }, { setWeight: 67 }, { pause: {} }],
          },
        },
        template: template('1'),
      },
    });
    const { placement } = await complete('1');
    expect(placement).toMatchObject({ version: '1', ready: 3, desired: 3 });
  });

  it('waits at the first pause of a canary: Paused, with one new pod and two old', async () => {
    await deploy('2');
    const { placement, rollout, said } = await paused('2', 1);
    expect(said).toMatchObject({ message: 'CanaryPauseStep' });
    expect(rollout).toMatchObject({
      state: 'Paused',
      kubectl: 'waiting',
      fromVersion: '1',
      toVersion: '2',
      counts: { desired: 3, updated: 1, ready: 1, old: 2 },
    });
    expect(placement.health.message).toBe(
      'The rollout of checkout is paused at step 2 of 4; all 3 pods are ready.',
    );
  });

  it('goes on to the next pause when it is promoted, with two new pods and one old', async () => {
    await promote();
    const { placement, rollout } = await paused('2', 2);
    expect(rollout).toMatchObject({ state: 'Paused', counts: { desired: 3, updated: 2, ready: 2, old: 1 } });
    expect(placement.health.message).toBe(
      'The rollout of checkout is paused at step 4 of 4; all 3 pods are ready.',
    );
  });

  it('is Complete at the new version after the last step', async () => {
    await promote();
    const { placement } = await complete('2');
    expect(placement).toMatchObject({ version: '2', ready: 3, desired: 3 });
    const [service] = await api.services();
    const detail = await api.service(service?.id ?? '');
    expect(detail.revisions.map(({ revision, current, pods }) => [revision, current, pods])).toEqual([
      ['2', true, 3],
      ['1', false, 0],
    ]);
  });

  it('is Stalled by an image that cannot be pulled, while its controller still waits', async () => {
    await deploy(BAD);
    const { rollout } = await until('Progressing', 'Degraded', (it) => it.rollout.state === 'Stalled');
    expect(rollout).toMatchObject({
      kubectl: 'waiting',
      fromVersion: '2',
      toVersion: BAD,
      blocker: { code: 'image-pull', pods: 1, image: `registry.example/shop/checkout:${BAD}` },
    });
  });

  it('is Degraded and Failed with that cause when its controller gives up', async () => {
    await raw.patch(CHECKOUT, { spec: { progressDeadlineSeconds: 2 } });
    const { placement, rollout, said } = await failed();
    expect(said.message).toContain('ProgressDeadlineExceeded');
    expect(rollout).toMatchObject({
      kubectl: 'deadline-exceeded',
      counts: { desired: 3, updated: 1, ready: 0, old: 3 },
      blocker: { code: 'image-pull', pods: 1 },
    });
    expect(placement).toMatchObject({ ready: 3, health: { status: 'Degraded' } });
    expect(placement.health.message).toBe(
      `The rollout to ${BAD} failed: 1 pod cannot pull its image; 3 of 3 old pods are still ready.`,
    );
  });

  it('is Complete again when its template is the earlier one', async () => {
    await raw.patch(CHECKOUT, { spec: { progressDeadlineSeconds: 600, template: template('2') } });
    const { placement } = await complete('2');
    expect(placement).toMatchObject({ ready: 3, desired: 3 });
  });
});
