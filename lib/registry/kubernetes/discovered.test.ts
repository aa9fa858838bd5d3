import { describe, expect, it, vi } from 'vitest';
import type { EndpointSlice } from '@/lib/model';
import { endpointSlice, pod, service } from '@/lib/views/testing/objects';
import { NOW, testWorld } from '@/lib/views/testing/world';
import { createDiscovered } from './discovered';
import type { KubernetesDiscovery } from './served';

const SERVE: KubernetesDiscovery = { clusters: ['eu'], namespaces: null, namespaceSuffix: true };

function scene(serve: Partial<KubernetesDiscovery> = {}, clusters: readonly string[] = ['eu', 'us']) {
  const world = testWorld(clusters);
  let now = Date.parse(NOW);
  const discovered = createDiscovered({ world: world.store, serve: { ...SERVE, ...serve }, now: () => now });
  return { ...world, discovered, pass: (ms: number) => (now += ms) };
}

const web = service({ name: 'web', namespace: 'shop', selector: { app: 'web' } });

/** A slice of `web` with one endpoint for each argument. */
function endpoints(...those: readonly Partial<EndpointSlice['endpoints'][number]>[]): EndpointSlice {
  const bare = endpointSlice({ name: 'web-1', namespace: 'shop', service: 'web' });
  return {
    ...bare,
    ports: [
      { name: 'metrics', port: 9090, protocol: 'TCP' },
      { name: 'http', port: 8080, protocol: 'TCP' },
    ],
    endpoints: those.map((each, index) => ({
      addresses: [`10.42.0.${index + 1}`],
      ready: true,
      serving: true,
      terminating: false,
      ...each,
    })),
  };
}
const ports = [
  { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
  { name: 'metrics', port: 9090, protocol: 'TCP' },
];
const webOf = (name = 'web', namespace = 'shop') => ({
  ...service({ name, namespace, selector: { app: name } }),
  spec: { ...web.spec, ports },
});

describe('Kubernetes Services for discovery clients', () => {
  it('are each endpoint of a served cluster, as its slice has it', () => {
    const { put, discovered } = scene();
    const one = pod({ name: 'web-1', namespace: 'shop' });
    const targetRef = { kind: 'Pod', name: 'web-1', uid: one.metadata.uid };
    put(
      'eu',
      webOf(),
      endpoints(
        { targetRef, zone: 'eu-a', nodeName: 'node-1' },
        { ready: false },
        { ready: false, terminating: true },
        { ready: false, serving: false, terminating: true },
      ),
    );
    put('us', webOf(), endpoints({}));
    expect(discovered.names()).toEqual(['web-shop']);
    const [ready, ...others] = discovered.instances('web-shop');
    expect(ready).toMatchObject({
      service: 'web-shop',
      id: 'kubernetes/eu/shop/web/10.42.0.1/8080',
      address: '10.42.0.1',
      port: 8080,
      zone: 'eu-a',
      tags: ['k8s'],
      status: 'passing',
      metadata: {
        'external-source': 'kubernetes',
        'external-k8s-cluster': 'eu',
        'external-k8s-ns': 'shop',
        'external-k8s-service': 'web',
        'external-k8s-pod': 'web-1',
        'external-k8s-node': 'node-1',
        'port-http': '8080',
        'port-metrics': '9090',
      },
    });
    expect(ready?.checks[0]?.output).toBe('Pod web-1 is ready.');
    expect(others.map(({ status, checks }) => [status, checks[0]?.output])).toEqual([
      ['critical', 'The endpoint is not ready.'],
      ['warning', 'The endpoint terminates, and still serves.'],
      ['critical', 'The endpoint terminates.'],
    ]);
  });

  it('are none unless a cluster is named, with the index 0', () => {
    const { put, discovered } = scene({ clusters: [] });
    put('eu', webOf(), endpoints({}));
    expect([discovered.names(), discovered.index('web-shop'), discovered.catalogIndex()]).toEqual([[], 0, 0]);
    expect(discovered.unread()).toEqual([]);
  });

  it.each([
    [null, ['web-shop', 'web-shop-old']],
    [['shop'], ['web-shop']],
    [['shop*'], ['web-shop', 'web-shop-old']],
    [['*-system'], ['web-istio-system', 'web-kube-system']],
  ])('of the namespaces %j is %j', (namespaces, names) => {
    const { put, discovered } = scene({ namespaces });
    for (const namespace of ['shop', 'shop-old', 'kube-system', 'istio-system']) {
      const there = endpoints({});
      put('eu', webOf('web', namespace), {
        ...there,
        metadata: { ...there.metadata, namespace, uid: namespace },
      });
    }
    expect(discovered.names()).toEqual(names);
  });

  it('have a pod of two IP families once, by the first family of its Service', () => {
    const { put, discovered } = scene();
    const dual = webOf();
    const v6 = endpoints({ addresses: ['fd00::1'] });
    put('eu', { ...dual, spec: { ...dual.spec, ipFamilies: ['IPv6', 'IPv4'] } }, endpoints({}), {
      ...v6,
      addressType: 'IPv6',
      metadata: { ...v6.metadata, name: 'web-6', uid: 'web-6' },
    });
    expect(discovered.instances('web-shop').map(({ address }) => address)).toEqual(['fd00::1']);
  });

  it('have a new index and notify when a pod becomes unready, and not when nothing changed', () => {
    const { put, take, discovered, pass } = scene();
    put('eu', webOf(), endpoints({}, {}));
    const before = discovered.index('web-shop');
    const [first, second] = discovered.instances('web-shop');
    const [woken, elsewhere, catalog] = [vi.fn(), vi.fn(), vi.fn()];
    discovered.subscribe('web-shop', woken);
    discovered.subscribe('cart-shop', elsewhere);
    const undo = discovered.subscribe(null, catalog);

    pass(10);
    put('eu', endpoints({}, {}));
    expect(woken).not.toHaveBeenCalled();
    expect(discovered.index('web-shop')).toBe(before);

    put('eu', endpoints({}, { ready: false }));
    expect(woken).toHaveBeenCalledOnce();
    expect(discovered.index('web-shop')).toBeGreaterThan(before);
    const [same, other] = discovered.instances('web-shop');
    expect(same).toBe(first);
    expect(other?.status).toBe('critical');
    expect(other?.createIndex).toBe(second?.createIndex);
    expect(other?.modifyIndex).toBeGreaterThan(second?.modifyIndex ?? Infinity);
    expect(catalog).not.toHaveBeenCalled();

    const left = discovered.index('web-shop');
    take('eu', endpoints());
    expect(catalog).toHaveBeenCalledOnce();
    expect(discovered.names()).toEqual([]);
    // A removed name keeps an index, so that it does not decrease for a client that waits.
    expect(discovered.index('web-shop')).toBeGreaterThan(left);
    undo();
    put('eu', endpoints({}));
    expect(catalog).toHaveBeenCalledOnce();
    expect(elsewhere).not.toHaveBeenCalled();
  });

  it('never have a lower index, even after a restart', () => {
    const { put, store, discovered, pass } = scene();
    put('eu', webOf(), endpoints({}));
    pass(1000);
    const again = createDiscovered({ world: store, serve: SERVE, now: () => Date.parse(NOW) + 1000 });
    expect(again.index('web-shop')).toBeGreaterThan(discovered.index('web-shop'));
    expect(again.index('gone-meanwhile')).toBeGreaterThan(discovered.index('web-shop'));
    expect(again.instances('web-shop')).toHaveLength(1);
  });

  it('keep the last known state, and say so, when their cluster does not answer any more', () => {
    const { put, writer, live, discovered } = scene();
    put('eu', webOf(), endpoints({}));
    writer('eu').setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
    const [held] = discovered.instances('web-shop');
    expect(held?.status).toBe('passing');
    expect(held?.checks[0]?.output).toBe(
      'The endpoint is ready. This is the last known state: eu does not answer.',
    );
    live('eu');
    expect(discovered.instances('web-shop')[0]?.checks[0]?.output).toBe('The endpoint is ready.');
  });

  it('are not known of a cluster that was never read', () => {
    const { discovered, live } = scene({ clusters: ['eu', 'late'] });
    expect(discovered.unread()).toEqual(['late']);
    live('late');
    expect(discovered.unread()).toEqual([]);
  });

  it('join clusters under one name in the order of the settings', () => {
    const { put, discovered } = scene({ clusters: ['us', 'eu'], namespaceSuffix: false });
    put('eu', webOf(), endpoints({}));
    put('us', webOf(), endpoints({}));
    expect(discovered.instances('web').map(({ id }) => id)).toEqual([
      'kubernetes/us/shop/web/10.42.0.1/8080',
      'kubernetes/eu/shop/web/10.42.0.1/8080',
    ]);
  });
});
