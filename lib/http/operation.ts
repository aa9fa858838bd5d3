import type { z } from 'zod';

/**
 * Who may call: whoever may read; whoever may read the audit log; whoever may ask for Changes; who may read, and tokens of the registry. What an actor may do with one
 * object (approve this Change) is the use case's to decide, by lib/policy as well.
 */
export type Access = 'read' | 'audit' | 'change' | 'registry';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One call of the API: what the route serves and what the OpenAPI document says are both made from it. */
export interface Operation {
  /** `listServices`: unique, used by generated clients and as the name in the metrics. */
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: `/api/v1/services/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** Of an API of somebody else's, whose failures are plain text. */
  readonly tag?: 'consul';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** The answer's content type where it is not JSON. */
  readonly mediaType?: string;
  readonly status?: 200 | 201;
  /** The same Idempotency-Key gets the first answer again. */
  readonly idempotent?: boolean;
}

/** Declares an operation and keeps its types. */
export function operation<const O extends Operation>(declared: O): O {
  return declared;
}
