import { describe, expect, it } from 'vitest';
import { conditionOf } from './controllers/pods';
import { createTestCluster, deploymentManifest, serviceManifest } from './testing';
import type { DemoCluster } from './cluster';
import type { Deployment, KubeObject, Pod, ReplicaSet } from './types';

const deployment = (cluster: DemoCluster, name = 'cart') => {
  const found = cluster.store.get<Deployment>('deployments', 'shop', name);
  if (!found) throw new Error(`no Deployment ${name}`);
  return found;
};
const sets = (cluster: DemoCluster) => cluster.store.list<ReplicaSet>('replicasets');
const pods = (cluster: DemoCluster) => cluster.store.list<Pod>('pods');
const reasons = (cluster: DemoCluster) => new Set(cluster.store.list('events').map((event) => event.reason));

interface Slice extends KubeObject {
  endpoints: {
    addresses: string[];
    conditions: { ready: boolean; serving: boolean; terminating: boolean };
  }[];
}
const endpoints = (cluster: DemoCluster) =>
  cluster.store.list<Slice>('endpointslices').flatMap((slice) => slice.endpoints);

function running(tag = '1.0.0', spec: Record<string, unknown> = {}) {
  const cluster = createTestCluster();
  cluster.apply(serviceManifest('cart'));
  cluster.apply(deploymentManifest('cart', tag, spec));
  cluster.advance(15_000);
  return cluster;
}

describe('a rollout', () => {
  it('of a good tag completes within seconds, with the real reasons and Events', () => {
    const cluster = running();
    expect(deployment(cluster).status).toMatchObject({
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      observedGeneration: 1,
    });
    expect(conditionOf(deployment(cluster), 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
    expect(conditionOf(deployment(cluster), 'Available')).toMatchObject({
      status: 'True',
      message: 'Deployment has minimum availability.',
    });
    expect([...reasons(cluster)]).toEqual(
      expect.arrayContaining([
        'ScalingReplicaSet',
        'SuccessfulCreate',
        'Scheduled',
        'Pulling',
        'Pulled',
        'Created',
        'Started',
      ]),
    );

    cluster.apply(deploymentManifest('cart', '1.1.0'));
    cluster.advance(30_000);
    expect(
      sets(cluster).map((set) => [
        set.metadata.annotations?.['deployment.kubernetes.io/revision'],
        set.spec.replicas,
      ]),
    ).toEqual([
      ['1', 0],
      ['2', 2],
    ]);
    expect(endpoints(cluster).map(({ conditions }) => conditions.ready)).toEqual([true, true]);
    expect(reasons(cluster)).toContain('Killing');
  });

  it('of a nopull tag leaves the old endpoints ready and exceeds its deadline', () => {
    const cluster = running('1.0.0', { replicas: 4 });
    cluster.apply(deploymentManifest('cart', '1.1.0-nopull', { replicas: 4 }));
    cluster.advance(60_000);
    const waiting = pods(cluster).map((pod) => pod.status?.containerStatuses?.[0]?.state.waiting?.reason);
    expect(waiting).toContain('ImagePullBackOff');
    expect(conditionOf(deployment(cluster), 'Progressing')?.reason).toBe('ReplicaSetUpdated');
    cluster.advance(600_000);
    expect(conditionOf(deployment(cluster), 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    expect(conditionOf(deployment(cluster), 'Progressing')?.message).toMatch(
      /^ReplicaSet "cart-\w+" has timed out progressing\.$/,
    );
    expect(conditionOf(deployment(cluster), 'Available')?.status).toBe('True');
    expect(endpoints(cluster).filter(({ conditions }) => conditions.ready)).toHaveLength(3);
  });

  it('back to an old template uses the old ReplicaSet again', () => {
    const cluster = running();
    cluster.apply(deploymentManifest('cart', '1.1.0-crash'));
    cluster.advance(120_000);
    cluster.apply(deploymentManifest('cart', '1.0.0'));
    cluster.advance(30_000);
    expect(sets(cluster)).toHaveLength(2);
    expect(sets(cluster)[0]?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
    expect(deployment(cluster).metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
    expect(conditionOf(deployment(cluster), 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
  });

  it('keeps within surge and unavailability at every moment', () => {
    const cluster = running('1.0.0', { replicas: 8, minReadySeconds: 5 });
    cluster.apply(deploymentManifest('cart', '1.1.0', { replicas: 8, minReadySeconds: 5 }));
    for (let second = 0; second < 90; second++) {
      cluster.advance(1000);
      const active = pods(cluster).filter((pod) => !pod.metadata.deletionTimestamp);
      expect(active.length).toBeLessThanOrEqual(10);
      expect(deployment(cluster).status?.availableReplicas).toBeGreaterThanOrEqual(6);
    }
    expect(deployment(cluster).status).toMatchObject({ updatedReplicas: 8, availableReplicas: 8 });
  });

  it('waits while paused and goes on when resumed', () => {
    const cluster = running();
    cluster.apply(deploymentManifest('cart', '1.1.0', { paused: true }));
    cluster.advance(20_000);
    expect(sets(cluster)).toHaveLength(1);
    expect(conditionOf(deployment(cluster), 'Progressing')).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
    });
    cluster.apply(deploymentManifest('cart', '1.1.0', { paused: false }));
    cluster.advance(30_000);
    expect(conditionOf(deployment(cluster), 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
  });

  it('by Recreate never has two versions', () => {
    const cluster = running('1.0.0', { strategy: { type: 'Recreate' } });
    cluster.apply(deploymentManifest('cart', '1.1.0', { strategy: { type: 'Recreate' } }));
    for (let step = 0; step < 150; step++) {
      cluster.advance(100);
      expect(new Set(pods(cluster).map((pod) => pod.spec.containers[0]?.image)).size).toBeLessThanOrEqual(1);
    }
    expect(deployment(cluster).status?.availableReplicas).toBe(2);
  });
});

describe("a tag decides a pod's fate:", () => {
  it('crash restarts with a growing back-off', () => {
    const cluster = running('2-crash');
    cluster.advance(300_000);
    const [status] = pods(cluster)[0]?.status?.containerStatuses ?? [];
    expect(status?.restartCount).toBeGreaterThanOrEqual(4);
    expect(status?.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' });
    expect(conditionOf(deployment(cluster), 'Available')?.reason).toBe('MinimumReplicasUnavailable');
  });

  it('oom is killed with 137', () => {
    const cluster = running('2-oom');
    cluster.advance(60_000);
    expect(pods(cluster)[0]?.status?.containerStatuses?.[0]?.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
  });

  it('notready runs and is never ready', () => {
    const cluster = running('2-notready');
    cluster.advance(60_000);
    expect(pods(cluster)[0]?.status?.phase).toBe('Running');
    expect(endpoints(cluster).map(({ conditions }) => conditions)).toEqual(
      Array(2).fill({ ready: false, serving: false, terminating: false }),
    );
    expect(reasons(cluster)).toContain('Unhealthy');
  });

  it('slow takes about 25 s', () => {
    const cluster = running('2-slow');
    expect(deployment(cluster).status?.readyReplicas).toBeUndefined();
    cluster.advance(20_000);
    expect(deployment(cluster).status?.readyReplicas).toBe(2);
  });
});

it('terminating pods go on serving while they drain', () => {
  const cluster = running();
  cluster.apply(deploymentManifest('cart', '1.0.0', { replicas: 1 }));
  cluster.advance(500);
  expect(endpoints(cluster).map(({ conditions }) => conditions)).toContainEqual({
    ready: false,
    serving: true,
    terminating: true,
  });
  cluster.advance(10_000);
  expect(endpoints(cluster)).toHaveLength(1);
});

it('says what does not fit on any node', () => {
  const cluster = running();
  const big = deploymentManifest('cart', '1.0.0');
  const [container] = (big as Deployment).spec.template.spec.containers;
  if (container) container.resources = { requests: { memory: '64Gi' } };
  cluster.apply(big);
  cluster.advance(5000);
  expect(pods(cluster).map((pod) => conditionOf(pod, 'PodScheduled')?.reason)).toContain('Unschedulable');
});

it('is the same, event for event, for the same seed', () => {
  const play = () => {
    const cluster = running('1.0.0', { replicas: 5 });
    cluster.startHeartbeats();
    cluster.apply(deploymentManifest('cart', '1.1.0-crash', { replicas: 5 }));
    cluster.advance(700_000);
    return JSON.stringify(
      ['pods', 'events', 'deployments', 'replicasets', 'endpointslices'].map(
        (plural) => cluster.store.eventsAfter(plural, 1000) ?? cluster.store.list(plural),
      ),
    );
  };
  expect(play()).toBe(play());
});
