import { describe, expect, it } from 'vitest';
import { serviceDetailSchema, type ChangeSummary } from '@/lib/model';
import { changeBehind } from '@/lib/views/change-behind';
import { readNow } from '@/lib/views/now';
import { wholePicture } from '@/lib/views/now-picture';
import { readService } from './service';
import { ingress, node, replicaSet, service } from '@/lib/views/testing/objects';
import { change, running, scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';

describe('a node', () => {
  it('that goes silent makes its pods Unknown at once, until it answers again', () => {
    const { context, world } = scene();
    const { all } = running({ name: 'cart', replicas: 2, pods: [{ node: 'node-1' }, { node: 'node-2' }] });
    world.put('eu', node({ name: 'node-1' }), node({ name: 'node-2' }), ...all);
    expect(wholePicture(context).problems()).toEqual([]);

    const silent = node({ name: 'node-2' });
    const [ready, ...rest] = silent.status.conditions;
    if (!ready) throw new Error('a node has conditions');
    const conditions = [
      { ...ready, status: 'Unknown', message: 'Kubelet stopped posting node status.' },
      ...rest,
    ];
    world.put('eu', { ...silent, status: { ...silent.status, conditions } });
    expect(wholePicture(context).problems()).toMatchObject([
      {
        serviceName: 'cart',
        health: {
          status: 'Degraded',
          reason: 'pod.node-lost',
          receipts: [{ object: { kind: 'Node', name: 'node-2' }, value: 'Unknown' }],
          advice: { code: 'node-lost' },
        },
      },
    ]);
    world.put('eu', node({ name: 'node-2' }));
    expect(wholePicture(context).problems()).toEqual([]);
  });
});

describe('a Service whose selector matches nothing', () => {
  it('degrades the workload that it is meant for, until it selects its pods again', () => {
    const { context, world } = scene();
    const { owner, set, pods, front } = running({ name: 'cart' });
    const astray = service({ name: 'cart', selector: { app: 'crt' } });
    world.put('eu', owner, set, ...pods, astray);
    expect(wholePicture(context).problems()).toMatchObject([
      {
        health: {
          status: 'Degraded',
          message:
            'Service cart selects no pod: no pod carries app=crt; 1 pod of cart is ready and no Service reaches it.',
          advice: {
            code: 'no-endpoints',
            cause: 'Service cart selects app=crt; the pods of cart carry app=cart.',
          },
        },
        exposed: false,
      },
    ]);
    expect(readNow(context).sentence).toBe('No Service reaches the 1 ready pod. Nothing else is broken.');

    world.put('eu', ingress({ name: 'shop', service: 'cart' }));
    expect(wholePicture(context).problems()).toMatchObject([{ exposed: true }]);
    world.put('eu', front);
    expect(wholePicture(context).problems()).toEqual([]);
  });

  it('is found by a label of its identity too', () => {
    const { context, world } = scene();
    const labels = { 'app.kubernetes.io/instance': 'cart' };
    const { owner, set, pods } = running({ name: 'cart-web', labels });
    world.put('eu', owner, set, ...pods);
    world.put('eu', service({ name: 'front', labels, selector: { tier: 'web' } }));
    expect(wholePicture(context).problems()).toMatchObject([
      { health: { advice: { code: 'no-endpoints' } } },
    ]);
    world.take('eu', service({ name: 'front', labels, selector: { tier: 'web' } }));
    expect(wholePicture(context).problems()).toEqual([]);
  });

  it('gives no verdict while Services or their slices cannot be read', () => {
    const { context, world } = scene();
    const { owner, set, pods } = running({ name: 'cart' });
    world.put('eu', owner, set, ...pods, service({ name: 'cart', selector: { app: 'crt' } }));
    world.writer('eu').setKindState('EndpointSlice', { state: 'forbidden', reason: null }, NOW);
    world.put('eu', ...running({ name: 'cart' }).pods);
    expect(wholePicture(context).problems()).toEqual([]);
  });
});

describe('the revisions of a service', () => {
  it('are its ReplicaSets, the newest first, each with the Change that made it', () => {
    const made = '2026-03-12T03:00:30Z';
    const { context, world } = scene({
      changes: [
        change({ id: 'CH-2', createdAt: '2026-03-12T03:00:29.700Z', updatedAt: '2026-03-12T03:02:00Z' }),
        change({ id: 'CH-1', title: 'Deploy cart 1.1.0', state: 'void', createdAt: made, updatedAt: made }),
      ],
    });
    const { owner, set, pods } = running({ name: 'cart', image: 'registry.example/shop/cart:1.1.0' });
    const newSet = {
      ...set,
      metadata: {
        ...set.metadata,
        creationTimestamp: made,
        annotations: {
          'deployment.kubernetes.io/revision': '2',
          'kubernetes.io/change-cause': 'the spring sale',
        },
      },
    };
    const numbered = {
      ...owner,
      metadata: { ...owner.metadata, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    };
    const before = running({ name: 'cart', image: 'registry.example/shop/cart:1.0.0' }).owner;
    const old = replicaSet(before, 'cart-rs0');
    world.put('eu', numbered, newSet, ...pods, {
      ...old,
      spec: { ...old.spec, replicas: 0 },
      status: { ...old.status, replicas: 0 },
    });
    const detail = readService(context, 'cart~shop~eu');
    expect(serviceDetailSchema.parse(detail)).toEqual(detail);
    expect(detail.revisions).toMatchObject([
      {
        revision: '2',
        version: '1.1.0',
        pods: 1,
        current: true,
        createdAt: made,
        changeCause: 'the spring sale',
        change: { id: 'CH-2', title: 'Deploy cart 1.1.0', askedBy: 'Engineer' },
      },
      { revision: '1', version: '1.0.0', pods: 0, current: false, changeCause: null, change: null },
    ]);
  });
});

describe('the Change before a problem', () => {
  const service = 'cart~shop~eu';
  const trouble = {
    service,
    cluster: 'eu',
    namespace: 'shop',
    workloads: new Set(['Deployment/cart']),
    since: '2026-03-12T03:01:00Z',
    now: new Date(NOW),
  };
  const asked = { createdAt: '2026-03-12T03:00:00Z', updatedAt: '2026-03-12T03:02:00Z' };

  it.each<[string, Partial<ChangeSummary>]>([
    ['asked within the second in which the trouble began', { createdAt: '2026-03-12T03:01:00.700Z' }],
    ['rolled back since', { state: 'rolled-back' }],
    ['of a service that bore another name then', { service: 'shop-cart~shop~eu' }],
    ['of another workload of the service', { target: { ...change({ id: '' }).target, name: 'cart-db' } }],
  ])('is one %s', (_, more) => {
    expect(changeBehind([change({ id: 'CH-1', ...asked, ...more })], trouble)).toMatchObject({ id: 'CH-1' });
  });

  it.each<[string, Partial<ChangeSummary>]>([
    ['asked after it began', { createdAt: '2026-03-12T03:01:01Z' }],
    ['that wrote nothing', { state: 'void' }],
    ['of the day before', { updatedAt: '2026-03-11T03:00:00Z' }],
    ['elsewhere', { target: { ...change({ id: '' }).target, namespace: 'shop-dev' } }],
    [
      'of another service and workload',
      { service: 'x', target: { ...change({ id: '' }).target, name: 'x' } },
    ],
  ])('is none %s', (_, more) => {
    expect(changeBehind([change({ id: 'CH-1', ...asked, ...more })], trouble)).toBeNull();
  });
});
