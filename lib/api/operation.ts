import type { z } from 'zod';
import type { Effect } from '@/lib/policy';
import type { ApiContext } from './context';

/**
 * Who may call: whoever may read; whoever may read the audit log; whoever may ask for Changes; who may read, and tokens of the registry. What an actor may do with one
 * object (approve this Change) is the use case's to decide, by lib/policy as well.
 */
export type Access = 'read' | 'audit' | 'change' | 'registry';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a caller sees of an operation. The OpenAPI document, and any other surface of the API, is made from it. */
export interface Declaration {
  /** `listServices`: unique, used by generated clients and as the name in the metrics. */
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: `/api/v1/services/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly effect: Effect;
  /** Of an API of somebody else's, whose failures are plain text. */
  readonly tag?: 'consul';
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  readonly answer: z.ZodType;
  /** The answer's content type where it is not JSON. */
  readonly mediaType?: string;
  readonly status?: 200 | 201;
  /** The same Idempotency-Key gets the first answer again. */
  readonly idempotent?: boolean;
}

/** What a handler is called with, as its schemas passed it. */
export interface Input<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly idempotencyKey: string | undefined;
}

/** A declaration with what answers it. */
export interface Operation extends Declaration {
  /**
   * Answers a call whose actor `access` and `effect` let through. A Response is sent as it is, everything else as JSON.
   *
   * @throws AppError, and what the use cases throw.
   */
  handle(input: Input, context: ApiContext): unknown;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The answer as its schema says it; use cases answer with readonly lists. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Answer<S extends z.ZodType> = DeepReadonly<z.output<S>> | Response;

interface Declared<P, Q, B, A extends z.ZodType> extends Declaration {
  readonly params?: P & Declaration['params'];
  readonly query?: Q & Declaration['query'];
  readonly body?: B & Declaration['body'];
  readonly answer: A;
  readonly handle: (
    input: Input<Output<P>, Output<Q>, Output<B>>,
    context: ApiContext,
  ) => Answer<A> | Promise<Answer<A>>;
}

/** Declares an operation; its handler's input and answer are typed by its schemas. */
export function operation<A extends z.ZodType, P = undefined, Q = undefined, B = undefined>(
  declared: Declared<P, Q, B, A>,
): Operation {
  return declared;
}
