import { z } from 'zod';

/** Who Pilothouse is in the managedFields of what it writes. */
export const FIELD_MANAGER = 'pilothouse';

const kubeName = z.string().min(1).max(253);

export const targetSchema = z.strictObject({
  cluster: z.string().min(1).max(253),
  namespace: kubeName,
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob']),
  name: kubeName,
});
export type ChangeTarget = z.infer<typeof targetSchema>;

const reason = z.string().trim().max(2000).default('');

/** Bounds of the schema are the widest that any policy allows; an environment's policy may be narrower. */
export const scaleParamsSchema = z.strictObject({
  replicas: z
    .int({ error: 'expected a whole number of replicas, 0 to 1,000' })
    .min(0, 'expected a whole number of replicas, 0 to 1,000'),
});
export type ScaleParams = z.infer<typeof scaleParamsSchema>;

export const deployParamsSchema = z.strictObject({
  /** May be left out where the workload has one container. */
  container: z.string().min(1).max(63).optional(),
  image: z.string().max(1024),
});
export type DeployParams = z.infer<typeof deployParamsSchema>;

export const changeRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('scale'), target: targetSchema, params: scaleParamsSchema, reason }),
  z.strictObject({ action: z.literal('deploy'), target: targetSchema, params: deployParamsSchema, reason }),
]);
export type ChangeRequest = z.infer<typeof changeRequestSchema>;

/** One field that a plan writes; `path` as kubectl explains it, lists by key: `spec.template.spec.containers[web].image`. */
export const fieldDiffSchema = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldDiff = z.infer<typeof fieldDiffSchema>;

/** A consequence that the plan shows before the click; `weigh` asks for a thought, `ok` is for the record. */
export const consequenceSchema = z.object({
  code: z.enum([
    'autoscaler',
    'field-owners',
    'pods',
    'idle',
    'rollout-in-progress',
    'capacity',
    'image',
    'dependents',
  ]),
  level: z.enum(['weigh', 'ok']),
  title: z.string(),
  sentence: z.string(),
});
export type Consequence = z.infer<typeof consequenceSchema>;

/** One demand of the environment's policy and whether it is met. */
export const policyCheckSchema = z.object({
  code: z.enum(['approvals', 'not-own', 'replica-bounds', 'cluster-live']),
  met: z.boolean(),
  title: z.string(),
  sentence: z.string(),
});
export type PolicyCheck = z.infer<typeof policyCheckSchema>;

/**
 * What will be written, accepted by the cluster in a dry run. `hash` (64 hex digits, SHA-256) covers the target's UID, the
 * values of the touched fields before, and the diff; never a resourceVersion. Approvals are bound to it.
 */
export const planSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  madeAt: z.string(),
  targetUid: z.string(),
  resourceVersion: z.string(),
  diff: z.array(fieldDiffSchema),
  consequences: z.array(consequenceSchema),
});
export type Plan = z.infer<typeof planSchema>;
