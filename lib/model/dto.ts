import { z } from 'zod';
import { adviceSchema } from './advice';
import { planSchema, policyCheckSchema, targetSchema } from './change';
import { HEALTH, OBJECT_HEALTH } from './health';
import { KINDS } from './kube';
import { KIND_STATES, REACH_STATES } from './picture';
import { BLOCKER_CODES, POD_CELLS, ROLLOUT_STATES } from './rollout';
import { CHANGE_ACTIONS, CHANGE_STATES } from './words';

/**
 * What the API answers and the pages read: the public shapes. The OpenAPI document is made from these.
 * Times are ISO 8601 in UTC. A field that may be unknown is nullable, never absent.
 */
const time = z.string();

export const objectRefSchema = z.object({
  cluster: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  uid: z.string().nullable(),
});

export const receiptSchema = z.object({
  rule: z.string(),
  object: objectRefSchema,
  field: z.string(),
  value: z.string(),
  cluster: z.string(),
  observedAt: time,
});

/**
 * Health of an object: `reason` is the id of the rule that judged, `message` a sentence for people, `receipts` what was read,
 * the one that decided first.
 */
export const objectHealthSchema = z.object({
  status: z.enum(OBJECT_HEALTH),
  reason: z.string(),
  message: z.string(),
  since: time.nullable(),
  receipts: z.array(receiptSchema),
});
export type ObjectHealthDto = z.infer<typeof objectHealthSchema>;

/** Health of a placement or service. `last` is what it was before the picture went stale. */
export const healthSchema = objectHealthSchema.extend({
  status: z.enum(HEALTH),
  last: z.object({ status: z.enum(HEALTH), observedAt: time }).nullable(),
  /** The likely cause and what to do next; null for what is well. */
  advice: adviceSchema.nullable(),
});
export type HealthDto = z.infer<typeof healthSchema>;

export const rolloutSchema = z.object({
  workload: objectRefSchema,
  state: z.enum(ROLLOUT_STATES),
  kubectl: z.enum(['success', 'waiting', 'deadline-exceeded']),
  revision: z.string().nullable(),
  from: z.record(z.string(), z.string()).nullable(),
  to: z.record(z.string(), z.string()),
  counts: z.object({
    desired: z.int(),
    updated: z.int(),
    ready: z.int(),
    available: z.int(),
    old: z.int(),
  }),
  cells: z.array(z.enum(POD_CELLS)),
  sentence: z.string(),
  blocker: z
    .object({
      code: z.enum(BLOCKER_CODES),
      sentence: z.string(),
      detail: z.string(),
      pods: z.int(),
      pod: z.string(),
      image: z.string().nullable(),
      receipt: receiptSchema,
    })
    .nullable(),
  startedAt: time.nullable(),
  since: time.nullable(),
  deadlineAt: time.nullable(),
  /** What the update strategy means for this number of pods, in words. */
  strategy: z.string(),
  /** When it ends at the pace so far, with where that comes from. */
  estimate: z.object({ at: time, sentence: z.string() }).nullable(),
  receipt: receiptSchema,
});
export type RolloutDto = z.infer<typeof rolloutSchema>;

/** One row of the Rollouts page and of `GET /api/v1/rollouts`: a rollout with where it belongs. */
export const rolloutRowSchema = rolloutSchema.extend({
  /** `cluster/namespace/kind/name`. */
  id: z.string(),
  service: z.string(),
  serviceName: z.string(),
  owner: z.string().nullable(),
  environment: z.string(),
  fromVersion: z.string().nullable(),
  toVersion: z.string(),
});
export type RolloutRow = z.infer<typeof rolloutRowSchema>;

/** How the endpoints of one Kubernetes Service of a placement stand (the conditions of its EndpointSlices). */
export const serviceEndpointsSchema = z.object({
  /** Name of the Kubernetes Service. */
  service: z.string(),
  /** Port, with its name where it has one: `80`, `http 80`; empty for a headless Service of none. */
  ports: z.array(z.string()),
  addresses: z.int(),
  ready: z.int(),
  serving: z.int(),
  terminating: z.int(),
});
export type ServiceEndpointsDto = z.infer<typeof serviceEndpointsSchema>;

export const placementSummarySchema = z.object({
  id: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  environment: z.string(),
  health: healthSchema,
  /** The tag of the leading workload's first container, or eight digits of its digest. */
  version: z.string().nullable(),
  image: z.string().nullable(),
  ready: z.int(),
  desired: z.int(),
  /** The passage under way, if any: `to` is where it goes. */
  rollout: z
    .object({
      state: z.enum(ROLLOUT_STATES),
      /** What it comes from; null when nothing tells, or it is the first. */
      fromVersion: z.string().nullable(),
      toVersion: z.string(),
      updated: z.int(),
      sentence: z.string(),
    })
    .nullable(),
  /** When the image last changed, from the newest ReplicaSet or revision; null when no object tells. */
  changedAt: time.nullable(),
  observedAt: time.nullable(),
  /** By name; those that are meant to reach it and reach nothing too. */
  endpoints: z.array(serviceEndpointsSchema),
});
export type PlacementSummary = z.infer<typeof placementSummarySchema>;

export const serviceSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  system: z.string().nullable(),
  /** `catalog`: a catalog-info.yaml names it; `discovered`: found in a cluster. */
  source: z.enum(['catalog', 'discovered']),
  environments: z.array(z.string()),
  /** The worst of its placements, with that one's sentence. */
  health: healthSchema,
  placements: z.array(placementSummarySchema),
  changedAt: time.nullable(),
});
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;

export const containerSchema = z.object({
  name: z.string(),
  image: z.string(),
  version: z.string(),
});

export const workloadSchema = z.object({
  placement: z.string(),
  ref: objectRefSchema,
  health: objectHealthSchema,
  replicas: z.int().nullable(),
  ready: z.int(),
  containers: z.array(containerSchema),
  createdAt: time,
  /** Schedule of a CronJob, as written. */
  schedule: z.string().nullable(),
  suspended: z.boolean(),
  autoscaler: z
    .object({ name: z.string(), min: z.int(), max: z.int(), current: z.int(), desired: z.int() })
    .nullable(),
});
export type WorkloadDto = z.infer<typeof workloadSchema>;

export const podSchema = z.object({
  placement: z.string(),
  ref: objectRefSchema,
  workload: z.string().nullable(),
  health: objectHealthSchema,
  /** The word that `kubectl get pods` shows: Running, CrashLoopBackOff, Init:0/1… */
  phase: z.string(),
  ready: z.boolean(),
  readyContainers: z.int(),
  containers: z.int(),
  restarts: z.int(),
  lastRestartAt: time.nullable(),
  node: z.string().nullable(),
  ip: z.string().nullable(),
  version: z.string().nullable(),
  createdAt: time,
});
export type PodDto = z.infer<typeof podSchema>;

export const endpointSchema = z.object({
  placement: z.string(),
  service: z.string(),
  address: z.string(),
  port: z.int().nullable(),
  ready: z.boolean(),
  serving: z.boolean(),
  terminating: z.boolean(),
  pod: z.string().nullable(),
  node: z.string().nullable(),
  zone: z.string().nullable(),
});
export type EndpointDto = z.infer<typeof endpointSchema>;

/** One line of `GET /api/v1/endpoints`: an address with where it belongs. */
export const endpointRowSchema = endpointSchema.extend({
  /** `placement/service/address:port`. */
  id: z.string(),
  /** Id and name of the service in the catalog; `service` is the Kubernetes Service. */
  entity: z.string(),
  entityName: z.string(),
  environment: z.string(),
  cluster: z.string(),
  namespace: z.string(),
});
export type EndpointRow = z.infer<typeof endpointRowSchema>;

export const eventSchema = z.object({
  id: z.string(),
  placement: z.string(),
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  message: z.string(),
  object: objectRefSchema,
  count: z.int(),
  firstSeen: time,
  lastSeen: time,
});
export type EventDto = z.infer<typeof eventSchema>;

export const approvalSchema = z.object({
  actor: z.string(),
  actorName: z.string(),
  decision: z.enum(['approved', 'rejected']),
  planHash: z.string(),
  reason: z.string(),
  at: time,
});
export type ApprovalDto = z.infer<typeof approvalSchema>;

export const changeSummarySchema = z.object({
  /** `CH-12`. */
  id: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  state: z.enum(CHANGE_STATES),
  target: targetSchema,
  service: z.string().nullable(),
  serviceName: z.string(),
  owner: z.string().nullable(),
  environment: z.string(),
  /** The deed and the object: "Deploy ledger 1.28.0", "Scale cart 2 → 4". */
  title: z.string(),
  reason: z.string(),
  askedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: time,
  updatedAt: time,
  approvalsNeeded: z.int(),
  approvalsGiven: z.int(),
  /** What happened, or what it waits for, in one sentence. */
  sentence: z.string(),
});
export type ChangeSummary = z.infer<typeof changeSummarySchema>;

export const changeStepSchema = z.object({
  code: z.enum(['requested', 'planned', 'approved', 'executing', 'verifying', 'outcome']),
  state: z.enum(['done', 'current', 'todo', 'failed', 'skipped']),
  at: time.nullable(),
  sentence: z.string(),
});

/** What the one who asks may do with this Change now; a reason stands where she may not. */
export const permissionSchema = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

export const changeDetailSchema = changeSummarySchema.extend({
  params: z.union([
    z.object({ replicas: z.int() }),
    z.object({ container: z.string().optional(), image: z.string() }),
  ]),
  plan: planSchema,
  approvals: z.array(approvalSchema),
  policy: z.array(policyCheckSchema),
  steps: z.array(changeStepSchema),
  /** The rollout that is being verified, live; null before the write. */
  progress: rolloutSchema.nullable(),
  outcome: z
    .object({
      result: z.enum(['succeeded', 'failed', 'voided', 'unknown']),
      sentence: z.string(),
      at: time,
      resourceVersion: z.string().nullable(),
    })
    .nullable(),
  may: z.object({
    approve: permissionSchema,
    reject: permissionSchema,
    execute: permissionSchema,
    cancel: permissionSchema,
  }),
});
export type ChangeDetail = z.infer<typeof changeDetailSchema>;

export const revisionSchema = z.object({
  placement: z.string(),
  workload: objectRefSchema,
  revision: z.string(),
  version: z.string().nullable(),
  images: z.record(z.string(), z.string()),
  createdAt: time.nullable(),
  pods: z.int(),
  current: z.boolean(),
  changeCause: z.string().nullable(),
  /** The Change of ours that asked for it, if one did. */
  change: z.object({ id: z.string(), title: z.string(), askedBy: z.string() }).nullable(),
});
export type RevisionDto = z.infer<typeof revisionSchema>;

export const serviceDetailSchema = serviceSummarySchema.extend({
  lifecycle: z.string().nullable(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  workloads: z.array(workloadSchema),
  pods: z.array(podSchema),
  endpoints: z.array(endpointSchema),
  rollouts: z.array(rolloutSchema),
  /** Newest first, per workload. */
  revisions: z.array(revisionSchema),
  events: z.array(eventSchema),
  ingresses: z.array(
    z.object({
      placement: z.string(),
      name: z.string(),
      host: z.string(),
      path: z.string(),
      service: z.string(),
    }),
  ),
  /** Declared in the catalog (dependsOn); topology comes with its own issue. */
  dependencies: z.array(
    z.object({ ref: z.string(), service: z.string().nullable(), evidence: z.literal('declared') }),
  ),
  changes: z.array(changeSummarySchema),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;

export const kindStateSchema = z.object({
  kind: z.enum(KINDS),
  state: z.enum(KIND_STATES),
  since: time,
  observedAt: time.nullable(),
  objects: z.int(),
  quarantined: z.int(),
  reason: z.string().nullable(),
});

/** The health of a whole (a system, a cluster) from its parts: the worst of them with its reason, and how many are how. */
export const wholeSchema = z.object({
  status: z.enum(HEALTH),
  /** The sentence of the worst part. */
  message: z.string(),
  since: time.nullable(),
  /** The worst part: a service, and the placement where the parts are placements. */
  worst: z.object({ service: z.string(), serviceName: z.string(), placement: z.string().nullable() }),
  /** The gravest first; none of 0. */
  counts: z.array(z.object({ status: z.enum(HEALTH), parts: z.int() })),
});
export type Whole = z.infer<typeof wholeSchema>;

/** A System of the catalog with its services. */
export const systemSummarySchema = z.object({
  name: z.string(),
  title: z.string().nullable(),
  domain: z.string().nullable(),
  owner: z.string().nullable(),
  services: z.int(),
  /** Of its services; null where it has none. */
  health: wholeSchema.nullable(),
});
export type SystemSummary = z.infer<typeof systemSummarySchema>;

export const clusterSummarySchema = z.object({
  name: z.string(),
  uid: z.string().nullable(),
  server: z.string(),
  contexts: z.array(z.string()),
  provider: z.string().nullable(),
  region: z.string().nullable(),
  version: z.string().nullable(),
  state: z.enum(REACH_STATES),
  reason: z.string().nullable(),
  since: time,
  observedAt: time.nullable(),
  nodes: z.object({ total: z.int(), ready: z.int() }),
  pods: z.object({ total: z.int(), running: z.int() }),
  services: z.int(),
  /** Of its placements; null where it has none. */
  health: wholeSchema.nullable(),
  kinds: z.array(kindStateSchema),
});
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;

export const nodeSchema = z.object({
  name: z.string(),
  ready: z.boolean(),
  sentence: z.string(),
  since: time.nullable(),
  cordoned: z.boolean(),
  zone: z.string().nullable(),
  instanceType: z.string().nullable(),
  version: z.string(),
  os: z.string(),
  cpu: z.object({ requestedMillis: z.number(), allocatableMillis: z.number() }),
  memory: z.object({ requestedBytes: z.number(), allocatableBytes: z.number() }),
  pods: z.object({ count: z.int(), allocatable: z.int() }),
  createdAt: time,
});
export type NodeDto = z.infer<typeof nodeSchema>;

export const clusterDetailSchema = clusterSummarySchema.extend({ nodeList: z.array(nodeSchema) });
export type ClusterDetail = z.infer<typeof clusterDetailSchema>;

/** One thing that is wrong, or that stands at a limit, as Now and `GET /api/v1/health` list it. */
export const problemSchema = z.object({
  placement: z.string(),
  service: z.string(),
  serviceName: z.string(),
  owner: z.string().nullable(),
  environment: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  health: healthSchema,
  ready: z.int(),
  desired: z.int(),
  /** Whether an Ingress or a load balancer leads to it: those outside the cluster feel it. */
  exposed: z.boolean(),
  /** The Change that ended or began before the trouble, if one of ours touched this placement in the last 24 h. */
  behind: z.object({ id: z.string(), title: z.string(), at: time }).nullable(),
  /** The last write outside Pilothouse to what the trouble is about, if one came in the hour before it and after `behind`. */
  outside: z.object({ object: objectRefSchema, manager: z.string(), at: time }).nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

export const logEntrySchema = z.object({
  at: time,
  title: z.string(),
  where: z.string(),
  href: z.string().nullable(),
  environment: z.string(),
  cluster: z.string(),
});

/** Lists hold the first hundred of each; next steps are told of the first ten of a list. */
export const nowSchema = z.object({
  verdict: z.string(),
  sentence: z.string(),
  broken: z.array(problemSchema),
  unknown: z.array(problemSchema),
  /** Healthy or under way, and at a limit that will tell: an autoscaler at its maximum, a drain that a budget blocks. */
  strained: z.array(problemSchema),
  rolling: z.array(rolloutRowSchema),
  waiting: z.array(changeSummarySchema),
  recent: z.array(logEntrySchema),
  /** How many placements are broken, unknown and strained; the lists above hold the first of them. */
  totals: z.object({ broken: z.int(), unknown: z.int(), strained: z.int(), rolling: z.int() }),
  /** Where the sources of the registry disagree. */
  disagreements: z.int(),
  /** One line an environment for the calm hour. */
  environments: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      services: z.int(),
      /** Services that do what was asked of them: Healthy, Idle or Suspended. */
      healthy: z.int(),
      /** Services by the worst health that they have here, those of no service left out. */
      counts: z.array(z.object({ status: z.enum(HEALTH), services: z.int() })),
      clusters: z.array(z.string()),
    }),
  ),
});
export type NowView = z.infer<typeof nowSchema>;

export const auditRecordSchema = z.object({
  id: z.string(),
  at: time,
  actor: z.string(),
  actorName: z.string(),
  /** `change.requested`, `change.approved`, `session.created`… */
  action: z.string(),
  /** `CH-12`, a session, a catalog file. */
  subject: z.string(),
  sentence: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditRecordDto = z.infer<typeof auditRecordSchema>;

/** A page of a list; `nextCursor` null at its end. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Where a picture stands: a process start (`epoch`) and a count in it. Freshness is decided by `seq`, never by clocks. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** A topic's whole content at one position. */
export interface Snapshot<T> extends Position {
  readonly items: readonly T[];
}

/** One message of the stream: what is new and what is gone in one topic, keyed as the topic's rows are. */
export interface Delta extends Position {
  readonly topic: string;
  readonly upserts: readonly { readonly key: string; readonly value: unknown }[];
  readonly deletes: readonly string[];
}

/**
 * The topics of `GET /api/v1/live` and their row keys: services (id), health (placement: what `GET /api/v1/health` lists), `service:{id}` (one row, its id), rollouts (id),
 * clusters (name), changes (id), `change:{id}` (one row), now (one row, `now`), topology (id of a box or an edge),
 * registry (`service:`, `disagreement:` or `protection:` and its id), `registry:{name}` (one row, its id).
 */
export type Topic =
  | 'services'
  | 'health'
  | 'rollouts'
  | 'clusters'
  | 'changes'
  | 'now'
  | 'topology'
  | 'registry'
  | `registry:${string}`
  | `service:${string}`
  | `change:${string}`;

/** One thing that the command palette found. */
export const searchHitSchema = z.object({
  kind: z.enum(['service', 'pod', 'change']),
  id: z.string(),
  title: z.string(),
  /** Where it is: environments, a cluster and namespace, a state. */
  detail: z.string(),
  href: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
export const searchAnswerSchema = z.object({ items: z.array(searchHitSchema) });
