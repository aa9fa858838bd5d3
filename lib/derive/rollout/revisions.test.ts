import { describe, expect, it } from 'vitest';
import { factsOf } from '../testing/facts';
import { load, loadFixture } from '../testing/load';
import { workloadRevisions } from './revisions';

const view = { observedAt: '2026-03-06T07:59:59.000Z' };

function revision(
  owner: string,
  number: number,
  more: { hash: string; image: string; cause?: string },
): string {
  const [kind = '', name = ''] = owner.split('/');
  return `
apiVersion: apps/v1
kind: ControllerRevision
metadata:
  name: ${name}-${more.hash}
  namespace: shop-prod
  creationTimestamp: 2026-03-0${number}T08:00:00Z
  labels: {controller-revision-hash: ${more.hash}}
  annotations: {${more.cause === undefined ? '' : `kubernetes.io/change-cause: ${more.cause}`}}
  ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: uid-${name}, controller: true}]
revision: ${number}
data:
  spec:
    template:
      $patch: replace
      spec: {containers: [{name: ${name}, image: '${more.image}'}]}
`;
}

const described = (name: string, kept: readonly string[]) => {
  const objects = [...loadFixture(`fixtures/${name}.yaml`), ...load(kept.join('---'))];
  const [facts] = factsOf(objects, view).workloads;
  return facts === undefined
    ? []
    : workloadRevisions(facts, 'prod-eu').map(
        (one) =>
          `${one.revision}${one.current ? ' (current)' : ''} ${Object.values(one.images).join()} ${one.pods} pods` +
          `${one.createdAt === null ? '' : ` ${one.createdAt.slice(0, 10)}`}${one.changeCause === null ? '' : ` ${one.changeCause}`}`,
      );
};

describe('the revisions of a StatefulSet', () => {
  it('show no credential of the command line that made them', () => {
    const set = 'StatefulSet/orders';
    const image = 'registry.example/shop/orders:17.5';
    const cause = (line: string) =>
      described('stateful-set-rolling', [revision(set, 3, { hash: 'r2', image, cause: line })])[0];
    expect(cause('kubectl set env sts/orders DB_PASSWORD=hunter2 --record=true')).toMatch(/ ••••••$/u);
    expect(cause('kubectl set image sts/orders orders=orders:17.5 --record=true')).toMatch(
      / --record=true$/u,
    );
  });

  it('are its ControllerRevisions, newest first, with the pods of each', () => {
    const set = 'StatefulSet/orders';
    expect(
      described('stateful-set-rolling', [
        revision(set, 1, { hash: 'r1', image: 'registry.example/shop/orders:17.4' }),
        revision(set, 3, { hash: 'r2', image: 'registry.example/shop/orders:17.5', cause: 'minor upgrade' }),
        revision(set, 2, { hash: 'r0', image: 'registry.example/shop/orders:17.0' }),
      ]),
    ).toEqual([
      '3 (current) registry.example/shop/orders:17.5 1 pods 2026-03-03 minor upgrade',
      '2 registry.example/shop/orders:17.0 0 pods 2026-03-02',
      '1 registry.example/shop/orders:17.4 2 pods 2026-03-01',
    ]);
  });

  it('are the running ones where none can be read', () => {
    expect(
      described('stateful-set-rolling', []).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['orders-r2 (current)', 'orders-r1 registry.example/shop/orders:17.4']);
  });
});
