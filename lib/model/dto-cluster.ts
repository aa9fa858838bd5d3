import { z } from 'zod';
import { time } from './dto-time';
import { HEALTH } from './health';
import { KINDS } from './kube';
import { KIND_STATES, REACH_STATES } from './picture';

export const kindStateSchema = z.object({
  kind: z.enum(KINDS),
  state: z.enum(KIND_STATES),
  since: time,
  observedAt: time.nullable(),
  objects: z.int(),
  quarantined: z.int(),
  reason: z.string().nullable(),
});

/** The health of a whole (a system, a cluster) from its parts: the worst part with its reason, and how many parts have each status. */
export const wholeSchema = z.object({
  status: z.enum(HEALTH),
  /** The sentence of the worst part. */
  message: z.string(),
  since: time.nullable(),
  /** The worst part: a service, and the placement where the parts are placements. */
  worst: z.object({ service: z.string(), serviceName: z.string(), placement: z.string().nullable() }),
  /** The worst status first; statuses that no part has are left out. */
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
