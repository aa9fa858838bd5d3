import type { z } from 'zod';
import type { Effect } from '@/lib/policy';
import type { ApiContext, Streamed, Transport } from './context';

/**
 * Who may call an operation: actors who may read; who may read the audit log; who may request Changes; who may read, and tokens of the
 * registry. Whether an actor may act on one object (approve this Change) is decided by the use case, with lib/policy too.
 */
export type Access = 'read' | 'audit' | 'change' | 'registry';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The public part of an operation, from which the OpenAPI document and any other surface of the API is made. */
export interface Declaration {
  /** `listServices`: unique, used by generated clients and as the name in the metrics. */
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: `/api/v1/services/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly effect: Effect;
  /** Set for Consul's API, whose failures are plain text. */
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

/** The validated input of a handler. */
export interface Input<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly idempotencyKey: string | undefined;
}

/** A declaration with its handler, in a route of Next: it has a file under app/. */
export interface Operation extends Declaration {
  readonly front?: undefined;
  /**
   * Answers a call whose actor `access` and `effect` let through. A Response is sent as it is, everything else as JSON.
   *
   * @throws AppError, and what the use cases throw.
   */
  handle(input: Input, context: ApiContext): unknown;
}

/** A declaration with what answers it before Next (lib/http/front): by GET, at a path without parameters, with no file under app/. */
export interface FrontOperation extends Declaration {
  readonly front: true;
  /** As an Operation's; a stream is sent as it is, too. */
  handle(input: Input, context: ApiContext, transport: Transport): unknown;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The answer's type by its schema, with readonly lists, which use cases return. */
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

interface DeclaredInFront<Q, A extends z.ZodType> extends Declaration {
  readonly query?: Q & Declaration['query'];
  readonly answer: A;
  readonly handle: (
    input: Input<undefined, Output<Q>, undefined>,
    context: ApiContext,
    transport: Transport,
  ) => Promise<Response | Streamed> | Response;
}

/** Declares an operation that is answered before Next. */
export function frontOperation<A extends z.ZodType, Q = undefined>(
  declared: Omit<DeclaredInFront<Q, A>, 'method' | 'params' | 'body'>,
): FrontOperation {
  return { ...declared, method: 'GET', front: true };
}
