import { expect, it } from 'vitest';
import type { ChangeIntent, ClusterGateway, Deployment, RawObject } from '@/lib/model';
import { failed, succeeded, waits } from '../judge-rollout';
import { draftOfBusy, draftPlan } from '../plan/make-plan';
import { patchRequest } from '../plan/patch';
import { recordAt } from '../plan/raw';
import { kindOf } from '../kind-of';
import { actionKeys } from '../seal';
import { ACTION_KINDS, type ActionKind } from './index';

/** An action that the product does not have, in one place: it holds the rollouts of a Deployment back. */
const pause: ActionKind = {
  traits: { template: 'untouched', replicasParam: null, fits: ({ pausedBy }) => pausedBy === 'spec.paused' },
  field: 'action',
  subject: 'the pause',
  check: () => undefined,
  replacedValue: (_intent, live) => ({ before: recordAt(live, 'spec').paused === true ? 'true' : 'false' }),
  patch: () => ({ spec: { paused: true } }),
  owns: (fields) => 'f:paused' in recordAt(fields, 'f:spec'),
  title: ({ intent }) => `Pause ${intent.target.name}`,
  effects: () => [],
  verify({ workload }) {
    if (workload.kind !== 'Deployment') return failed('It is no Deployment.');
    return workload.spec.paused ? succeeded('Its rollouts are paused.') : waits('It is not paused yet.');
  },
};

const target = { cluster: 'c', namespace: 'shop', kind: 'Deployment' as const, name: 'cart' };
const intent = { action: 'pause', target, params: {} } as unknown as ChangeIntent;
const ctx = { kinds: { ...ACTION_KINDS, pause } };

/** An API server that holds one Deployment and merges what it is sent. */
function scripted() {
  let live: RawObject = {
    metadata: { uid: 'u', resourceVersion: '1' },
    spec: { replicas: 2, template: { spec: { containers: [{ name: 'cart', image: 'cart:1' }] } } },
  };
  const written: RawObject[] = [];
  const gateway: ClusterGateway = {
    read: () => Promise.resolve(live),
    patch({ patch, dryRun }) {
      const next = { ...live, spec: { ...recordAt(live, 'spec'), ...recordAt(patch, 'spec') } };
      if (!dryRun) {
        live = next;
        written.push(patch);
      }
      return Promise.resolve(next);
    },
  };
  return { gateway, written };
}

it('takes an action from one place: planned, executed and verified', async () => {
  const { gateway, written } = scripted();
  const kind = kindOf(ctx, intent);
  const asked = { gateway, kind, intent, resolved: null, operationId: 'op', keys: actionKeys('toy') };
  const draft = await draftOfBusy(asked);
  expect(draft.diff).toEqual([{ path: 'spec.paused', before: null, after: 'true' }]);
  expect(kind.title(draft.planned)).toBe('Pause cart');
  expect(written).toEqual([]);

  const again = await draftPlan({ ...asked, live: draft.live });
  expect(again.hash).toBe(draft.hash);
  await gateway.patch(patchRequest({ kind, planned: again.planned, operationId: 'op', live: again }, false));
  expect(written).toMatchObject([{ spec: { paused: true }, metadata: { uid: 'u', resourceVersion: '1' } }]);

  const seen = (paused: boolean) =>
    kind.verify({
      workload: { kind: 'Deployment', spec: { paused } } as unknown as Deployment,
      diff: draft.diff,
      rollout: null,
    });
  expect(seen(false)).toEqual({ ended: false, sentence: 'It is not paused yet.' });
  expect(seen(true)).toMatchObject({ ended: true, ending: { state: 'succeeded' } });
});
