import { z } from 'zod';
import { objectHealthSchema, objectRefSchema } from './dto';
import { time } from './dto-time';
import { changeSummarySchema } from './dto-change';
import { rolloutSchema, serviceSummarySchema } from './dto-services';

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
  /** Whether the cluster keeps its template, so that it can be rolled back to. */
  kept: z.boolean(),
  /** The Change that made it, if a Change did. */
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
  /** Declared in the catalog (dependsOn); what topology finds has its own endpoint. */
  dependencies: z.array(
    z.object({ ref: z.string(), service: z.string().nullable(), evidence: z.literal('declared') }),
  ),
  changes: z.array(changeSummarySchema),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;
