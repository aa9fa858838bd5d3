import { z } from 'zod';
import { actionUnion, type ActionParams } from './action-params';
import type { ChangeAction } from './actions';
import { CHANGEABLE_KINDS, isWorkloadKind } from './kinds';

/** The field manager's name of Pilothouse in the managedFields of what it writes. */
export const FIELD_MANAGER = 'pilothouse';

const kubeName = z.string().min(1).max(253);

export const targetSchema = z.strictObject({
  cluster: z.string().min(1).max(253),
  namespace: kubeName,
  kind: z.enum(CHANGEABLE_KINDS, { error: ({ input }) => kindError(input) }),
  name: kubeName,
});
export type ChangeTarget = z.infer<typeof targetSchema>;

/** Refuses kinds that Pilothouse does not write: their own tools change them. */
function kindError(kind: unknown): string {
  const expected = `expected one of ${CHANGEABLE_KINDS.join(', ')}`;
  return typeof kind === 'string' && isWorkloadKind(kind)
    ? `a ${kind} is not changed by Pilothouse, its own tools do that; ${expected}`
    : expected;
}

const reason = z.string().trim().max(2000).default('');

export const changeRequestSchema = actionUnion({ target: targetSchema, reason });
export type ChangeRequest = z.infer<typeof changeRequestSchema>;

/** What is to be done to what. */
export type ChangeIntent<A extends ChangeAction = ChangeAction> = {
  [K in A]: { readonly action: K; readonly target: ChangeTarget; readonly params: ActionParams<K> };
}[A];

/** One field that a plan writes; `path` as kubectl explains it, lists by key: `spec.template.spec.containers[web].image`. */
export const fieldDiffSchema = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldDiff = z.infer<typeof fieldDiffSchema>;

/** A consequence that the plan shows before the request; `weigh` needs attention, `ok` is for information. */
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

/** One requirement of the environment's policy and whether it is met. */
export const policyCheckSchema = z.object({
  code: z.enum(['approvals', 'not-own', 'replica-bounds', 'cluster-live']),
  met: z.boolean(),
  title: z.string(),
  sentence: z.string(),
});
export type PolicyCheck = z.infer<typeof policyCheckSchema>;

/**
 * What will be written, accepted by the cluster in a dry run. `hash` (64 hex digits, HMAC-SHA-256 with a key of the installation) covers the
 * target's UID, the diff with the values before, and the whole pod template except the time of the last restart; never a
 * resourceVersion. Approvals and executions name it. Values of the diff that may be credentials are masked.
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
