import { describe, expect, it } from 'vitest';
import type { ChangeIntent } from '@/lib/model';
import { patchOf } from '../plan/patch';
import { draftOfBusy, draftPlan } from '../plan/make-plan';
import { actionKeys } from '../seal';
import { CART, templateGateway, type Json } from '../testing/template-gateway';
import { restart } from './restart';

const intent = { action: 'restart', target: CART, params: {} } as const satisfies ChangeIntent;
const now = new Date('2026-03-12T03:00:00.123Z');
const deployment = (spec: Json = {}): Json => ({
  metadata: { uid: 'u', resourceVersion: '1' },
  spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', image: 'r/cart:1' }] } }, ...spec },
});
const resolved = { at: '2026-03-12T03:00:00Z' };
const path = 'spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]';
const draft = (object: Json) => {
  const server = templateGateway(object);
  const input = {
    gateway: server.gateway,
    kind: restart,
    intent,
    resolved,
    operationId: 'op',
    keys: actionKeys('k'),
  };
  return { server, input, made: draftOfBusy(input) };
};

describe('restart', () => {
  it('fixes its time in the plan, to the second, as kubectl writes it', async () => {
    const input = { intent, now } as Parameters<NonNullable<typeof restart.resolve>>[0];
    expect(await restart.resolve?.(input)).toEqual(resolved);
  });

  it('writes the annotation of the pod template and nothing else', async () => {
    const { made } = draft(deployment());
    const { diff, planned } = await made;
    expect(diff).toEqual([{ path, before: null, after: '2026-03-12T03:00:00Z' }]);
    expect(
      patchOf({ kind: restart, planned, operationId: 'op', live: { uid: 'u', resourceVersion: '1' } }),
    ).toEqual({
      metadata: { uid: 'u', resourceVersion: '1', annotations: { 'pilothouse.dev/operation': 'op' } },
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': resolved.at } } } },
    });
    expect(restart.title({ ...planned, intent, resolved })).toBe('Restart cart');
  });

  it('is the same plan when it is made again', async () => {
    const { input, server, made } = draft(deployment());
    const first = await made;
    expect((await draftPlan({ ...input, live: server.live() })).hash).toBe(first.hash);
  });

  it('is another plan once somebody else has restarted it', async () => {
    const { made } = draft(deployment());
    const template = {
      metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-03-12T02:00:00Z' } },
    };
    const since = draft(deployment({ template }));
    expect((await since.made).hash).not.toBe((await made).hash);
  });

  it('is refused while the rollouts are paused', async () => {
    await expect(draft(deployment({ paused: true })).made).rejects.toMatchObject({
      code: 'invalid-input',
      fields: [
        {
          field: 'target',
          message: 'The rollouts of cart are paused: resume them first, with kubectl rollout resume.',
        },
      ],
    });
  });

  it('is refused for what runs by a schedule', () => {
    expect(() => restart.check({ ...intent, target: { ...CART, kind: 'CronJob' } })).toThrow(
      'A CronJob has no pods to restart; expected one of Deployment, StatefulSet, DaemonSet.',
    );
  });
});
