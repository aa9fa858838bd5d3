import { z } from 'zod';
import { adviceSchema } from './advice';
import { time } from './dto-time';
import { HEALTH, OBJECT_HEALTH } from './health';

/**
 * What the API answers and the pages read: the public shapes. The OpenAPI document is made from these.
 * Times are ISO 8601 in UTC. A field that may be unknown is nullable, never absent.
 */

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
  /** The likely cause and what to do next; null for what is healthy. */
  advice: adviceSchema.nullable(),
});
export type HealthDto = z.infer<typeof healthSchema>;

/** A page of a list; `nextCursor` null at its end. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
