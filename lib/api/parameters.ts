import { registeredIdSchema, registeredServiceSchema } from '@/lib/model';
import { z } from 'zod';

/** Parameters of every list. */
export const page = {
  cursor: z.string().max(2000).optional().meta({ description: '`nextCursor` of the previous page; opaque.' }),
  limit: z.coerce
    .number('expected a whole number, 1 to 500')
    .int('expected a whole number, 1 to 500')
    .min(1, 'expected a whole number, 1 to 500')
    .max(500, 'expected a whole number, 1 to 500')
    .optional()
    .meta({ description: 'Items per page; default 100.' }),
};

const MINUTES = 'expected a whole number, 1 to 2880';

/** How far back a history goes. */
export const minutes = (unlessSet: number) =>
  z.coerce
    .number(MINUTES)
    .int(MINUTES)
    .min(1, MINUTES)
    .max(2880, MINUTES)
    .optional()
    .meta({ description: `How far back, in minutes; default ${unlessSet}.` });

/** A filter: matches exactly. */
export const filter = z.string().min(1).max(600).optional();

/** Several words, separated by commas. */
export const words = (what: string) =>
  z
    .string()
    .min(1)
    .max(600)
    .optional()
    .meta({ description: `${what}, separated by commas.` });

/** A service by its id. */
export const serviceParams = z.object({ id: z.string().max(800) });

/** An instance of the registry by its service and its own id. */
export const instanceParams = z.object({ service: registeredServiceSchema, id: registeredIdSchema });
