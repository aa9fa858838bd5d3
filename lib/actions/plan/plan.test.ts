import { describe, expect, it } from 'vitest';
import type {
  ChangeIntent,
  Consequence,
  DaemonSet,
  Deployment,
  HorizontalPodAutoscaler,
  RawObject,
  StatefulSet,
  Workload,
} from '@/lib/model';
import { ACTION_KINDS } from '../kinds';
import type { PlanContext } from '../kinds/kind';
import { consequencesOf } from './consequences';
import { diffObjects } from './diff';
import { maskDiff } from './mask';
import { fieldOwners } from './owners';
import { patchOf } from './patch';
import { replacementOf } from './replacement';

const target = { cluster: 'c', namespace: 'shop', kind: 'Deployment' as const, name: 'cart' };
const scale = (replicas: number): ChangeIntent => ({ action: 'scale', target, params: { replicas } });
const deploy = (image: string, container?: string): ChangeIntent => ({
  action: 'deploy',
  target,
  params: { image, ...(container === undefined ? {} : { container }) },
});
const planned = (intent: ChangeIntent, before = '', container?: string) => ({
  intent,
  resolved: null,
  replaced: { before, ...(container === undefined ? {} : { container }) },
});
const containers = (...list: object[]) => ({
  spec: { replicas: 2, template: { spec: { containers: list } } },
});

describe('diffObjects', () => {
  it('names list items by their keys and leaves out what the server keeps by itself', () => {
    const before = {
      metadata: {
        uid: 'u',
        resourceVersion: '1',
        generation: 1,
        managedFields: [{}],
        labels: { 'a.b/c': 'x' },
      },
      ...containers(
        {
          name: 'web',
          image: 'a:1',
          ports: [{ containerPort: 80 }, { containerPort: 81 }],
          args: ['x', 'y'],
        },
        { name: 'side', image: 's:1' },
      ),
      status: { replicas: 2 },
    };
    const after = {
      metadata: {
        uid: 'u',
        resourceVersion: '2',
        generation: 2,
        labels: { 'a.b/c': 'y' },
        annotations: { 'pilothouse.dev/operation': 'op' },
      },
      ...containers(
        { name: 'side', image: 's:1' },
        { name: 'web', image: 'a:2', ports: [{ containerPort: 80, protocol: 'TCP' }], args: ['x', 'z'] },
      ),
      status: { replicas: 4 },
    };
    expect(maskDiff(diffObjects(before, after))).toEqual([
      { path: 'metadata.labels[a.b/c]', before: 'x', after: 'y' },
      { path: 'spec.template.spec.containers[order]', before: 'web, side', after: 'side, web' },
      { path: 'spec.template.spec.containers[web].args[1]', before: 'y', after: 'z' },
      { path: 'spec.template.spec.containers[web].image', before: 'a:1', after: 'a:2' },
      { path: 'spec.template.spec.containers[web].ports[80].protocol', before: null, after: 'TCP' },
      { path: 'spec.template.spec.containers[web].ports[81].containerPort', before: '81', after: null },
    ]);
  });
  it('has the order of items that stay, and no other', () => {
    const env = (...names: string[]) =>
      containers({ name: 'web', env: names.map((name) => ({ name, value: '1' })) });
    const path = 'spec.template.spec.containers[web].env[order]';
    expect(maskDiff(diffObjects(env('A', 'B'), env('B', 'A')))).toEqual([
      { path, before: 'A, B', after: 'B, A' },
    ]);
    const orders = diffObjects(env('A', 'B'), env('C', 'A', 'B')).filter((field) => field.path === path);
    expect(orders).toEqual([]);
  });
  it('has empty objects and lists that come or go, but not what fills them', () => {
    const volume = (more: object) => ({ spec: { volumes: [{ name: 'v', ...more }] } });
    const shown = (a: object, b: object) => maskDiff(diffObjects(volume(a), volume(b)));
    const path = 'spec.volumes[v].emptyDir';
    expect(shown({}, { emptyDir: {} })).toEqual([{ path, before: null, after: '{}' }]);
    expect(shown({ items: [] }, {})).toEqual([{ path: 'spec.volumes[v].items', before: '[]', after: null }]);
    expect(shown({ emptyDir: {} }, { emptyDir: { medium: 'Memory' } })).toEqual([
      { path: `${path}.medium`, before: null, after: 'Memory' },
    ]);
    expect(diffObjects({ metadata: { annotations: {} } }, { metadata: {} })).toEqual([]);
  });
  it('is empty where nothing but the operation changed', () => {
    const object = { metadata: { annotations: { a: '1' } }, spec: { replicas: 1 } };
    const written = { ...object, metadata: { annotations: { a: '1', 'pilothouse.dev/operation': 'op' } } };
    expect(diffObjects(object, written)).toEqual([]);
  });
});

describe('patchOf', () => {
  const live = { uid: 'u', resourceVersion: '7' };
  const metadata = { ...live, annotations: { 'pilothouse.dev/operation': 'op' } };
  it('scales', () => {
    expect(
      patchOf({ kind: ACTION_KINDS.scale, planned: planned(scale(4), '2'), operationId: 'op', live }),
    ).toEqual({
      metadata,
      spec: { replicas: 4 },
    });
  });
  it('gives one container its image, in a CronJob too', () => {
    const intent: ChangeIntent = {
      action: 'deploy',
      target: { ...target, kind: 'CronJob' },
      params: { image: 'a:2' },
    };
    expect(
      patchOf({ kind: ACTION_KINDS.deploy, planned: planned(intent, 'a:1', 'web'), operationId: 'op', live }),
    ).toEqual({
      metadata,
      spec: {
        jobTemplate: { spec: { template: { spec: { containers: [{ name: 'web', image: 'a:2' }] } } } },
      },
    });
  });
});

describe('the replaced value', () => {
  const findTouched = (intent: ChangeIntent, live: object) =>
    ACTION_KINDS[intent.action].replacedValue(intent, live as RawObject, null);
  const two = containers({ name: 'web', image: 'a:1' }, { name: 'side', image: 's:1' });
  it('takes the only container', () => {
    expect(findTouched(deploy('a:2'), containers({ name: 'web', image: 'a:1' }))).toEqual({
      container: 'web',
      before: 'a:1',
    });
  });
  const wrong: [string, ChangeIntent, object][] = [
    [
      'several and none named',
      deploy('a:2'),
      { field: 'params.container', message: 'It has 2 containers; expected one of web and side.' },
    ],
    [
      'one that is not there',
      deploy('a:2', 'x'),
      { field: 'params.container', message: 'There is no container "x"; expected one of web and side.' },
    ],
    [
      'the image that runs',
      deploy('s:1', 'side'),
      { field: 'params.image', message: 'It already runs s:1: nothing would change.' },
    ],
    [
      'the replicas that are',
      scale(2),
      { field: 'params.replicas', message: 'It already has 2: nothing would change.' },
    ],
  ];
  it.each(wrong)('refuses %s', (_case, intent, field) => {
    expect(() => findTouched(intent, two)).toThrow(
      expect.objectContaining({ code: 'invalid-input', fields: [field] }),
    );
  });
});

describe('fieldOwners', () => {
  const ownersOf = (live: object, intent: ChangeIntent, container?: string) =>
    fieldOwners(live as RawObject, ACTION_KINDS[intent.action], planned(intent, '', container));
  const managed = (manager: string, fieldsV1: object, subresource = '') => ({
    metadata: { managedFields: [{ manager, fieldsV1, subresource, time: '2026-03-12T03:00:00Z' }] },
  });
  const replicas = { 'f:spec': { 'f:replicas': {} } };
  const image = {
    'f:spec': {
      'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {} } } } },
    },
  };
  it('knows who set the replicas, and who the image of this container', () => {
    const owner = { name: 'kubectl-edit', reconciles: false, at: '2026-03-12T03:00:00Z' };
    expect(ownersOf(managed('kubectl-edit', replicas), scale(3))).toEqual([owner]);
    expect(ownersOf(managed('kubectl-edit', replicas), deploy('a:2'), 'web')).toEqual([]);
    expect(ownersOf(managed('kubectl-edit', image), deploy('a:2'), 'web')).toEqual([owner]);
    expect(ownersOf(managed('kubectl-edit', image), deploy('a:2'), 'side')).toEqual([]);
  });
  it('knows tools that write their own value back, by manager or by mark', () => {
    expect(ownersOf(managed('argocd-controller', replicas), scale(3))).toMatchObject([
      { name: 'Argo CD', reconciles: true },
    ]);
    const marked = { metadata: { labels: { 'app.kubernetes.io/managed-by': 'Helm' } } };
    expect(ownersOf(marked, scale(3))).toEqual([{ name: 'Helm', reconciles: true, at: null }]);
  });
  it('does not count ourselves', () => {
    expect(ownersOf(managed('pilothouse', replicas), scale(3))).toEqual([]);
  });
});

const asDeployment = (spec: object) => ({ kind: 'Deployment', spec }) as unknown as Deployment;
const rolling = (replicas: number, maxSurge?: string, maxUnavailable?: string) =>
  asDeployment({ replicas, paused: false, strategy: { type: 'RollingUpdate', maxSurge, maxUnavailable } });

describe('replacementOf', () => {
  const stateful = (updateStrategy: object) =>
    ({ kind: 'StatefulSet', spec: { replicas: 3, updateStrategy } }) as unknown as StatefulSet;
  const daemon = (updateStrategy: object) =>
    ({
      kind: 'DaemonSet',
      spec: { updateStrategy },
      status: { desiredNumberScheduled: 10 },
    }) as unknown as DaemonSet;
  const table: [string, Workload, Consequence['level'], string, string][] = [
    [
      '25 % of 4',
      rolling(4, '25%', '25%'),
      'ok',
      '4 pods replaced',
      'A few at a time: up to 5 run at once, and at least 3 of 4 keep serving.',
    ],
    [
      '25 % of 2: surge up, missing down',
      rolling(2, '25%', '25%'),
      'ok',
      '2 pods replaced',
      'A few at a time: up to 3 run at once, and at least 2 of 2 keep serving.',
    ],
    [
      'neither surge nor missing',
      rolling(1, '0', '0'),
      'weigh',
      '1 pod replaced',
      'A few at a time: up to 1 run at once, and there may be a moment when none is ready.',
    ],
    [
      'zero replicas',
      rolling(0),
      'ok',
      'No pod is touched',
      'It is scaled to zero: the next pod will use it.',
    ],
    [
      'Recreate',
      asDeployment({ replicas: 4, strategy: { type: 'Recreate' } }),
      'weigh',
      '4 pods replaced at once',
      'All pods end before the first new one starts (Recreate): nothing serves meanwhile.',
    ],
    [
      'a StatefulSet',
      stateful({ type: 'RollingUpdate', rollingUpdate: {} }),
      'ok',
      '3 pods replaced',
      'One at a time, from the highest ordinal down.',
    ],
    [
      'a partition',
      stateful({ type: 'RollingUpdate', rollingUpdate: { partition: 2 } }),
      'weigh',
      '1 pod replaced',
      'One at a time, from the highest ordinal down. Pods below ordinal 2 are left as they are (partition).',
    ],
    [
      'OnDelete',
      stateful({ type: 'OnDelete' }),
      'weigh',
      'No pod is replaced',
      'Its strategy is OnDelete: each pod is replaced only after it is deleted.',
    ],
    [
      'a DaemonSet',
      daemon({ type: 'RollingUpdate', maxUnavailable: '15%' }),
      'ok',
      '10 pods replaced',
      'One on each of 10 nodes, 2 at a time.',
    ],
    [
      'a CronJob',
      { kind: 'CronJob' } as Workload,
      'ok',
      'The next run',
      'The next run uses it; running Jobs are not changed.',
    ],
  ];
  it.each(table)('%s', (_case, workload, level, title, sentence) => {
    expect(replacementOf(workload)).toEqual({ level, title, sentence });
  });
});

describe('consequencesOf', () => {
  const hpa = {
    metadata: { name: 'cart' },
    spec: { minReplicas: 2, maxReplicas: 10 },
  } as HorizontalPodAutoscaler;
  const of = (intent: ChangeIntent, context: Partial<PlanContext> = {}) =>
    consequencesOf(
      ACTION_KINDS[intent.action],
      planned(intent, intent.action === 'scale' ? '4' : 'ghcr.io/harbor/cart:1'),
      {
        workload: rolling(4, '25%', '25%'),
        diff: [],
        autoscaler: null,
        owners: [],
        rollout: null,
        dependents: { direct: [], indirect: 0, unseen: 0 },
        ...context,
      },
    ).map(({ code, level, sentence }) => `${code} ${level}: ${sentence}`);

  it('puts what to weigh first', () => {
    expect(of(scale(6), { autoscaler: hpa })).toEqual([
      'autoscaler weigh: The autoscaler cart keeps it between 2 and 10 and may set another number at any time.',
      'pods ok: 4 → 6 pods; the running ones are not changed.',
    ]);
  });
  it('warns of zero', () => {
    expect(of(scale(0), { autoscaler: hpa })).toEqual([
      'autoscaler weigh: The autoscaler cart stops working while the replicas are zero, until somebody scales it up again.',
      'idle weigh: No pod will be left to serve: its health will read Idle.',
      'pods ok: 4 → 0 pods; removed pods are asked to end and may finish their requests.',
    ]);
  });
  it('warns of a tool that writes back, of a moving tag and of another repository', () => {
    const owners = [{ name: 'Argo CD', reconciles: true, at: null }];
    expect(of(deploy('ghcr.io/other/cart:latest'), { owners, autoscaler: hpa })).toEqual([
      'field-owners weigh: Argo CD may write its own value back: change this image at the source too.',
      'image weigh: The tag latest may be another image at every pull: use a version or a digest.',
      'image weigh: It runs ghcr.io/harbor/cart; the new image is ghcr.io/other/cart.',
      'pods ok: A few at a time: up to 5 run at once, and at least 3 of 4 keep serving.',
    ]);
  });
  it('mentions who set it before', () => {
    const owners = [{ name: 'kubectl-edit', reconciles: false, at: null }];
    expect(of(scale(5), { owners })[0]).toBe(
      'field-owners ok: kubectl-edit set the replicas before; Pilothouse becomes the owner.',
    );
  });
  it('names who calls it, and warns of them where nothing will be left to answer', () => {
    const dependents = {
      direct: ['checkout', 'invoices', 'payouts', 'search', 'web'],
      indirect: 2,
      unseen: 0,
    };
    const says = 'checkout, invoices, payouts and 2 more call it directly; 2 more call it indirectly.';
    expect(of(scale(6), { dependents }).at(-1)).toBe(`dependents ok: ${says}`);
    expect(of(scale(0), { dependents })).toContain(`dependents weigh: ${says}`);
    expect(of(scale(6), { dependents: { direct: ['checkout'], indirect: 0, unseen: 0 } }).at(-1)).toBe(
      'dependents ok: checkout calls it directly.',
    );
  });
  it('counts dependents outside the scope, and names none of them', () => {
    const dependents = { direct: ['checkout'], indirect: 0, unseen: 2 };
    expect(of(scale(6), { dependents }).at(-1)).toBe(
      'dependents ok: checkout calls it directly; 2 services that you cannot see depend on it.',
    );
    expect(of(scale(0), { dependents: { direct: [], indirect: 0, unseen: 1 } })).toContain(
      'dependents weigh: 1 service that you cannot see depends on it.',
    );
  });
  it('warns of paused rollouts', () => {
    const workload = asDeployment({ replicas: 1, paused: true, strategy: { type: 'RollingUpdate' } });
    expect(of(deploy('ghcr.io/harbor/cart:2'), { workload })[0]).toBe(
      'rollout-in-progress weigh: Its rollouts are paused: a new version starts only when somebody resumes it.',
    );
  });
});
