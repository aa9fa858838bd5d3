import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isChangeable,
  isWorkloadKind,
  KINDS,
  OPTIONAL_KINDS,
  WORKLOAD_KINDS,
  type ChangeIntent,
  type ClusterGateway,
  type PatchRequest,
  type RawObject,
  type Undo,
  type WireMessage,
} from '@/lib/model';
import { makePlan } from '@/lib/actions/plan/make-plan';
import { ACTION_KINDS } from '@/lib/actions/kinds';
import { actionKeys } from '@/lib/actions/seal';
import { locate } from '@/lib/actions/workload';
import { createLive } from '@/lib/live/live';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { collectionPath, project } from '@/lib/projection';
import { scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';
import { cloneSet, cloneSetKind } from './testing/clone-set';
import { defineKind } from './testing/define-kind';

const BORN = '2026-03-12T03:00:00Z';
const CONTAINERS = [
  { name: 'web', image: 'shop/cart:2.0.0', command: ['serve'] },
  { name: 'log', image: 'log:1' },
];

/** As its API server serves it: `updated` of three pods are of the new revision. */
function rawCloneSet(updated: number): RawObject {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'CloneSet',
    metadata: {
      name: 'cart',
      namespace: 'shop',
      uid: 'cs-1',
      resourceVersion: String(10 + updated),
      generation: 2,
      creationTimestamp: BORN,
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'cart' } },
      template: { metadata: { labels: { app: 'cart' } }, spec: { containers: CONTAINERS } },
    },
    status: {
      observedGeneration: 2,
      replicas: 3,
      updatedReplicas: updated,
      readyReplicas: 3,
      availableReplicas: 3,
      updateRevision: 'cart-new',
    },
  };
}

function rawPod(index: number, revision: string): RawObject {
  const image = revision === 'cart-new' ? 'shop/cart:2.0.0' : 'shop/cart:1.0.0';
  const ready = { type: 'Ready', status: 'True', lastTransitionTime: BORN };
  return {
    metadata: {
      name: `cart-${index}`,
      namespace: 'shop',
      uid: `pod-${index}`,
      resourceVersion: revision,
      creationTimestamp: BORN,
      labels: { app: 'cart', 'controller-revision-hash': revision },
      ownerReferences: [{ kind: 'CloneSet', name: 'cart', uid: 'cs-1', controller: true }],
    },
    spec: { containers: [{ name: 'web', image }] },
    status: { phase: 'Running', conditions: [ready], containerStatuses: [] },
  };
}

/** The objects of the CloneSet, projected as a reflector projects them. */
function objects(updated: number) {
  const pods = [0, 1, 2].map((index) =>
    project('Pod', rawPod(index, index < updated ? 'cart-new' : 'cart-old')),
  );
  return [project(cloneSetKind(), rawCloneSet(updated)), ...pods];
}

/** A merge patch as an API server applies it (RFC 7386). */
function merged(object: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const held = isRecord(object) ? object : {};
  return { ...held, ...Object.fromEntries(Object.entries(patch).map(([k, v]) => [k, merged(held[k], v)])) };
}

function isRecord(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function gatewayOf(object: RawObject) {
  const patches: PatchRequest[] = [];
  const gateway: ClusterGateway = {
    read: () => Promise.resolve(object),
    patch: (request) => {
      patches.push(request);
      return Promise.resolve(merged(object, request.patch) as RawObject);
    },
  };
  return { gateway, patches };
}

describe('a workload kind that is defined in one place', () => {
  let undo: Undo = () => undefined;
  beforeEach(() => {
    undo = defineKind(cloneSet);
  });
  afterEach(() => undo());

  it('is watched where its API group serves it, until it is undone', () => {
    expect(WORKLOAD_KINDS.at(-1)).toBe('CloneSet');
    expect(KINDS.slice(-2)).toEqual(['CloneSet', 'Event']);
    expect(OPTIONAL_KINDS.has(cloneSetKind())).toBe(true);
    expect(collectionPath(cloneSetKind())).toBe('/apis/apps.kruise.io/v1alpha1/clonesets');
    undo();
    undo = () => undefined;
    expect(isWorkloadKind('CloneSet')).toBe(false);
    expect([...KINDS, ...WORKLOAD_KINDS, ...OPTIONAL_KINDS]).not.toContain('CloneSet');
  });

  it('has a placement with health and a receipt, and a rollout with a state', () => {
    const { world, context, errors } = scene();
    world.put('eu', ...objects(1));
    const view = context.views.get('cart~shop~eu@eu/shop');
    expect(errors).toEqual([]);
    expect(view?.summary.health).toMatchObject({
      status: 'Progressing',
      receipts: [{ rule: 'rollout.updated-replicas', field: 'status.updatedReplicas', value: '1' }],
    });
    expect(view?.rollouts).toMatchObject([
      {
        workload: { kind: 'CloneSet', name: 'cart' },
        state: 'Progressing',
        revision: 'cart-new',
        from: { web: 'shop/cart:1.0.0' },
        counts: { desired: 3, updated: 1, ready: 1, available: 3, old: 2 },
        strategy: '3 pods are made anew, a few at a time.',
      },
    ]);
  });

  it('reaches the live stream', async () => {
    const { world, picture, letGo } = scene();
    letGo();
    const clock = manualTimers();
    const live = createLive({
      picture,
      epoch: 'e1',
      timers: clock.timers,
      log: {
        error: (fields) => {
          throw new Error(JSON.stringify(fields));
        },
      },
    });
    live.start();
    world.put('eu', ...objects(1));
    clock.advance(5000);
    const messages: WireMessage[] = [];
    const actor = { id: 'user:ada', name: 'Ada', role: 'engineer', groups: [], sessionId: null } as const;
    const stop = await live.subscribe(
      { topics: ['rollouts'], since: live.hub.position(), actor },
      (message) => messages.push(message),
    );
    messages.splice(0);
    world.put('eu', ...objects(3));
    clock.advance(5000);
    expect(JSON.stringify(messages)).toContain('CloneSet');
    expect(JSON.stringify(messages)).toMatch(/state.{1,8}Complete/u);
    stop();
    live.stop();
  });

  it('is scaled and deployed by a plan', async () => {
    const { world } = scene();
    world.put('eu', ...objects(3));
    const kind = cloneSetKind();
    if (!isChangeable(kind)) throw new Error('its traits say that it is changeable');
    const target = { cluster: 'eu', namespace: 'shop', kind, name: 'cart' };
    const { gateway, patches } = gatewayOf(rawCloneSet(3));
    const planOf = async (intent: ChangeIntent) => {
      const action = ACTION_KINDS[intent.action];
      action.check(intent);
      const { plan } = await makePlan({
        gateway,
        kind: action,
        intent,
        operationId: 'op',
        keys: actionKeys('a secret of this test'),
        located: locate(world.store, target),
        services: { dependentsOf: () => ({ direct: [], indirect: 0, unseen: 0 }) },
        now: new Date(NOW),
      });
      return plan;
    };
    const scale = await planOf({ action: 'scale', target, params: { replicas: 5 } });
    expect(scale.diff).toEqual([{ path: 'spec.replicas', before: '3', after: '5' }]);
    const deploy = await planOf({
      action: 'deploy',
      target,
      params: { container: 'web', image: 'shop/cart:2.1.0' },
    });
    expect(deploy.diff).toEqual([
      {
        path: 'spec.template.spec.containers[web].image',
        before: 'shop/cart:2.0.0',
        after: 'shop/cart:2.1.0',
      },
    ]);
    expect(deploy.consequences).toContainEqual(expect.objectContaining({ title: '3 pods replaced' }));
    // A merge patch replaces lists: the other container, and the command of this one, are kept.
    expect(patches.at(-1)).toMatchObject({
      patchType: 'merge',
      patch: { spec: { template: { spec: { containers: [{ command: ['serve'] }, { name: 'log' }] } } } },
    });
  });
});
