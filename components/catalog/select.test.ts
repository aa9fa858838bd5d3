import { describe, expect, it } from 'vitest';
import type { Health, PlacementSummary, ServiceSummary } from '@/lib/model';
import { countFacet, groupServices, selectServices, type CatalogQuery } from './select';

const all: CatalogQuery = {
  q: '',
  environment: [],
  cluster: [],
  owner: [],
  system: [],
  health: [],
  sort: 'name',
  group: 'system',
};

function placement(cluster: string, environment: string, status: Health): PlacementSummary {
  const receipt = {
    rule: 'test',
    object: { cluster, kind: 'Deployment', namespace: 'shop', name: 'x', uid: null },
    field: 'status',
    value: '',
    cluster,
    observedAt: '2026-03-12T03:14:00Z',
  };
  return {
    id: `x@${cluster}/shop`,
    cluster,
    namespace: 'shop',
    environment,
    health: {
      status,
      reason: 'test',
      message: `${status}.`,
      since: null,
      receipts: [receipt],
      last: null,
      advice: null,
    },
    version: '1.0.0',
    image: `registry.harbor.example/${environment}-image:1.0.0`,
    ready: 1,
    desired: 1,
    rollout: null,
    changedAt: null,
    observedAt: null,
    endpoints: [],
  };
}

function service(name: string, fields: Partial<ServiceSummary>): ServiceSummary {
  const placements = fields.placements ?? [];
  const health = placements[0]?.health ?? placement('none', 'none', 'Unknown').health;
  return {
    id: name,
    name,
    title: null,
    description: null,
    owner: null,
    system: null,
    source: 'discovered',
    environments: placements.map((one) => one.environment),
    health,
    placements,
    changedAt: null,
    ...fields,
  };
}

const services = [
  service('payments', {
    owner: 'payments',
    system: 'payments',
    placements: [
      placement('production-eu', 'production', 'Degraded'),
      placement('staging-eu', 'staging', 'Healthy'),
    ],
  }),
  service('cart', {
    owner: 'storefront',
    system: 'shop',
    placements: [placement('staging-eu', 'staging', 'Healthy')],
  }),
  service('stray', {}),
];
const names = (query: Partial<CatalogQuery>): string[] =>
  selectServices(services, { ...all, ...query }).map(({ name }) => name);

describe('the catalog', () => {
  it('finds by name, owner and image', () => {
    expect(names({ q: 'CART' })).toEqual(['cart']);
    expect(names({ q: 'storefront' })).toEqual(['cart']);
    expect(names({ q: 'production-image' })).toEqual(['payments']);
  });

  it('keeps to the scope, and judges health within it', () => {
    expect(names({ environment: ['production'] })).toEqual(['payments']);
    expect(names({ health: ['Degraded'] })).toEqual(['payments']);
    expect(names({ health: ['Degraded'], environment: ['staging'] })).toEqual([]);
    expect(names({ cluster: ['staging-eu'] })).toEqual(['cart', 'payments']);
  });

  it('finds what has no owner', () => {
    expect(names({ owner: ['-'] })).toEqual(['stray']);
  });

  it('sorts by severity, worst first', () => {
    expect(names({ sort: 'health' })).toEqual(['payments', 'stray', 'cart']);
  });

  it('counts a facet without the choice made in it, with the choices made elsewhere', () => {
    const counts = countFacet(
      services,
      { ...all, environment: ['staging'], owner: ['payments'] },
      'environment',
    );
    expect(Object.fromEntries(counts)).toEqual({ production: 1, staging: 1 });
    expect(Object.fromEntries(countFacet(services, all, 'health'))).toEqual({
      Degraded: 1,
      Healthy: 2,
      Unknown: 1,
    });
  });

  it('groups by system, those without one last', () => {
    expect(groupServices(services, 'system').map(({ label }) => label)).toEqual(['payments', 'shop', null]);
  });
});
