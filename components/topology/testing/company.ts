import type { Evidence, EvidenceSource, Health, MapEdge, MapNode, MapRow } from '@/lib/model';

const OBSERVED_AT = '2026-03-12T03:14:18.000Z';
const DOMAINS = ['Commerce', 'Money', 'Logistics', 'People', 'Platform'];
const SYSTEMS = ['shop', 'payments', 'fulfilment', 'search', 'accounts', 'billing', 'pricing', 'returns'];
const NAMES = [
  'api',
  'worker',
  'gateway',
  'catalog',
  'cart',
  'ledger',
  'mail',
  'quote',
  'stock',
  'feed',
  'audit',
  'sync',
];
const STORES = [
  { what: 'PostgreSQL', technology: 'postgresql', port: 5432, version: '16.8' },
  { what: 'Redis', technology: 'redis', port: 6379, version: '7.4.2' },
  { what: 'Kafka', technology: 'kafka', port: 9092, version: '3.9.0' },
] as const;

/** Names that would break a page which does not treat them as text. */
export const HOSTILE_NAMES = [
  '<img src=x onerror="document.title=1">',
  'a-very-long-name-that-somebody-chose-because-nobody-said-that-it-may-not-be-longer-than-a-line',
  '\u202Eمدفوعات-الخدمة',
  '"];--> click me "javascript:alert(1)"',
] as const;

export interface CompanyOptions {
  readonly services: number;
  readonly seed?: number;
  /** Five; two for a small company. */
  readonly edgesPerService?: number;
  readonly hostile?: boolean;
  /** A cluster that does not answer: what it runs is Unknown. */
  readonly stale?: boolean;
}

type Random = () => number;

/** A generated company, the same for the same options: nodes and edges as in the topic `topology`. */
export function company(options: CompanyOptions): MapRow[] {
  const { services, seed = 1, edgesPerService = services < 50 ? 2 : 5 } = options;
  const random = randomOf(seed);
  const systems = Math.max(2, Math.round(services / (services > 300 ? 25 : 10)));
  const nodes = Array.from({ length: services }, (_, index) =>
    serviceNode({ index, system: index % systems, options, random }),
  );
  const entries = nodes.slice(0, Math.max(1, Math.ceil(services / 60))).map((node) => entryFor(node));
  const stores = Array.from({ length: systems }, (_, system) => storeNode(system, nodes[system]));
  const hosts = ['smtp.mail.example', 'api.bank.example'].map(hostNode);
  const edges = new Map<string, MapEdge>();
  const join = (from: MapNode, to: MapNode, kind: 'routes' | 'calls' = 'calls'): void => {
    const edge = edgeBetween({ from, to, kind, random });
    if (from.id !== to.id) edges.set(edge.id, edge);
  };
  entries.forEach((entry, index) => {
    const to = nodes[index];
    if (to) join(entry, to, 'routes');
  });
  const wanted = services * edgesPerService;
  for (let tries = 0; edges.size < wanted && tries < wanted * 6; tries += 1) {
    const at = Math.floor(random() * services);
    const to = calleeOf(at, { services, systems, random });
    const from = nodes[at];
    const other = nodes[to];
    if (from && other) join(from, other);
    if (from && tries % 8 === 0) join(from, stores[at % systems] ?? from);
    if (from && tries % 40 === 0) join(from, hosts[tries % hosts.length] ?? from);
  }
  return [...entries, ...nodes, ...stores, ...hosts, ...edges.values()];
}

/** Mostly within its own system and always to a deeper layer, so that there are callers and callees; now and then any service. */
function calleeOf(at: number, of: { services: number; systems: number; random: Random }): number {
  const { services, systems, random } = of;
  const depth = Math.floor(at / systems);
  const depths = Math.ceil(services / systems);
  if (random() < 0.005) return Math.floor(random() * services);
  const down = Math.min(depths - 1, depth + 1 + Math.floor(random() * random() * 4));
  const here = at % systems;
  const nearby =
    random() < 0.4
      ? Math.floor(random() * Math.min(3, systems))
      : (here + 1 + Math.floor(random() * 2)) % systems;
  const system = random() < 0.85 ? here : nearby;
  return Math.min(services - 1, down * systems + system);
}

/** A linear congruential generator: numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function healthOf(random: Random, stale: boolean): Health {
  if (stale) return 'Unknown';
  const drawn = random();
  if (drawn < 0.015) return 'Degraded';
  if (drawn < 0.05) return 'Progressing';
  if (drawn < 0.06) return 'Unknown';
  if (drawn < 0.075) return 'Idle';
  return drawn < 0.085 ? 'Suspended' : 'Healthy';
}

const SENTENCES: Record<Health, string> = {
  Healthy: 'All 4 pods are ready.',
  Idle: 'It is scaled to 0 replicas on purpose.',
  Suspended: 'The rollout is paused at 1 of 4 pods.',
  Progressing: '2 of 4 pods are ready.',
  Unknown: 'The cluster staging-eu has not answered for 24 min.',
  Missing: 'The Deployment is not there.',
  Degraded: '3 of 4 pods were killed for using more than 512 MiB of memory.',
};

function health(status: Health): MapNode['health'] {
  return {
    status,
    reason: `placement.${status.toLowerCase()}`,
    message: SENTENCES[status],
    since: '2026-03-12T02:52:00.000Z',
    receipts: [],
    last: status === 'Unknown' ? { status: 'Healthy', observedAt: '2026-03-12T02:50:00.000Z' } : null,
    advice: null,
  };
}

interface ServiceOptions {
  readonly index: number;
  readonly system: number;
  readonly options: CompanyOptions;
  readonly random: Random;
}

function systemName(system: number): string {
  const name = SYSTEMS[system % SYSTEMS.length] ?? 'shop';
  return system < SYSTEMS.length ? name : `${name}-${Math.floor(system / SYSTEMS.length) + 1}`;
}

function serviceNode({ index, system, options, random }: ServiceOptions): MapNode {
  const status = healthOf(random, options.stale === true && index % 3 === 0);
  const round = Math.floor(index / NAMES.length);
  const plain = `${NAMES[index % NAMES.length] ?? 'api'}${round === 0 ? '' : `-${round}`}`;
  const name = options.hostile === true ? (HOSTILE_NAMES[index] ?? plain) : plain;
  const namespace = systemName(system);
  return {
    kindOfRow: 'node',
    id: `placement:${namespace}/${plain}@production-eu`,
    kind: 'service',
    name,
    what: 'Deployment',
    object: `${namespace}/${name}`,
    technology: null,
    unread: [],
    service: `component:default/${plain}`,
    cluster: index % 7 === 6 ? 'staging-eu' : 'production-eu',
    namespace,
    environment: index % 7 === 6 ? 'staging' : 'production',
    owner: `team-${DOMAINS[system % DOMAINS.length]?.toLowerCase() ?? 'a'}`,
    system: namespace,
    domain: DOMAINS[system % DOMAINS.length] ?? null,
    version: `${1 + Math.floor(random() * 6)}.${Math.floor(random() * 40)}.${Math.floor(random() * 9)}`,
    rollout:
      status === 'Progressing'
        ? { state: 'Progressing', toVersion: '7.43.0', sentence: '2 of 4 pods run 7.43.0.' }
        : null,
    health: health(status),
  };
}

function entryFor(node: MapNode): MapNode {
  return {
    ...node,
    id: `ingress:${node.object ?? ''}@production-eu`,
    kind: 'entry',
    name: `${node.system ?? 'shop'}-web`,
    what: 'Ingress',
    service: null,
    version: null,
    rollout: null,
    health: health('Healthy'),
  };
}

function storeNode(system: number, sibling: MapNode | undefined): MapNode {
  const store = STORES[system % STORES.length] ?? STORES[0];
  const name = `${systemName(system)}-${store.technology}`;
  return {
    kindOfRow: 'node',
    id: `placement:${systemName(system)}/${name}@production-eu`,
    kind: 'data',
    name,
    what: store.what,
    object: `${systemName(system)}/${name}`,
    technology: store.technology,
    unread: [],
    service: `component:default/${name}`,
    cluster: 'production-eu',
    namespace: systemName(system),
    environment: 'production',
    owner: sibling?.owner ?? null,
    system: systemName(system),
    domain: sibling?.domain ?? null,
    version: store.version,
    rollout: null,
    health: health('Healthy'),
  };
}

function hostNode(name: string): MapNode {
  return {
    kindOfRow: 'node',
    id: `host:${name}`,
    kind: 'external',
    name,
    what: 'host',
    object: null,
    technology: null,
    unread: [],
    service: null,
    cluster: null,
    namespace: null,
    environment: null,
    owner: null,
    system: null,
    domain: null,
    version: null,
    rollout: null,
    health: { ...health('Unknown'), message: 'Nothing watches this host.', last: null },
  };
}

interface EdgeOptions {
  readonly from: MapNode;
  readonly to: MapNode;
  readonly kind: 'routes' | 'calls';
  readonly random: Random;
}

function edgeBetween({ from, to, kind, random }: EdgeOptions): MapEdge {
  const drawn = random();
  const sources: EvidenceSource[] =
    drawn < 0.45 ? ['observed', 'configured'] : drawn < 0.85 ? ['configured'] : ['declared'];
  const perMinute = drawn < 0.02 ? 0.4 : Math.round(random() * 1500);
  return {
    kindOfRow: 'edge',
    id: `${from.id}>${to.id}:${kind}`,
    from: from.id,
    to: to.id,
    kind,
    evidence: sources.map((source) => evidence(source, from, to)),
    traffic:
      sources[0] === 'observed'
        ? { perMinute, failShare: to.health.status === 'Degraded' && random() < 0.5 ? 0.31 : 0, p95Ms: 84 }
        : null,
    verdict:
      random() < 0.004
        ? { verdict: 'rejected', by: 'user:default/lead', at: OBSERVED_AT, reason: 'It was taken out.' }
        : null,
  };
}

function evidence(source: EvidenceSource, from: MapNode, to: MapNode): Evidence {
  const url = `http://${to.name}.${to.namespace ?? 'example'}:8080`;
  const parts = {
    observed: {
      object: 'istio_requests_total',
      field: 'rate, 5 min',
      value: '1,240/min, 384/min answer 503',
    },
    configured: {
      object: `Deployment ${from.object ?? ''}`,
      field: 'containers[0].env[UPSTREAM_URL]',
      value: url,
    },
    declared: {
      object: `${from.name}/catalog-info.yaml`,
      field: 'spec.dependsOn[1]',
      value: `component:default/${to.name}`,
    },
  }[source];
  return {
    source,
    detail: `${parts.object}, ${parts.field}: ${parts.value}`,
    ...parts,
    cluster: source === 'declared' ? null : 'production-eu',
    observedAt: OBSERVED_AT,
  };
}
