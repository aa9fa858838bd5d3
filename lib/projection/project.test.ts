import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/model';
import { collectionPath, apiVersionOf } from './kind-api';
import { createPool } from './pool';
import { project } from './project';

const metadata = {
  name: 'cart',
  namespace: 'shop',
  uid: 'u1',
  resourceVersion: '7',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

describe('what is absent', () => {
  it('has the defaults of the API reference', () => {
    expect(project('Deployment', { metadata }).spec).toMatchObject({
      replicas: 1,
      paused: false,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate' },
    });
    expect(project('Job', { metadata }).spec).toMatchObject({
      parallelism: 1,
      backoffLimit: 6,
      suspend: false,
    });
    expect(
      project('HorizontalPodAutoscaler', {
        metadata,
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'cart' } },
      }).spec.minReplicas,
    ).toBe(1);
    const probe = { httpGet: { port: 8080 } };
    const pod = project('Pod', { metadata, spec: { containers: [{ name: 'a', readinessProbe: probe }] } });
    expect(pod.spec.restartPolicy).toBe('Always');
    expect(pod.spec.containers[0]?.readinessProbe).toEqual({
      initialDelaySeconds: 0,
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
      check: 'HTTP GET :8080/',
    });
  });

  it('is the same as null, as in the API', () => {
    const nulls = { metadata: { ...metadata, labels: null }, spec: { containers: null }, status: null };
    expect(project('Pod', nulls)).toEqual(project('Pod', { metadata }));
  });

  it('keeps no deadline where the API says there is none', () => {
    const spec = { progressDeadlineSeconds: 2_147_483_647 };
    expect(project('Deployment', { metadata, spec }).spec.progressDeadlineSeconds).toBeUndefined();
  });

  it('reads an endpoint without conditions as ready and serving', () => {
    const endpoints = [
      { addresses: ['10.0.0.1'] },
      { addresses: ['10.0.0.2'], conditions: { ready: false } },
      { addresses: ['10.0.0.3'], conditions: { ready: false, serving: true, terminating: true } },
    ];
    expect(
      project('EndpointSlice', { metadata, endpoints }).endpoints.map((one) => [
        one.ready,
        one.serving,
        one.terminating,
      ]),
    ).toEqual([
      [true, true, false],
      [false, false, false],
      [false, true, true],
    ]);
  });
});

describe('what is kept', () => {
  it('of annotations is what some derivation reads, and what the settings name', () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'deployment.kubernetes.io/revision': '3',
      'backstage.io/kubernetes-id': 'cart',
      'example.com/team': 'a',
      'example.com/other': 'b',
    };
    const raw = { metadata: { ...metadata, annotations } };
    expect(Object.keys(project('Deployment', raw).metadata.annotations)).toEqual([
      'deployment.kubernetes.io/revision',
      'backstage.io/kubernetes-id',
    ]);
    const kept = project('Deployment', raw, { annotations: ['example.com/team'] });
    expect(kept.metadata.annotations).toMatchObject({ 'example.com/team': 'a' });
  });

  it('holds no managed fields, environment variables or secrets', () => {
    const raw = {
      metadata: { ...metadata, managedFields: [{ manager: 'm' }] },
      spec: { containers: [{ name: 'a', image: 'a', env: [{ name: 'TOKEN', value: 'secret' }] }] },
    };
    expect(JSON.stringify(project('Pod', raw))).not.toMatch(/managedFields|TOKEN|secret/u);
  });

  it('is what a claim, a budget and a quota say as written', () => {
    const volumes = [
      { name: 'tmp', emptyDir: {} },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-0' } },
    ];
    expect(project('Pod', { metadata, spec: { volumes } }).spec.claimNames).toEqual(['data-0']);
    expect(project('Pod', { metadata }).spec.claimNames).toEqual([]);
    const claim = {
      resources: { requests: { storage: '50Gi' } },
      storageClassName: 'fast',
      volumeName: 'pv-1',
    };
    expect(
      project('PersistentVolumeClaim', { metadata, spec: claim, status: { phase: 'Bound' } }),
    ).toMatchObject({
      spec: { requests: { storage: '50Gi' }, storageClassName: 'fast', volumeName: 'pv-1' },
      status: { phase: 'Bound', conditions: [] },
    });
    const selector = { matchLabels: { app: 'cart' } };
    const budget = project('PodDisruptionBudget', {
      metadata,
      spec: { maxUnavailable: 1, selector },
      status: { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 },
    });
    expect(budget.spec).toMatchObject({ maxUnavailable: '1', selector });
    expect(budget.status).toMatchObject({
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    });
    expect(project('PodDisruptionBudget', { metadata, spec: { minAvailable: '50%' } }).spec).toEqual({
      minAvailable: '50%',
      maxUnavailable: undefined,
      selector: undefined,
    });
    const status = { hard: { pods: 4, 'requests.cpu': '2' }, used: { pods: '4', 'requests.cpu': '1500m' } };
    expect(project('ResourceQuota', { metadata, spec: { hard: { pods: '9' } }, status }).status).toEqual({
      hard: { pods: '4', 'requests.cpu': '2' },
      used: { pods: '4', 'requests.cpu': '1500m' },
    });
  });

  it('folds both APIs of events into one shape', () => {
    const core = project('Event', {
      metadata,
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'p', uid: 'u' },
      type: 'Warning',
      reason: 'Failed',
      message: 'no',
      count: 4,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:05:00Z',
      eventTime: null,
      source: { component: 'kubelet' },
    });
    const modern = project('Event', {
      metadata,
      regarding: { kind: 'Pod', namespace: 'shop', name: 'p', uid: 'u' },
      type: 'Warning',
      reason: 'Failed',
      note: 'no',
      series: { count: 4, lastObservedTime: '2026-01-01T00:05:00.000000Z' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'kubelet',
    });
    const { firstSeen, lastSeen, ...same } = modern;
    expect(core).toMatchObject(same);
    expect([firstSeen, lastSeen].map(Date.parse)).toEqual([core.firstSeen, core.lastSeen].map(Date.parse));
  });

  it('shares equal values through a pool, and answers the same', () => {
    const pool = createPool(3);
    const raw = (uid: string) => ({
      metadata: { ...metadata, uid },
      spec: { nodeName: 'node-a', containers: [{ name: 'a', image: 'a:1' }] },
    });
    const [first, second] = ['u1', 'u2'].map((uid) => project('Pod', raw(uid), { pool }));
    expect(first?.spec.containers).toBe(second?.spec.containers);
    expect(project('Pod', raw('u1'), { pool })).toEqual(project('Pod', raw('u1')));
  });
});

describe('where kinds are served', () => {
  it('is the path of the collection', () => {
    expect(KINDS.map(collectionPath)).toEqual([
      '/api/v1/namespaces',
      '/api/v1/nodes',
      '/apis/apps/v1/deployments',
      '/apis/apps/v1/statefulsets',
      '/apis/apps/v1/daemonsets',
      '/apis/apps/v1/replicasets',
      '/apis/batch/v1/jobs',
      '/apis/batch/v1/cronjobs',
      '/api/v1/pods',
      '/api/v1/services',
      '/apis/discovery.k8s.io/v1/endpointslices',
      '/apis/autoscaling/v2/horizontalpodautoscalers',
      '/apis/networking.k8s.io/v1/ingresses',
      '/api/v1/configmaps',
      '/apis/networking.k8s.io/v1/networkpolicies',
      '/apis/gateway.networking.k8s.io/v1/gateways',
      '/apis/gateway.networking.k8s.io/v1/httproutes',
      '/apis/gateway.networking.k8s.io/v1/grpcroutes',
      '/apis/networking.istio.io/v1/virtualservices',
      '/api/v1/persistentvolumeclaims',
      '/apis/policy/v1/poddisruptionbudgets',
      '/api/v1/resourcequotas',
      '/apis/apps/v1/controllerrevisions',
      '/apis/argoproj.io/v1alpha1/rollouts',
      '/api/v1/events',
    ]);
    expect(['Pod', 'Deployment'].map((kind) => apiVersionOf(kind as 'Pod'))).toEqual(['v1', 'apps/v1']);
  });
});
