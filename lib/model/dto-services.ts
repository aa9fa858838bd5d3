import { z } from 'zod';
import { healthSchema, objectRefSchema, receiptSchema } from './dto';
import { time } from './dto-time';
import { BLOCKER_CODES, POD_CELLS, ROLLOUT_STATES } from './rollout';

export const rolloutSchema = z.object({
  workload: objectRefSchema,
  state: z.enum(ROLLOUT_STATES),
  kubectl: z.enum(['success', 'waiting', 'deadline-exceeded']),
  revision: z.string().nullable(),
  from: z.record(z.string(), z.string()).nullable(),
  /** The number of the outgoing revision, where the cluster keeps its template. */
  fromRevision: z.int().nullable(),
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
  /** When it ends at its pace so far, and what that is computed from. */
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

/** Endpoints of one Kubernetes Service of a placement by readiness (the conditions of its EndpointSlices). */
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
  /** The rollout in progress, if any: `to` is its target. */
  rollout: z
    .object({
      state: z.enum(ROLLOUT_STATES),
      /** The version before; null when it is not known, or there was none. */
      fromVersion: z.string().nullable(),
      toVersion: z.string(),
      updated: z.int(),
      sentence: z.string(),
    })
    .nullable(),
  /** When the image last changed, from the newest ReplicaSet or revision; null when no object says it. */
  changedAt: time.nullable(),
  observedAt: time.nullable(),
  /** By name; also Services that should select its pods and select none. */
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
