import type { EvidenceSource, MapEdge, MapNode } from '@/lib/model';

/** A Healthy placement of the System shop; `given` overrides its fields. */
export function node(name: string, given: Partial<MapNode> = {}): MapNode {
  return {
    kindOfRow: 'node',
    id: name,
    kind: 'service',
    name,
    what: 'Deployment',
    object: `shop/${name}`,
    technology: null,
    unread: [],
    service: null,
    cluster: 'production-eu',
    namespace: 'shop',
    environment: 'production',
    owner: 'team-shop',
    system: 'shop',
    domain: 'commerce',
    version: '1.0.0',
    rollout: null,
    health: {
      status: 'Healthy',
      reason: 'placement.healthy',
      message: 'All 2 pods are ready.',
      since: null,
      receipts: [],
      last: null,
      advice: null,
    },
    ...given,
  };
}

export function withHealth(status: MapNode['health']['status']): Pick<MapNode, 'health'> {
  return { health: { ...node('any').health, status } };
}

/** A configured call; `given` overrides its fields. */
export function edge(
  from: string,
  to: string,
  { source = 'configured', ...given }: Partial<MapEdge> & { source?: EvidenceSource } = {},
): MapEdge {
  const kind = given.kind ?? 'calls';
  return {
    kindOfRow: 'edge',
    id: `${from}>${to}:${kind}`,
    from,
    to,
    kind,
    evidence: [
      {
        source,
        detail: `Deployment shop/${from}`,
        object: `Deployment shop/${from}`,
        field: 'containers[0].env[URL]',
        value: `http://${to}.shop`,
        cluster: 'production-eu',
        observedAt: null,
      },
    ],
    traffic: null,
    verdict: null,
    ...given,
  };
}
