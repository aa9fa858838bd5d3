import { describe, expect, it } from 'vitest';
import { environmentSchema, isWorkload, type Workload } from '@/lib/model';
import { project } from '@/lib/projection';
import { environmentOf, matchesPattern } from './environment';
import { identify, ownerOf } from './identity';

type Marks = { readonly labels?: object; readonly annotations?: object };

function deployment(own: Marks, template: Marks = {}, annotations: readonly string[] = []): Workload {
  const object = project(
    'Deployment',
    {
      metadata: {
        name: 'cart-v2',
        namespace: 'shop',
        uid: 'u1',
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...own,
      },
      spec: { template: { metadata: template } },
    },
    { annotations },
  );
  if (!isWorkload(object)) throw new Error('a Deployment is a workload');
  return object;
}

describe('identity', () => {
  const id = 'backstage.io/kubernetes-id';
  const instance = 'app.kubernetes.io/instance';

  it.each([
    ['an annotation', deployment({ annotations: { [id]: 'cart' } })],
    ['a label', deployment({ labels: { [id]: 'cart' } })],
    ['an annotation of the template', deployment({}, { annotations: { [id]: 'cart' } })],
    ['a label of the template', deployment({}, { labels: { [id]: 'cart' } })],
    [
      'the workload before its template',
      deployment({ labels: { [id]: 'cart' } }, { labels: { [id]: 'no' } }),
    ],
  ])('is the kubernetes-id of %s, wherever it runs', (_name, workload) => {
    expect(identify(workload, 'prod-eu', [])).toEqual({ by: 'kubernetes-id', name: 'cart' });
  });

  it('is the instance in its namespace and cluster without one', () => {
    expect(identify(deployment({ labels: { [instance]: 'cart' } }), 'prod-eu', [])).toEqual({
      by: 'instance',
      name: 'cart',
      namespace: 'shop',
      cluster: 'prod-eu',
    });
  });

  it('is the workload itself at last, never the name of a product', () => {
    const workload = deployment({ labels: { 'app.kubernetes.io/name': 'redis' } });
    expect(identify(workload, 'prod-eu', [])).toMatchObject({ by: 'workload', name: 'cart-v2' });
  });

  it('uses the labels of the settings first', () => {
    const workload = deployment(
      { labels: { [id]: 'cart' }, annotations: { 'example.com/service': 'basket' } },
      {},
      ['example.com/service'],
    );
    expect(identify(workload, 'prod-eu', ['example.com/service'])).toEqual({
      by: 'kubernetes-id',
      name: 'basket',
    });
    expect(identify(workload, 'prod-eu', ['constructor'])).toMatchObject({ name: 'cart' });
  });

  it('takes no value that is not allowed in an id', () => {
    for (const value of ['a~b', 'a/b', '', ' ', 'x'.repeat(64)]) {
      const workload = deployment({ annotations: { [id]: value } });
      expect(identify(workload, 'prod-eu', [])).toMatchObject({ by: 'workload' });
    }
  });

  it('has an owner by the label, on the workload or its template', () => {
    const owner = { labels: { 'pilothouse.dev/owner': 'storefront' } };
    expect(ownerOf(deployment(owner))).toBe('storefront');
    expect(ownerOf(deployment({}, owner))).toBe('storefront');
    expect(ownerOf(deployment({}))).toBeNull();
  });
});

describe('environment', () => {
  const rule = (name: string, match: object[], title?: string) =>
    environmentSchema.parse({ name, match, ...(title === undefined ? {} : { title }) });
  const rules = [
    rule('edge', [{ cluster: 'edge-*', namespace: 'shop' }, { namespace: 'edge-*-eu' }]),
    rule('pre-live', [{ cluster: 'prod-us' }], 'Before live'),
  ];

  it.each([
    ['edge-1', 'shop', 'edge', 'Edge'],
    ['edge-1', 'other', 'unassigned', 'Unassigned'],
    ['any', 'edge-7-eu', 'edge', 'Edge'],
    ['prod-us', 'shop', 'pre-live', 'Before live'],
  ])('of %s/%s is %s by the first rule that matches', (cluster, namespace, name, title) => {
    expect(environmentOf(cluster, namespace, rules)).toMatchObject({ name, title });
  });

  it.each([
    ['k8s', 'shop-prod', 'production', 1],
    ['k8s', 'production', 'production', 1],
    ['PRD_1', 'shop', 'production', 1],
    ['live.eu', 'shop', 'production', 1],
    ['production-eu', 'shop-staging', 'staging', 0],
    ['stg', 'shop', 'staging', 0],
    ['k8s', 'shop-pre-prod', 'staging', 0],
    ['non-prod', 'shop', 'staging', 0],
    ['k8s', 'preprod', 'staging', 0],
    ['k8s', 'uat', 'staging', 0],
    ['dev', 'shop', 'development', 0],
    ['k8s', 'qa2-test', 'development', 0],
    ['k8s', 'products', 'unassigned', 0],
    ['minikube', 'default', 'unassigned', 0],
    ['k8s', 'device-delivery', 'unassigned', 0],
  ])('of %s/%s is %s by its words, with %i approvals', (cluster, namespace, name, approvals) => {
    expect(environmentOf(cluster, namespace, [])).toMatchObject({ name, policy: { approvals } });
  });

  it.each([
    ['*', '', true],
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*a', 'a', false],
    ['a*b*c', 'axbxc', true],
    ['a*b*c', 'axc', false],
    ['*b*b', 'b', false],
    ['a.c', 'abc', false],
    ['abc', 'abcd', false],
  ])('the pattern %s and %s: %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });
});
