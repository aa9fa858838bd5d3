import { z } from 'zod';
import {
  changeDetailSchema,
  clusterSummarySchema,
  pageSchema,
  problemSchema as troubleSchema,
  rolloutRowSchema,
  serviceDetailSchema,
  serviceSummarySchema,
  type ChangeDetail,
  type ChangeIntent,
  type ClusterSummary,
  type Health,
  type Problem,
  type RolloutRow,
  type ServiceDetail,
  type ServiceSummary,
} from '@/lib/model';

/** RFC 9457 with our `code` and the fields that were wrong. */
const problemSchema = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string().min(1),
  errors: z.array(z.object({ field: z.string(), message: z.string().min(1) })).optional(),
});
export type ProblemAnswer = z.infer<typeof problemSchema>;

/** A request for a Change; its reason may be left out. */
export type AskedChange = ChangeIntent & { readonly reason?: string };

/** The API as a program with a token calls it; every answer passes the schema that the contract publishes. */
export interface Api {
  readonly url: string;
  /** The raw answer; redirects are not followed. `body` is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** The answer of a call that succeeds. Throws with the answer's text when it does not. */
  ask<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.output<S>>;
  /** The problem of a call that is refused; it is sent as application/problem+json with the status it names. */
  refusal(method: string, path: string, body?: unknown): Promise<ProblemAnswer>;
  services(query?: string): Promise<ServiceSummary[]>;
  service(id: string): Promise<ServiceDetail>;
  clusters(): Promise<ClusterSummary[]>;
  rollouts(): Promise<RolloutRow[]>;
  /** Placements with a problem, or those with these statuses. */
  troubles(statuses?: readonly Health[]): Promise<Problem[]>;
  change(id: string): Promise<ChangeDetail>;
  requestChange(asked: AskedChange): Promise<ChangeDetail>;
  /** The hash of the plan in the answer. */
  execute(change: Pick<ChangeDetail, 'id' | 'plan'>): Promise<ChangeDetail>;
}

export function createApi({ url, token }: { readonly url: string; readonly token: string }): Api {
  const call: Api['call'] = (method, path, body) =>
    fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  const ask: Api['ask'] = async (method, path, schema, body) => {
    const answer = await call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return schema.parse(JSON.parse(text));
  };
  const items = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>[]> => {
    const page = await ask('GET', path, pageSchema(schema));
    if (page.nextCursor !== null) throw new Error(`${path} has more than one page`);
    return page.items;
  };

  return {
    url,
    call,
    ask,
    refusal: async (method, path, body) => problemOf(await call(method, path, body)),
    services: (query = '') => items(`/api/v1/services${query}`, serviceSummarySchema),
    service: (id) => ask('GET', `/api/v1/services/${encodeURIComponent(id)}`, serviceDetailSchema),
    clusters: () => items('/api/v1/clusters', clusterSummarySchema),
    rollouts: () => items('/api/v1/rollouts', rolloutRowSchema),
    troubles: (statuses) =>
      items(`/api/v1/health${statuses === undefined ? '' : `?status=${statuses.join(',')}`}`, troubleSchema),
    change: (id) => ask('GET', `/api/v1/changes/${id}`, changeDetailSchema),
    requestChange: (asked) => ask('POST', '/api/v1/changes', changeDetailSchema, asked),
    execute: ({ id, plan }) =>
      ask('POST', `/api/v1/changes/${id}/execute`, changeDetailSchema, { planHash: plan.hash }),
  };
}

export async function problemOf(answer: Response): Promise<ProblemAnswer> {
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json')
    throw new Error(`no problem but ${answer.status} ${type}: ${text}`);
  const problem = problemSchema.parse(JSON.parse(text));
  if (problem.status !== answer.status) throw new Error(`${answer.status} says ${problem.status}: ${text}`);
  return problem;
}
