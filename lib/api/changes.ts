import { approveChange, cancelChange, executeChange, rejectChange, requestChange } from '@/lib/actions';
import { changeDetailSchema, changeRequestSchema, changeSummarySchema, pageSchema } from '@/lib/model';
import { readChange, readChanges } from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { filter, page, words } from './parameters';

const params = z.object({ id: z.string().max(40) });
const reason = z.string().trim().max(2000);
const planHash = z
  .string({ error: 'expected the 64 hex digits of the plan that you saw' })
  .regex(/^[0-9a-f]{64}$/, 'expected the 64 hex digits of the plan that you saw')
  .meta({ description: '`plan.hash` of the plan that you reviewed; any other hash is refused with 409.' });
const verb = { method: 'POST', access: 'change', params, answer: changeDetailSchema } as const;

/** Changes: request, approve or reject, execute, cancel. */
export const CHANGES: readonly Operation[] = [
  operation({
    id: 'listChanges',
    method: 'GET',
    path: '/api/v1/changes',
    summary: 'Changes, newest first',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      state: words('States of a Change, or `open` for all that are not finished'),
      service: filter,
      cluster: filter,
      q: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Text in id, title, service, requester or place.' }),
      mine: z
        .literal('1')
        .transform(() => true)
        .optional()
        .meta({ description: '1: only Changes that you requested.' }),
      ...page,
    }),
    answer: pageSchema(changeSummarySchema),
    handle: ({ query }, { reads }) => readChanges(reads, query),
  }),
  operation({
    id: 'requestChange',
    method: 'POST',
    path: '/api/v1/changes',
    summary:
      "Requests a Change: it is planned by a server-side dry run, then the environment's policy applies",
    access: 'change',
    effect: 'ask',
    body: changeRequestSchema,
    answer: changeDetailSchema,
    status: 201,
    idempotent: true,
    handle: async ({ body, idempotencyKey }, { actions, reads }) => {
      const { change } = await requestChange(actions, body, { idempotencyKey });
      return readChange(reads, change.id);
    },
  }),
  operation({
    id: 'getChange',
    method: 'GET',
    path: '/api/v1/changes/{id}',
    summary: 'One Change with its plan, approvals, progress and outcome',
    access: 'read',
    effect: 'read',
    params,
    answer: changeDetailSchema,
    handle: ({ params: { id } }, { reads }) => readChange(reads, id),
  }),
  operation({
    ...verb,
    effect: 'decide',
    id: 'approveChange',
    path: '/api/v1/changes/{id}/approve',
    summary: 'Approves the plan with this hash; the last required approval executes it',
    body: z.strictObject({ planHash, reason: reason.optional() }),
    handle: async ({ params: { id }, body }, { actions, reads }) => {
      await approveChange(actions, id, body);
      return readChange(reads, id);
    },
  }),
  operation({
    ...verb,
    effect: 'decide',
    id: 'rejectChange',
    path: '/api/v1/changes/{id}/reject',
    summary: 'Rejects a Change with a reason',
    body: z.strictObject({ reason: reason.default('') }),
    handle: async ({ params: { id }, body }, { actions, reads }) => {
      await rejectChange(actions, id, body);
      return readChange(reads, id);
    },
  }),
  operation({
    ...verb,
    effect: 'execute',
    id: 'executeChange',
    path: '/api/v1/changes/{id}/execute',
    summary: 'Executes the plan with this hash if the policy is satisfied; calling it again has no effect',
    body: z.strictObject({ planHash }),
    handle: async ({ params: { id }, body }, { actions, reads }) => {
      await executeChange(actions, id, body);
      return readChange(reads, id);
    },
  }),
  operation({
    ...verb,
    effect: 'decide',
    id: 'cancelChange',
    path: '/api/v1/changes/{id}/cancel',
    summary: 'Cancels a Change that was not executed yet',
    body: z.strictObject({ reason: reason.optional() }),
    handle: async ({ params: { id }, body }, { actions, reads }) => {
      await cancelChange(actions, id, body);
      return readChange(reads, id);
    },
  }),
];
