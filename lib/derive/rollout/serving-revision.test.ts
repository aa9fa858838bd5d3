import { describe, expect, it } from 'vitest';
import { factsOf } from '../testing/facts';
import { load, loadFixture } from '../testing/load';
import { rolloutOf } from './rollout';
import { servingRevision } from './serving-revision';

const view = {
  cluster: 'prod-eu',
  observedAt: '2026-03-06T07:59:59.000Z',
  now: new Date('2026-03-06T08:00:00Z'),
};

/** The serving revision of a fixture's workload, with ControllerRevisions that are read beside it. */
function servingOf(fixture: string, kept = '') {
  const objects = [...loadFixture(`fixtures/${fixture}.yaml`), ...(kept === '' ? [] : load(kept))];
  const [facts] = factsOf(objects, view).workloads;
  const rollout = facts && rolloutOf(facts, view);
  return facts && rollout ? servingRevision(facts, rollout) : null;
}

const revision = (kind: string, name: string, more: { readonly suffix: string; readonly number: number }) => `
apiVersion: apps/v1
kind: ControllerRevision
metadata:
  name: ${name}-${more.suffix}
  namespace: shop-prod
  uid: uid-${name}-${more.suffix}
  creationTimestamp: 2026-03-01T08:00:00Z
  labels: {controller.kubernetes.io/hash: hash-${more.suffix}}
  ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: uid-${name}, controller: true}]
revision: ${more.number}
data: {spec: {template: {$patch: replace, spec: {containers: [{name: ${name}, image: 'registry.example/x:${more.number}.0'}]}}}}
`;

describe('the revision that a workload serves with', () => {
  it('is the newest ReplicaSet of a Deployment that is Complete', () => {
    expect(servingOf('healthy')).toEqual({
      uid: 'uid-payments-rs2',
      revisionName: 'payments-rs2',
      templateHash: 'rs2',
      revision: 2,
      version: '2.0.0',
    });
  });

  it('is the stable ReplicaSet of an Argo Rollout that is Complete', () => {
    expect(servingOf('argo-rollout-healthy')).toMatchObject({ templateHash: 'old', revision: 3 });
  });

  it('is the ControllerRevision that the status of a StatefulSet names, whatever its number', () => {
    const kept = ['r1', 'r2'].map((suffix, index) =>
      revision('StatefulSet', 'orders', { suffix, number: 8 + index }),
    );
    expect(servingOf('stateful-set-healthy', kept.join('---'))).toMatchObject({
      uid: 'uid-orders-r1',
      templateHash: 'hash-r1',
      revision: 8,
    });
  });

  it('is the ControllerRevision of a DaemonSet with the highest number', () => {
    const kept = [
      revision('DaemonSet', 'logs', { suffix: 'b', number: 2 }),
      revision('DaemonSet', 'logs', { suffix: 'a', number: 1 }),
    ];
    expect(servingOf('daemon-set-healthy', kept.join('---'))).toMatchObject({
      uid: 'uid-logs-b',
      version: '2.0',
    });
  });

  it.each([
    ['while a rollout is under way', 'rolling-out'],
    ['while a partition holds pods back', 'stateful-set-partition'],
    ['without a pod', 'idle'],
    ['after a deadline has passed', 'rollout-failed'],
    ['where revisions cannot be read', 'stateful-set-healthy'],
    ['of a canary that is paused', 'argo-canary-paused'],
  ])('is none %s', (_, fixture) => {
    expect(servingOf(fixture)).toBeNull();
  });

  it('is none while a partition holds pods back, with all revisions read', () => {
    const kept = ['r1', 'r2'].map((suffix, index) =>
      revision('StatefulSet', 'orders', { suffix, number: index + 1 }),
    );
    expect(servingOf('stateful-set-partition', kept.join('---'))).toBeNull();
  });
});
