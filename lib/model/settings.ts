import { z } from 'zod';

/** What an Environment demands of a Change before it runs. */
export const policySchema = z.strictObject({
  /** How many leads must approve. 0: the asker runs it herself. */
  approvals: z.int().min(0).max(5).default(0),
  /** Bounds of a scale; 0–1,000 unless set. */
  minReplicas: z.int().min(0).default(0),
  maxReplicas: z.int().min(0).max(100_000).default(1000),
});
export type Policy = z.infer<typeof policySchema>;

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'lower-case letters, digits and dashes');

/** `*` stands for any run of characters; both absent match everything. */
const matchSchema = z
  .strictObject({ cluster: z.string().min(1).optional(), namespace: z.string().min(1).optional() })
  .refine(
    (match) => match.cluster !== undefined || match.namespace !== undefined,
    'a cluster, a namespace or both',
  );

export const environmentSchema = z.strictObject({
  name,
  title: z.string().min(1).max(60).optional(),
  match: z.array(matchSchema).min(1),
  policy: policySchema.prefault({}),
});
export type EnvironmentRule = z.infer<typeof environmentSchema>;

/** How long what happened is kept. What still holds is kept however old it is. */
const historySchema = z.strictObject({
  /** Changes of health, and what was told of them. */
  transitionsDays: z.int().min(1).max(3650).default(90),
  /** Events of the clusters. */
  eventsDays: z.int().min(1).max(365).default(7),
  /** Counts of ready pods. */
  readinessHours: z.int().min(1).max(720).default(48),
});
export type HistoryRetention = z.infer<typeof historySchema>;

/** The file of PILOTHOUSE_CONFIG. Unknown fields are refused, so that a slip of the pen is not silence. */
export const configSchema = z.strictObject({
  clusters: z
    .array(
      z.strictObject({
        context: z.string().min(1),
        name: z.string().min(1).max(100).optional(),
        provider: z.string().min(1).max(60).optional(),
        region: z.string().min(1).max(60).optional(),
      }),
    )
    .default([]),
  environments: z.array(environmentSchema).default([]),
  identity: z
    .strictObject({
      /** Further labels or annotations that join workloads into one Service, asked before `kubernetes-id`. */
      labels: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  history: historySchema.prefault({}),
});
export type Config = z.infer<typeof configSchema>;

/** An Environment as placements carry it. */
export interface Environment {
  readonly name: string;
  readonly title: string;
  readonly policy: Policy;
}
