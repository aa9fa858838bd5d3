export type ClusterName = 'staging-eu' | 'production-eu';

/** A release: its version, and how long before the start of the demo it was deployed. The last one in a list is the running one. */
export type Release = [age: string, version: string];

export interface Placement {
  replicas: number;
  releases: Release[];
}

/** A service of Harbor that runs as a Deployment. */
export interface HarborService {
  name: string;
  namespace: string;
  owner: string;
  system: string;
  memory: string;
  /** Services that it calls, by name: each becomes a URL in its environment. */
  calls: string[];
  /** Further environment variables, for calls to anything but Harbor's services. */
  environment?: Record<string, string>;
  /** Additions and replacements in its manifests for staging. */
  inStaging?: { calls?: string[]; environment?: Record<string, string> };
  /** Environment variables whose values are in the key `url` of a Secret. */
  secrets?: Record<string, string>;
  /** Its URLs come from a ConfigMap instead of its own manifest. */
  configured?: boolean;
  /** Not in the catalog file: found in the clusters, owned by its label `pilothouse.dev/owner`. */
  discovered?: boolean;
  autoscaler?: { low: number; high: number };
  disruptionBudget?: string;
  minReadySeconds?: number;
  rollingUpdate?: { maxSurge: number; maxUnavailable: number };
  /** Who applies its manifests, as managedFields names it. */
  manager?: string;
  staging: Placement;
  production: Placement;
}

const CI = 'harbor-ci';

/** The services of Harbor, with the ages and versions that a visitor of the demo sees. */
// prettier-ignore
export const SERVICES: readonly HarborService[] = [
  {
    name: 'checkout', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '384Mi', disruptionBudget: '75%',
    calls: ['payments', 'cart', 'inventory', 'notifications', 'orders-db'],
    staging: { replicas: 2, releases: [['21d', '4.18.1'], ['3d', '4.18.2']] },
    production: { replicas: 8, releases: [['34d', '4.17.0'], ['19d', '4.18.1'], ['2d', '4.18.2']] },
  },
  {
    name: 'storefront', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '256Mi', configured: true,
    calls: ['checkout', 'catalog-api', 'cart', 'search', 'recommendations', 'feature-flags', 'sessions-redis'],
    disruptionBudget: '80%', minReadySeconds: 45, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    staging: { replicas: 2, releases: [['12d', '7.42.1'], ['6h', '7.43.0']] },
    production: { replicas: 12, releases: [['30d', '7.41.0'], ['11d', '7.42.1'], ['3m', '7.43.0']] },
  },
  {
    name: 'catalog-api', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '512Mi', autoscaler: { low: 8, high: 16 },
    calls: ['search', 'image-resizer'],
    staging: { replicas: 2, releases: [['17d', '2.31.4'], ['1d', '2.32.0']] },
    production: { replicas: 10, releases: [['38d', '2.31.0'], ['16d', '2.31.4']] },
  },
  {
    name: 'search', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '768Mi', calls: [],
    staging: { replicas: 2, releases: [['7d', '1.64.1']] },
    production: { replicas: 4, releases: [['25d', '1.63.0'], ['6d', '1.64.1']] },
  },
  {
    name: 'cart', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '256Mi', autoscaler: { low: 3, high: 10 },
    calls: ['sessions-redis', 'catalog-api'],
    staging: { replicas: 3, releases: [['15d', '3.3.0'], ['40m', '3.4.0']] },
    production: { replicas: 5, releases: [['41d', '3.2.2'], ['14d', '3.3.0']] },
  },
  {
    name: 'recommendations', namespace: 'shop', owner: 'storefront', system: 'shop', memory: '1Gi', calls: ['catalog-api'],
    staging: { replicas: 1, releases: [['10d', '0.9.12']] },
    production: { replicas: 3, releases: [['28d', '0.9.11'], ['9d', '0.9.12']] },
  },
  {
    name: 'image-resizer', namespace: 'shop', owner: 'platform', system: 'shop', memory: '512Mi', calls: [],
    environment: { BUCKET_URL: 'https://objects.harbor.example/product-images' },
    staging: { replicas: 1, releases: [['32d', '1.8.0']] },
    production: { replicas: 2, releases: [['31d', '1.8.0']] },
  },
  {
    name: 'payments', namespace: 'payments', owner: 'payments', system: 'payments', memory: '512Mi', disruptionBudget: '5',
    calls: ['ledger', 'fraud-check'], environment: { PSP_URL: 'https://api.psp-gateway.example/v2' },
    inStaging: { environment: { PSP_URL: 'https://sandbox.psp-gateway.example/v2' } },
    staging: { replicas: 2, releases: [['19d', '3.9.4'], ['9h', '3.10.0']] },
    production: { replicas: 6, releases: [['44d', '3.9.2'], ['18d', '3.9.4'], ['33m', '3.10.0']] },
  },
  {
    name: 'ledger', namespace: 'payments', owner: 'payments', system: 'payments', memory: '512Mi', calls: [],
    environment: { LEDGER_CURRENCY: 'EUR' }, secrets: { DATABASE_URL: 'ledger-db' },
    staging: { replicas: 2, releases: [['26d', '1.27.3'], ['2d', '1.28.0']] },
    production: { replicas: 3, releases: [['40d', '1.27.1'], ['12d', '1.27.3']] },
  },
  {
    name: 'fraud-check', namespace: 'payments', owner: 'payments', system: 'payments', memory: '768Mi', calls: ['feature-flags'],
    staging: { replicas: 1, releases: [['5d', '0.31.4']] },
    production: { replicas: 3, releases: [['22d', '0.31.2'], ['4d', '0.31.4']] },
  },
  {
    name: 'invoices', namespace: 'payments', owner: 'payments', system: 'payments', memory: '256Mi', calls: ['payments', 'notifications'],
    staging: { replicas: 1, releases: [['24d', '2.2.7']] },
    production: { replicas: 2, releases: [['48d', '2.2.6'], ['20d', '2.2.7']] },
  },
  {
    name: 'shipping', namespace: 'fulfilment', owner: 'logistics', system: 'fulfilment', memory: '384Mi', calls: ['orders-db', 'notifications'],
    inStaging: { calls: ['inventory'] },
    staging: { replicas: 1, releases: [['20d', '5.1.6'], ['1d', '5.2.0']] },
    production: { replicas: 4, releases: [['36d', '5.1.4'], ['13d', '5.1.6']] },
  },
  {
    name: 'inventory', namespace: 'fulfilment', owner: 'logistics', system: 'fulfilment', memory: '256Mi', calls: ['orders-db'],
    staging: { replicas: 2, releases: [['9d', '4.7.1']] },
    production: { replicas: 5, releases: [['27d', '4.7.0'], ['8d', '4.7.1']] },
  },
  {
    name: 'returns', namespace: 'fulfilment', owner: 'logistics', system: 'fulfilment', memory: '256Mi', calls: ['shipping', 'orders-db'],
    staging: { replicas: 1, releases: [['16d', '1.1.9']] },
    production: { replicas: 2, releases: [['39d', '1.1.8'], ['15d', '1.1.9']] },
  },
  {
    name: 'api-gateway', namespace: 'platform', owner: 'platform', system: 'foundation', memory: '256Mi', manager: 'helm',
    calls: ['checkout', 'catalog-api', 'cart', 'shipping', 'returns'],
    staging: { replicas: 2, releases: [['23d', '1.19.2']] },
    production: { replicas: 4, releases: [['50d', '1.19.0'], ['22d', '1.19.2']] },
  },
  {
    name: 'notifications', namespace: 'platform', owner: 'platform', system: 'foundation', memory: '256Mi', calls: ['mail-relay', 'sessions-redis'],
    staging: { replicas: 1, releases: [['4d', '6.0.3']] },
    production: { replicas: 2, releases: [['18d', '6.0.2'], ['3d', '6.0.3']] },
  },
  {
    name: 'feature-flags', namespace: 'platform', owner: 'platform', system: 'foundation', memory: '128Mi', calls: [], discovered: true, manager: 'helm',
    staging: { replicas: 1, releases: [['8d', '2.0.1']] },
    production: { replicas: 2, releases: [['29d', '2.0.0'], ['7d', '2.0.1']] },
  },
  {
    name: 'mail-relay', namespace: 'platform', owner: 'platform', system: 'foundation', memory: '128Mi', calls: [], discovered: true,
    environment: { SMTP_HOST: 'smtp.mail.example' },
    staging: { replicas: 1, releases: [['40d', '1.0.4']] },
    production: { replicas: 1, releases: [['40d', '1.0.4']] },
  },
];

export const managerOf = (service: HarborService): string => service.manager ?? CI;

/** The address of each service inside a cluster. */
export const ADDRESSES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    SERVICES.map(({ name, namespace }) => [name, `http://${name}.${namespace}.svc.cluster.local:8080`]),
  ),
  'orders-db': 'postgres://orders-db.fulfilment.svc.cluster.local:5432/orders',
  'sessions-redis': 'redis://sessions-redis.platform:6379/0',
};

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `33m`, `9h`, `18d` in ms. */
export function ageMs(age: string): number {
  const found = /^(\d+)([mhd])$/.exec(age);
  if (!found) throw new Error(`"${age}" is no age; write 33m, 9h or 18d.`);
  return Number(found[1]) * (UNITS[found[2] ?? ''] ?? 0);
}
