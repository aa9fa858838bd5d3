import { join } from 'node:path';
import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoCluster } from './open-cluster';
import { startControlPlane, type ControlPlane } from './control-plane';
import { eventually } from './eventually';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

describe.skipIf(skipped !== null)('the image decides', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await startControlPlane();
    await cluster.apply(join(import.meta.dirname, 'manifests', 'fates.yaml'));
  });
  afterAll(async () => {
    await cluster.stop();
  });

  /** The pods of one app once they are as `wanted`. */
  const podsOf = (app: string, wanted: (pod: V1Pod) => boolean, timeoutMs = 30_000): Promise<V1Pod[]> =>
    eventually(
      async () => {
        const { items } = await getJson<{ items: V1Pod[] }>(cluster, ['pods', '-l', `app=${app}`]);
        return items.length > 0 && items.every(wanted) && items;
      },
      { what: `pods of ${app}`, timeoutMs },
    );

  const eventOf = (pod: V1Pod | undefined, wanted: (event: CoreV1Event) => boolean): Promise<CoreV1Event> =>
    eventually(
      async () => {
        const selector = `involvedObject.uid=${pod?.metadata?.uid}`;
        return (
          await getJson<{ items: CoreV1Event[] }>(cluster, ['events', '--field-selector', selector])
        ).items.find(wanted);
      },
      { what: `event of ${pod?.metadata?.name}` },
    );

  it('any other image: running and ready, with what a kubelet reports', async () => {
    const [pod] = await podsOf('good', isReady);
    expect(pod?.status).toMatchObject({ phase: 'Running', qosClass: 'BestEffort' });
    expect(pod?.status?.podIP).toMatch(/^10\.\d+\.\d+\.\d+$/);
    expect(pod?.status?.podIPs).toEqual([{ ip: pod?.status?.podIP }]);
    expect(pod?.status?.hostIP).toMatch(/^10\.0\./);
    expect(conditionsOf(pod)).toEqual({
      PodReadyToStartContainers: 'True',
      PodScheduled: 'True',
      Initialized: 'True',
      ContainersReady: 'True',
      Ready: 'True',
    });
    const status = pod?.status?.containerStatuses?.[0];
    expect(status).toMatchObject({
      ready: true,
      started: true,
      restartCount: 0,
      image: 'ghcr.io/acme/good:v1',
    });
    expect(status?.containerID).toMatch(/^containerd:\/\/[0-9a-f]{64}$/);
    expect(status?.imageID).toMatch(/^ghcr\.io\/acme\/good@sha256:[0-9a-f]{64}$/);
    expect(status?.state?.running?.startedAt).toBeDefined();
  });

  it('nopull: settles at ImagePullBackOff', async () => {
    const [pod] = await podsOf('nopull', (it) => waitingReason(it) === 'ImagePullBackOff');
    expect(pod?.status?.phase).toBe('Pending');
    expect(pod?.status?.containerStatuses?.[0]?.state?.waiting?.message).toMatch(
      /^Back-off pulling image "ghcr\.io\/acme\/shop:v9-nopull": ErrImagePull: /,
    );
    expect(conditionsOf(pod)).toMatchObject({ Ready: 'False', Initialized: 'True' });
    const failed = await eventOf(pod, (event) => event.reason === 'Failed' && event.type === 'Warning');
    expect(failed.involvedObject.fieldPath).toBe('spec.containers{main}');
    const backOff = await eventOf(pod, (event) => event.reason === 'BackOff');
    expect(backOff.message).toBe('Back-off pulling image "ghcr.io/acme/shop:v9-nopull"');
  });

  it.each([
    { app: 'crashloop', exitCode: 1, reason: 'Error' },
    { app: 'oom', exitCode: 137, reason: 'OOMKilled' },
  ])('$app: restarts again and again', async ({ app, exitCode, reason }) => {
    const [pod] = await podsOf(app, (it) => waitingReason(it) === 'CrashLoopBackOff' && restarts(it) >= 2);
    const status = pod?.status?.containerStatuses?.[0];
    expect(pod?.status?.phase).toBe('Running');
    expect(status).toMatchObject({ ready: false, lastState: { terminated: { exitCode, reason } } });
    expect(status?.state?.waiting?.message).toMatch(/^back-off \w+ restarting failed container=main pod=/);
    const backOff = await eventOf(pod, (event) => event.reason === 'BackOff' && (event.count ?? 0) >= 3);
    expect(backOff.message).toContain('Back-off restarting failed container main in pod');
    expect(pod?.status?.containerStatuses?.slice(1).every((it) => it.ready)).toBe(true);
  });

  it('notready: runs, and its probe fails', async () => {
    const [pod] = await podsOf('notready', (it) => it.status?.phase === 'Running');
    expect(conditionsOf(pod)).toMatchObject({ Ready: 'False', ContainersReady: 'False' });
    const unhealthy = await eventOf(pod, (event) => event.reason === 'Unhealthy');
    expect(unhealthy.message).toBe('Readiness probe failed: HTTP probe failed with statuscode: 503');
  });

  it('notlive: its liveness probe kills it, at first without a back-off', async () => {
    const [pod] = await podsOf('notlive', (it) => waitingReason(it) === 'CrashLoopBackOff');
    expect(pod?.status?.containerStatuses?.[0]).toMatchObject({
      ready: false,
      lastState: { terminated: { exitCode: 137, reason: 'Error' } },
    });
    expect(restarts(pod as V1Pod)).toBeGreaterThanOrEqual(1);
    const unhealthy = await eventOf(pod, (event) => event.reason === 'Unhealthy');
    expect(unhealthy.message).toBe('Liveness probe failed: HTTP probe failed with statuscode: 503');
    const killing = await eventOf(pod, (event) => event.reason === 'Killing');
    expect(killing.message).toBe('Container main failed liveness probe, will be restarted');
  });

  it('starting: runs, and its startup probe has not passed', async () => {
    const [pod] = await podsOf('starting', (it) => it.status?.phase === 'Running');
    expect(pod?.status?.containerStatuses?.[0]).toMatchObject({
      ready: false,
      started: false,
      state: { running: {} },
    });
    const unhealthy = await eventOf(pod, (event) => event.reason === 'Unhealthy');
    expect(unhealthy.message).toContain('Startup probe failed: ');
  });

  it('noconfig: waits for the ConfigMap that it asks for', async () => {
    const [pod] = await podsOf('noconfig', (it) => waitingReason(it) === 'CreateContainerConfigError');
    expect(pod?.status?.phase).toBe('Pending');
    expect(pod?.status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(
      'configmap "shop-settings" not found',
    );
    const failed = await eventOf(pod, (event) => event.reason === 'Failed');
    expect(failed.message).toBe('Error: configmap "shop-settings" not found');
  });

  it('slow: runs first and is ready 20 s later', async () => {
    const [ready] = await podsOf('slow', isReady, 60_000);
    const started = ready?.status?.containerStatuses?.[0]?.state?.running?.startedAt;
    const since = ready?.status?.conditions?.find((it) => it.type === 'Ready')?.lastTransitionTime;
    expect(Number(new Date(since ?? 0)) - Number(new Date(started ?? 0))).toBeGreaterThanOrEqual(19_000);
  });

  it('a Job completes, and one whose image crashes fails', async () => {
    await cluster.kubectl(['wait', 'job/migrate', '--for=condition=Complete', '--timeout=60s']);
    await cluster.kubectl(['wait', 'job/migrate-crashloop', '--for=condition=Failed', '--timeout=60s']);
    await cluster.kubectl(['delete', 'job/migrate-crashloop', 'job/migrate', '--timeout=30s']);
  });

  it('init containers end before the others start', async () => {
    const [pod] = await podsOf('init', isReady);
    expect(pod?.status?.initContainerStatuses?.[0]).toMatchObject({
      ready: true,
      state: { terminated: { exitCode: 0, reason: 'Completed' } },
    });
    expect(pod?.status?.initContainerStatuses?.[1]).toMatchObject({ started: true, state: { running: {} } });
  });

  it('a deleted pod goes, unless a finalizer holds it', async () => {
    const held = await podsOf('held', isReady);
    const name = held[0]?.metadata?.name ?? '';
    await cluster.kubectl(['delete', 'pod', name, '--wait=false']);
    const [pod] = await podsOf('held', (it) => it.status?.phase === 'Failed');
    expect(pod?.metadata?.deletionTimestamp).toBeDefined();
    await cluster.kubectl(['patch', 'pod', name, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
    await cluster.kubectl(['wait', `pod/${name}`, '--for=delete', '--timeout=30s']);
    const [good] = await podsOf('good', isReady);
    await cluster.kubectl(['delete', 'pod', good?.metadata?.name ?? '', '--timeout=30s']);
  });
});

async function getJson<T>(cluster: ControlPlane, args: string[]): Promise<T> {
  return JSON.parse(await cluster.kubectl(['get', ...args, '-o', 'json'])) as T;
}

function conditionsOf(pod: V1Pod | undefined): Record<string, string> {
  return Object.fromEntries((pod?.status?.conditions ?? []).map(({ type, status }) => [type, status]));
}

function isReady(pod: V1Pod): boolean {
  return conditionsOf(pod).Ready === 'True';
}

function waitingReason(pod: V1Pod): string | undefined {
  return pod.status?.containerStatuses?.[0]?.state?.waiting?.reason;
}

function restarts(pod: V1Pod): number {
  return pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
}
