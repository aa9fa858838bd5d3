import { z } from 'zod';
import { ACTION_PARAMS } from './action-params';
import { CHANGE_ACTIONS } from './actions';
import { planSchema, policyCheckSchema, targetSchema } from './change';
import { time } from './dto-time';
import { rolloutSchema } from './dto-services';
import { CHANGE_STATES } from './change-states';

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
  /** The action and the object: "Deploy ledger 1.28.0", "Scale cart 2 → 4". */
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

/** What the caller may do with this Change now; `reason` is set where they may not. */
export const permissionSchema = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

/** A whole Change, the same for everybody who may see it: the row of the topic `change:{id}`. */
export const changeRowSchema = changeSummarySchema.extend({
  params: z.union(Object.values(ACTION_PARAMS)),
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
});
export type ChangeRow = z.infer<typeof changeRowSchema>;

/** The same, with what the caller may do. */
export const changeDetailSchema = changeRowSchema.extend({
  may: z.object({
    approve: permissionSchema,
    reject: permissionSchema,
    execute: permissionSchema,
    cancel: permissionSchema,
  }),
});
export type ChangeDetail = z.infer<typeof changeDetailSchema>;

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
