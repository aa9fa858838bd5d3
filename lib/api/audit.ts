import { auditRecordSchema, pageSchema } from '@/lib/model';
import { readAudit } from '@/lib/reads';
import { z } from 'zod';
import { operation, type Operation } from './operation';
import { filter, page } from './parameters';

/** The audit log. */
export const AUDIT: readonly Operation[] = [
  operation({
    id: 'listAudit',
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'Audit records, newest first',
    access: 'audit',
    effect: 'read',
    query: z.strictObject({
      actor: filter,
      action: filter.meta({
        description: '`change.approved`, or `change` for all actions with this prefix.',
      }),
      subject: filter,
      q: z.string().max(200).optional().meta({ description: 'Text in actor, action, subject or sentence.' }),
      verify: z
        .literal('1')
        .optional()
        .meta({ description: '1: verifies the whole hash chain and reports whether it is intact.' }),
      ...page,
    }),
    answer: pageSchema(auditRecordSchema).extend({
      chain: z
        .object({
          intact: z.boolean(),
          records: z.int(),
          /** Where it is broken, as a sentence; null where it is intact. */
          sentence: z.string().nullable(),
        })
        .optional(),
    }),
    handle: ({ query }, { reads }) => readAudit(reads, query),
  }),
];
