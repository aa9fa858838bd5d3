import { z } from 'zod';
import { healthSchema, objectRefSchema } from './dto';
import { time } from './dto-time';
import { changeSummarySchema } from './dto-change';
import { rolloutRowSchema } from './dto-services';
import { HEALTH } from './health';

/** One thing that is broken, or at a limit, as Now and `GET /api/v1/health` list it. */
export const problemSchema = z.object({
  placement: z.string(),
  service: z.string(),
  serviceName: z.string(),
  owner: z.string().nullable(),
  environment: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  health: healthSchema,
  ready: z.int(),
  desired: z.int(),
  /** Whether an Ingress or a load balancer leads to it, so that users outside the cluster are affected. */
  exposed: z.boolean(),
  /** The Change that ended or began before the problem, if one of ours touched this placement in the last 24 h. */
  behind: z.object({ id: z.string(), title: z.string(), at: time }).nullable(),
  /** The last write outside Pilothouse to the object of the problem, if one came in the hour before it and after `behind`. */
  outside: z.object({ object: objectRefSchema, manager: z.string(), at: time }).nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

export const logEntrySchema = z.object({
  at: time,
  title: z.string(),
  where: z.string(),
  href: z.string().nullable(),
  environment: z.string(),
  cluster: z.string(),
});

/** Each list holds its first hundred; only the first ten of a list have next steps. */
export const nowSchema = z.object({
  verdict: z.string(),
  sentence: z.string(),
  broken: z.array(problemSchema),
  unknown: z.array(problemSchema),
  /** Healthy or progressing, but at a limit that will cause a problem: an autoscaler at its maximum, a drain that a budget blocks. */
  strained: z.array(problemSchema),
  rolling: z.array(rolloutRowSchema),
  waiting: z.array(changeSummarySchema),
  recent: z.array(logEntrySchema),
  /** How many placements are broken, unknown and strained; the lists above hold the first of them. */
  totals: z.object({ broken: z.int(), unknown: z.int(), strained: z.int(), rolling: z.int() }),
  /** Where the sources of the registry disagree. */
  disagreements: z.int(),
  /** One line for each environment, for when nothing is broken. */
  environments: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      services: z.int(),
      /** Services that are as they should be: Healthy, Idle or Suspended. */
      healthy: z.int(),
      /** How many services have which worst health here; statuses that no service has are left out. */
      counts: z.array(z.object({ status: z.enum(HEALTH), services: z.int() })),
      clusters: z.array(z.string()),
    }),
  ),
});
export type NowView = z.infer<typeof nowSchema>;

/** One thing that the command palette found. */
export const searchHitSchema = z.object({
  kind: z.enum(['service', 'pod', 'change']),
  id: z.string(),
  title: z.string(),
  /** Where it is: environments, a cluster and namespace, a state. */
  detail: z.string(),
  href: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
export const searchAnswerSchema = z.object({ items: z.array(searchHitSchema) });
