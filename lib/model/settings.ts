import { z } from 'zod';
import { NOTIFIED_STATUSES } from './notification';
import { TRAFFIC_KINDS } from './traffic';

/** What an Environment demands of a Change before it runs. */
export const policySchema = z.strictObject({
  /** How many leads must approve. 0: the requester executes it without an approval. */
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

/** How long history is kept. A state that still holds is kept however old it is. */
const historySchema = z.strictObject({
  /** Health transitions and their notifications. */
  transitionsDays: z.int().min(1).max(3650).default(90),
  /** Events of the clusters. */
  eventsDays: z.int().min(1).max(365).default(7),
  /** Counts of ready pods. */
  readinessHours: z.int().min(1).max(720).default(48),
});
export type HistoryRetention = z.infer<typeof historySchema>;

const names = z.array(z.string().min(1).max(600)).min(1).optional();
const variable = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, 'the name of an environment variable, such as SLACK_SECRET');

/** A web address that is posted to. It carries no credentials, so that it may be shown. */
export const webhookSchema = z
  .string()
  .refine(
    (value) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol),
    'an http or https address',
  )
  .refine((value) => {
    const { username = '', password = '' } = URL.canParse(value) ? new URL(value) : {};
    return username === '' && password === '';
  }, 'an address without user and password');

/** Where notifications are sent, and for which transitions. */
const notificationRuleSchema = z
  .strictObject({
    name,
    /** Where it is posted to; or, since such an address is often a secret, the variable that holds it. */
    webhook: webhookSchema.optional(),
    webhookEnv: variable.optional(),
    /** The variable that holds the secret by which each message is signed. */
    secretEnv: variable,
    match: z
      .strictObject({
        /** Ids or names of services. */
        services: names,
        owners: names,
        environments: names,
        clusters: names,
        severities: z.array(z.enum(NOTIFIED_STATUSES)).min(1).default(['Degraded', 'Missing']),
      })
      .prefault({}),
    /** Whether a notification is sent too when the placement recovers. */
    recovered: z.boolean().default(true),
    /** How long the bad status must have lasted. */
    minDurationSeconds: z.int().min(0).max(86_400).default(60),
    /** Wait while a rollout of the placement is in progress. */
    notDuringRollout: z.boolean().default(false),
  })
  .refine((rule) => (rule.webhook === undefined) !== (rule.webhookEnv === undefined), {
    message: 'webhook or webhookEnv, one of the two',
    path: ['webhook'],
  });
export type NotificationRule = z.infer<typeof notificationRuleSchema>;

/** A Prometheus, or what answers as one (Thanos, Mimir, VictoriaMetrics), that knows what calls what. */
const metricsSchema = z.strictObject({
  /** Up to where `/api/v1/query` begins: `https://metrics.example.com/prometheus`. */
  url: webhookSchema.refine(
    (value) => URL.canParse(value) && new URL(value).search === '' && new URL(value).hash === '',
    'an address without query and fragment',
  ),
  /** Clusters that its series are of; all unless set. */
  clusters: z.array(z.string().min(1).max(100)).min(1).optional(),
  /** The label that names the cluster of a series, where it holds several. */
  clusterLabel: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'the name of a label, such as cluster')
    .optional(),
  /** Which sorts of series are read; all unless set. */
  kinds: z
    .array(z.enum(TRAFFIC_KINDS))
    .min(1)
    .default([...TRAFFIC_KINDS]),
  /** The variable that holds a bearer token. */
  bearerTokenEnv: variable.optional(),
  intervalSeconds: z.int().min(5).max(3600).default(30),
  timeoutSeconds: z.int().min(1).max(60).default(10),
});
export type MetricsSettings = z.infer<typeof metricsSchema>;
/** The registry of self-registered instances. */
const registrySchema = z.strictObject({
  /** Where more than this share of instances falls silent at once, none is removed. */
  protectionShare: z.number().min(0).max(1).default(0.15),
  /** Registrations beyond this number are refused. */
  maxInstances: z.int().min(1).max(1_000_000).default(100_000),
  probes: z
    .strictObject({
      /** Addresses that Pilothouse may probe. Loopback and link-local addresses are never probed. */
      allow: z
        .array(z.union([z.cidrv4(), z.cidrv6()], 'a range of addresses, such as 10.0.0.0/8'))
        .default([]),
      /** Names of clusters whose pod addresses can be reached from here: endpoints of other clusters are not probed. */
      clusters: z.array(z.string().min(1).max(100)).default([]),
    })
    .prefault({}),
  /** Kubernetes Services in the answers to clients of Consul's discovery; none unless a cluster is named. */
  kubernetes: z
    .strictObject({
      /** Names of clusters whose pods those clients reach. */
      clusters: z
        .array(z.string().min(1))
        .refine((names) => new Set(names).size === names.length, 'each cluster once')
        .default([]),
      /** Unset: all but `kube-*` and `*-system`. `*` stands for anything, first or last. */
      namespaces: z
        .array(z.string().regex(/^\*?[a-z0-9-]*\*?$/, 'a namespace; * for anything, first or last'))
        .min(1)
        .nullable()
        .default(null),
      /** Whether `web` of the namespace `shop` is named `web-shop`. */
      namespaceSuffix: z.boolean().default(true),
    })
    .prefault({}),
});
export type RegistrySettings = z.infer<typeof registrySchema>;

/** The file of PILOTHOUSE_CONFIG. Unknown fields are refused, so that a misspelt one is noticed. */
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
      /** Further labels or annotations that join workloads into one Service, read before `kubernetes-id`. */
      labels: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  history: historySchema.prefault({}),
  registry: registrySchema.prefault({}),
  notifications: z
    .array(notificationRuleSchema)
    .refine(
      (rules) => new Set(rules.map((rule) => rule.name)).size === rules.length,
      'rules with names of their own',
    )
    .default([]),
  metrics: z
    .array(metricsSchema)
    .refine((sources) => new Set(sources.map(({ url }) => url)).size === sources.length, 'each address once')
    .default([]),
});
export type Config = z.infer<typeof configSchema>;

/** An Environment as placements carry it. */
export interface Environment {
  readonly name: string;
  readonly title: string;
  readonly policy: Policy;
}
