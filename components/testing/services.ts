import {
  serviceSummarySchema,
  type CauseCode,
  type Health,
  type PlacementSummary,
  type ServiceSummary,
  type Snapshot,
} from '@/lib/model';

/** Environments in their order, as a page hands them to its view. */
export const ENVIRONMENTS = [
  { name: 'staging', title: 'Staging' },
  { name: 'production', title: 'Production' },
];

export interface PlacementSpec {
  readonly environment: string;
  readonly status?: Health;
  readonly message?: string;
  readonly cause?: CauseCode;
  readonly image?: string;
  readonly changedAt?: string;
}

/** Health of the object `Deployment name`, with one receipt. */
function healthOf(name: string, { environment, status = 'Healthy', message, cause }: PlacementSpec) {
  const cluster = `${environment}-eu`;
  return {
    status,
    reason: 'deployment.ready',
    message: message ?? `It is ${status}.`,
    since: '2026-03-12T02:00:00Z',
    receipts: [
      {
        rule: 'deployment.ready',
        object: { cluster, kind: 'Deployment', namespace: name, name, uid: null },
        field: 'status.readyReplicas',
        value: '1',
        cluster,
        observedAt: '2026-03-12T03:13:55Z',
      },
    ],
    last: null,
    advice: cause === undefined ? null : { code: cause, cause: 'It is so.', steps: [] },
  };
}

function placementOf(name: string, spec: PlacementSpec): PlacementSummary {
  const { environment, image = `registry.harbor.example/${name}:1.0.0`, changedAt = null } = spec;
  const cluster = `${environment}-eu`;
  return {
    id: `${name}@${cluster}/${name}`,
    ...{ cluster, namespace: name, environment, image, changedAt },
    health: healthOf(name, spec),
    version: image.split(':').at(-1) ?? null,
    ready: 1,
    desired: 1,
    rollout: null,
    observedAt: '2026-03-12T03:13:55Z',
    endpoints: [],
  };
}

/** A service as the API lists it. It is parsed, so that it cannot differ from what the API answers. */
export function serviceRow(
  name: string,
  where: { readonly owner?: string; readonly system?: string },
  placements: readonly PlacementSpec[],
): ServiceSummary {
  const rows = placements.map((spec) => placementOf(name, spec));
  return serviceSummarySchema.parse({
    id: name,
    name,
    title: null,
    description: null,
    owner: where.owner ?? null,
    system: where.system ?? null,
    source: 'catalog',
    environments: rows.map(({ environment }) => environment),
    health: rows[0]?.health ?? healthOf(name, { environment: 'none', status: 'Unknown' }),
    placements: rows,
    changedAt: rows[0]?.changedAt ?? null,
  });
}

/** The rows that a page is rendered with. */
export function snapshotOf<T>(items: readonly T[]): Snapshot<T> {
  return { epoch: 'e', seq: 1, items };
}
