/** Objects as an API server sends them. */
export function rawNamespace(name: string, resourceVersion: string): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, uid: `uid-${name}`, resourceVersion, creationTimestamp: '2026-01-01T00:00:00Z' },
    status: { phase: 'Active' },
  };
}

export function rawDeployment(name: string, replicas: number): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      resourceVersion: '10',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: {}, spec: {} } },
  };
}

export const SILENT_LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };
