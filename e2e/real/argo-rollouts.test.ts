import { beforeAll, describe, expect, it } from 'vitest';
import { startControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { openRawApi, type RawApi } from '../cluster/raw-api';
import { createApi, type Api } from './api';
import { startProduct } from './product';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const NAMESPACE = 'shop';
const LABELS = { 'app.kubernetes.io/name': 'checkout' };
const ROLLOUTS = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts`;

/** As Argo Rollouts' own definition, without its schema: the API server checks nothing of it. */
const DEFINITION = {
  metadata: { name: 'rollouts.argoproj.io' },
  spec: {
    group: 'argoproj.io',
    scope: 'Namespaced',
    names: { kind: 'Rollout', plural: 'rollouts', singular: 'rollout' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

const image = (version: string): string => `registry.example/shop/checkout:${version}`;
const template = (version: string, hash?: string) => ({
  metadata: { labels: { ...LABELS, ...(hash === undefined ? {} : { 'rollouts-pod-template-hash': hash }) } },
  spec: { containers: [{ name: 'checkout', image: image(version) }] },
});

/** Does the work of Argo Rollouts' controller, which does not run here. Kubernetes' own controllers create the pods from the ReplicaSets. */
async function makeCanary(api: RawApi): Promise<void> {
  const { metadata } = await api.post<{ metadata: { uid: string } }>(ROLLOUTS, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'checkout' },
    spec: {
      replicas: 3,
      selector: { matchLabels: LABELS },
      strategy: { canary: { steps: [{ setWeight: 33 }, { pause: {} }] } },
      template: template('2'),
    },
  });
  const owner = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    name: 'checkout',
    uid: metadata.uid,
    controller: true,
  };
  const sets = [
    { hash: 'stable', revision: '1', version: '1', replicas: 2 },
    { hash: 'canary', revision: '2', version: '2', replicas: 1 },
  ];
  for (const { hash, revision, version, replicas } of sets) {
    await api.post(`/apis/apps/v1/namespaces/${NAMESPACE}/replicasets`, {
      metadata: {
        name: `checkout-${hash}`,
        labels: { ...LABELS, 'rollouts-pod-template-hash': hash },
        annotations: { 'rollout.argoproj.io/revision': revision },
        ownerReferences: [owner],
      },
      spec: {
        replicas,
        selector: { matchLabels: { 'rollouts-pod-template-hash': hash } },
        template: template(version, hash),
      },
    });
  }
}

const COUNTS = { observedGeneration: '1', replicas: 3, readyReplicas: 3, availableReplicas: 3 };

describe.skipIf(skipped !== null)('an Argo Rollout on a real API server', () => {
  let raw: RawApi;
  let api: Api;
  beforeAll(async () => {
    const cluster = await startControlPlane({ name: 'argo' });
    raw = await openRawApi(cluster.kubeconfig);
    await raw.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', DEFINITION);
    await raw.post('/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    await eventually(
      () =>
        raw.get(ROLLOUTS).then(
          () => true,
          () => false,
        ),
      {
        what: 'Rollouts served',
        timeoutMs: 20_000,
      },
    );
    await makeCanary(raw);
    const product = await startProduct({ kubeconfig: cluster.kubeconfig });
    api = createApi(product);
    return async () => {
      raw.close();
      await product.stop().finally(() => cluster.stop());
    };
  });

  const say = (status: object): Promise<unknown> => raw.patch(`${ROLLOUTS}/checkout/status`, { status });
  const placement = async () => (await api.services())[0]?.placements[0];

  it('that waits at a step is a service of its own, Suspended, with its pods and revisions', async () => {
    await say({
      ...COUNTS,
      phase: 'Paused',
      updatedReplicas: 1,
      currentPodHash: 'canary',
      currentStepIndex: 1,
    });
    await eventually(async () => (await placement())?.health.status === 'Suspended', {
      what: 'Suspended',
      timeoutMs: 20_000,
    });
    expect((await placement())?.health.message).toBe(
      'The rollout of checkout is paused at step 2 of 2; all 3 pods are ready.',
    );
    expect(await api.services()).toHaveLength(1);
    const [row] = await api.rollouts();
    expect(row).toMatchObject({
      serviceName: 'checkout',
      state: 'Paused',
      fromVersion: '1',
      toVersion: '2',
      counts: { desired: 3, updated: 1, ready: 1, old: 2 },
    });
    const [service] = await api.services();
    const detail = await api.service(service?.id ?? '');
    expect(detail.revisions.map(({ revision, current, pods }) => [revision, current, pods])).toEqual([
      ['2', true, 1],
      ['1', false, 2],
    ]);
  });

  it('that was aborted is Degraded, in its controller’s words', async () => {
    await say({ phase: 'Degraded', message: 'RolloutAborted: aborted by a person' });
    await eventually(async () => (await placement())?.health.status === 'Degraded', {
      what: 'Degraded',
      timeoutMs: 20_000,
    });
    expect((await placement())?.health).toMatchObject({
      reason: 'rollout.phase',
      message: 'The rollout of checkout failed: RolloutAborted: aborted by a person.',
    });
  });
});
