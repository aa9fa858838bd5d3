import { describe, expect, it } from 'vitest';
import type { CatalogEntity, CatalogSnapshot, RegistryListed } from '@/lib/model';
import { deployment, endpointSlice, pod, service } from '../testing/objects';
import { running, scene } from '../testing/scene';
import { readRegistry, readRegistryService } from './read';

const LATER = '2026-03-12T03:14:40Z';

function catalogOf(...components: { name: string; annotations?: Record<string, string> }[]): CatalogSnapshot {
  const entities = components.map(({ name, annotations = {} }): CatalogEntity => ({
    ref: `component:default/${name}`,
    kind: 'Component',
    namespace: 'default',
    name,
    title: null,
    description: null,
    labels: {},
    annotations: { 'backstage.io/kubernetes-id': name, ...annotations },
    tags: [],
    links: [],
    type: 'service',
    lifecycle: null,
    owner: 'group:default/storefront',
    system: null,
    domain: null,
    dependsOn: [],
    providesApis: [],
    consumesApis: [],
    memberOf: [],
  }));
  return { entities, placements: [] };
}

const labels = (name: string) => ({ labels: { 'backstage.io/kubernetes-id': name } });

type Scene = ReturnType<typeof scene>;

const listed = ({ context }: Scene): readonly RegistryListed[] => readRegistry(context, {}).items;
const row = (made: Scene, name: string) => listed(made).find((one) => one.name === name);
const kinds = (made: Scene) => listed(made).flatMap(({ conflicts }) => conflicts.map(({ kind }) => kind));

describe('the registry of a cluster', () => {
  it('has a row a service with its instances, and nothing disagrees', () => {
    const made = scene({ catalog: catalogOf({ name: 'cart' }) });
    made.world.put('eu', ...running({ name: 'cart', replicas: 2, ...labels('cart') }).all);
    expect(row(made, 'cart')).toMatchObject({
      id: 'cart',
      owner: 'storefront',
      counts: { kubernetes: 2, self: 0, consul: 0 },
      statuses: [{ status: 'passing', instances: 2 }],
      truth: { declared: 'yes', registered: 'yes', running: 'yes' },
      disagreements: 0,
      conflicts: [],
    });
    const { instances, kubernetes } = readRegistryService(made.context, 'cart');
    expect(instances.map(({ address, port, pod: name }) => `${address}:${port} ${name}`)).toEqual([
      '10.0.0.1:8080 cart-rs1-0',
      '10.0.0.2:8080 cart-rs1-1',
    ]);
    expect(kubernetes[0]?.dns[0]).toEqual({
      name: 'cart.shop.svc.cluster.local',
      answers: 'the cluster address 10.96.0.9',
    });
    expect(made.errors).toEqual([]);
  });
});

void [deployment, endpointSlice, pod, service, LATER, kinds];
