import type { CatalogEntity, KnownPlacement } from '@/lib/model';

/** A Component as the catalog holds it. */
export function component(name: string, more: Partial<CatalogEntity> = {}): CatalogEntity {
  return {
    ref: `component:default/${name}`,
    kind: 'Component',
    namespace: 'default',
    name,
    title: null,
    description: null,
    labels: {},
    annotations: {},
    tags: [],
    links: [],
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/payments',
    system: 'system:default/shop',
    domain: null,
    dependsOn: [],
    providesApis: [],
    consumesApis: [],
    memberOf: [],
    ...more,
  };
}

/** A placement as the database keeps it. */
export function knownPlacement(
  service: string,
  cluster: string,
  namespace: string,
  more: Partial<KnownPlacement> = {},
): KnownPlacement {
  return {
    id: `${service}@${cluster}/${namespace}`,
    service,
    serviceName: service,
    cluster,
    namespace,
    firstSeenAt: '2026-03-01T00:00:00Z',
    vanishedAt: null,
    workloads: [`Deployment ${service}`],
    ...more,
  };
}
