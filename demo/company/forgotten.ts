import type { KubeObject } from '../cluster/types';
import { ADDRESSES, type ClusterName } from './services';

/** A workload that somebody started by hand in production and nobody owns: it serves a port, but no Service selects it. */
export function forgottenObjects(cluster: ClusterName): KubeObject[] {
  if (cluster !== 'production-eu') return [];
  const labels = { app: 'price-import' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'price-import', namespace: 'ops', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate' },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'price-import',
                image: 'registry.harbor.example/price-import:0.3.0',
                ports: [{ name: 'http', containerPort: 8000 }],
                env: [{ name: 'CATALOG_API_URL', value: ADDRESSES['catalog-api'] ?? '' }],
                resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } },
              },
            ],
          },
        },
      },
    },
  ];
}
