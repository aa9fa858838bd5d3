import { z } from 'zod';
import {
  auditRecordSchema,
  changeDetailSchema,
  changeRequestSchema,
  changeSummarySchema,
  pageSchema,
} from '@/lib/model';
import { operation } from '../operation';
import { filter, page, words } from './common';

const params = z.object({ id: z.string().max(40) });
const reason = z.string().trim().max(2000);
const verb = { method: 'POST', access: 'change', params, answer: changeDetailSchema } as const;

export const listChanges = operation({
  id: 'listChanges',
  method: 'GET',
  path: '/api/v1/changes',
  summary: 'Changes, newest first',
  access: 'read',
  query: z.strictObject({
    state: words('States of a Change, or `open` for all that have not ended'),
    service: filter,
    cluster: filter,
    q: z.string().max(200).optional().meta({ description: 'A part of id, title, service, asker or place.' }),
    mine: z
      .literal('1')
      .transform(() => true)
      .optional()
      .meta({ description: 'Only those that you asked for.' }),
    ...page,
  }),
  answer: pageSchema(changeSummarySchema),
});

export const requestChange = operation({
  id: 'requestChange',
  method: 'POST',
  path: '/api/v1/changes',
  summary:
    'Asks for a Change: it is planned by a server-side dry run and waits for what the environment demands',
  access: 'change',
  body: changeRequestSchema,
  answer: changeDetailSchema,
  status: 201,
  idempotent: true,
});

export const getChange = operation({
  id: 'getChange',
  method: 'GET',
  path: '/api/v1/changes/{id}',
  summary: 'One Change with plan, approvals, progress and outcome',
  access: 'read',
  params,
  answer: changeDetailSchema,
});

export const approveChange = operation({
  ...verb,
  id: 'approveChange',
  path: '/api/v1/changes/{id}/approve',
  summary: 'Approves exactly the plan that was seen',
  body: z.strictObject({
    planHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected the 64 hex digits of the plan that you saw')
      .optional()
      .meta({
        description: 'Of the plan that you saw; another one is refused. Left out: the plan as it stands.',
      }),
    reason: reason.optional(),
  }),
});

export const rejectChange = operation({
  ...verb,
  id: 'rejectChange',
  path: '/api/v1/changes/{id}/reject',
  summary: 'Says no, and why',
  body: z.strictObject({ reason: reason.default('') }),
});

export const executeChange = operation({
  ...verb,
  id: 'executeChange',
  path: '/api/v1/changes/{id}/execute',
  summary: 'Executes a Change that nothing holds back; a second call does nothing',
  body: z.strictObject({}),
});

export const cancelChange = operation({
  ...verb,
  id: 'cancelChange',
  path: '/api/v1/changes/{id}/cancel',
  summary: 'Takes back a Change that was not executed',
  body: z.strictObject({ reason: reason.optional() }),
});

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'Audit records, newest first',
  access: 'audit',
  query: z.strictObject({
    actor: filter,
    action: filter.meta({ description: '`change.approved`, or `change` for all that begin so.' }),
    subject: filter,
    q: z.string().max(200).optional().meta({ description: 'A part of actor, action, subject or sentence.' }),
    verify: z
      .literal('1')
      .optional()
      .meta({ description: 'Recomputes the whole chain and says whether it holds.' }),
    ...page,
  }),
  answer: pageSchema(auditRecordSchema).extend({
    chain: z
      .object({
        intact: z.boolean(),
        records: z.int(),
        /** Where it breaks, as a sentence; null where it holds. */
        sentence: z.string().nullable(),
      })
      .optional(),
  }),
});
