import { z } from 'zod';
import { pageSchema, receiptSchema } from './dto';
import { CHECK_STATUSES } from './registered';
import { INSTANCE_SOURCES, INSTANCE_STATUSES } from './instance-statuses';

/**
 * The registry as it is shown: every address of every service, whoever reported it, and where what is declared, what is registered
 * and what runs do not agree. Times are ISO 8601 in UTC.
 */
const time = z.string();

/** A probe that Pilothouse itself sends to an instance, and its result, without the content of the answer. */
export const registryProbeSchema = z.object({
  /** What asks for the probe: `Service cart`, or the name of a check. */
  by: z.string(),
  /** `http 10.42.1.7:8080/healthz`, `tcp 10.42.1.7:5432`. */
  asks: z.string(),
  intervalSeconds: z.number(),
  /** Set after as many equal results in a row as the probe demands; null: not judged yet, or probing is not allowed. */
  status: z.enum(CHECK_STATUSES).nullable(),
  since: time.nullable(),
  /** `HTTP 200.`, `It cannot be reached: connection refused.`, or why it is not probed. */
  sentence: z.string(),
  heard: z.enum(['answer', 'silence']).nullable(),
  askedAt: time.nullable(),
  /** How long the last answer took; null: there was none. */
  tookMs: z.int().nullable(),
});
export type RegistryProbe = z.infer<typeof registryProbeSchema>;

export const registryInstanceSchema = z.object({
  /** Unique within its service: `kubernetes:production-eu/shop/10.42.1.7`, `self:web-1`. */
  id: z.string(),
  source: z.enum(INSTANCE_SOURCES),
  /** The service that it was registered under, and its id there; null for what Kubernetes reports. */
  registered: z.object({ service: z.string(), id: z.string() }).nullable(),
  /** Kubernetes Services that lead to it. */
  via: z.array(z.string()),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  environment: z.string().nullable(),
  address: z.string(),
  /** All of its addresses: those of a dual-stack pod are two. */
  addresses: z.array(z.string()),
  port: z.int().nullable(),
  ports: z.array(z.object({ name: z.string().nullable(), port: z.int(), protocol: z.string() })),
  status: z.enum(INSTANCE_STATUSES),
  /** Why it has this status, as a sentence. */
  message: z.string(),
  zone: z.string().nullable(),
  node: z.string().nullable(),
  pod: z.string().nullable(),
  version: z.string().nullable(),
  weight: z.number(),
  tags: z.array(z.string()),
  lastSeenAt: time.nullable(),
  /** When it becomes critical without a further heartbeat. */
  lapsesAt: time.nullable(),
  /** Since when it has this status. */
  since: time.nullable(),
  drained: z.object({ reason: z.string(), by: z.string(), at: time }).nullable(),
  probes: z.array(registryProbeSchema),
  receipts: z.array(receiptSchema),
});
export type RegistryInstance = z.infer<typeof registryInstanceSchema>;

/** What one of the three sources says. `late`: yes, but overdue; `unknown`: it cannot be known. */
export const TRUTH_WORDS = ['yes', 'late', 'no', 'unknown'] as const;
export type TruthWord = (typeof TRUTH_WORDS)[number];

export const truthSchema = z.object({
  says: z.enum(TRUTH_WORDS),
  /** `declared`, `not registered`, `declared as 8080`. */
  word: z.string(),
  /** Where that was read: `catalog-info.yaml`, `Consul API`, `ops/price-import`. */
  detail: z.string(),
  /** When the source last reported it, or since when it holds; shown with the detail. */
  at: time.nullable(),
});
export type Truth = z.infer<typeof truthSchema>;

/** The gravest first. */
export const DISAGREEMENT_KINDS = [
  'zombie',
  'duplicate-address',
  'selector-mismatch',
  'port-mismatch',
  'vanished',
  'overdue',
  'ghost',
] as const;
export type DisagreementKind = (typeof DISAGREEMENT_KINDS)[number];

/** What fixes it: a call of the registry, a Change whose plan is shown first, a text for a file, or a place to look. */
export const fixSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('deregister'), label: z.string(), service: z.string(), instance: z.string() }),
  z.object({
    type: z.literal('scale'),
    label: z.string(),
    service: z.string(),
    placement: z.string(),
    workload: z.string(),
    replicas: z.int(),
  }),
  z.object({
    type: z.literal('copy'),
    label: z.string(),
    /** The name of the file or command that the text is for. */
    file: z.string(),
    text: z.string(),
    note: z.string(),
  }),
  z.object({ type: z.literal('logs'), label: z.string(), service: z.string(), placement: z.string() }),
]);
export type Fix = z.infer<typeof fixSchema>;

export const disagreementSchema = z.object({
  /** Unique among all; the same as long as it lasts. */
  id: z.string(),
  kind: z.enum(DISAGREEMENT_KINDS),
  /** Id and name of the row of the registry that it belongs to. */
  service: z.string(),
  serviceName: z.string(),
  owner: z.string().nullable(),
  /** `10.42.4.77:9000`, or the object that it is about: `Service shop/cart`. */
  address: z.string(),
  /** Ids of the instances that it is about. */
  instances: z.array(z.string()),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  environment: z.string().nullable(),
  declared: truthSchema,
  registered: truthSchema,
  running: truthSchema,
  /** The cause and the consequence. */
  sentence: z.string(),
  /** What will happen without action, and when: `The entry lapses by itself`, at a time. */
  ahead: z.object({ words: z.string(), at: time }).nullable(),
  /** Since when it holds, or when it was first seen. */
  since: time.nullable(),
  receipts: z.array(receiptSchema),
  fix: fixSchema.nullable(),
});
export type Disagreement = z.infer<typeof disagreementSchema>;

export const registryServiceSchema = z.object({
  /** The id of a service of the catalog, or the name that it was registered under. */
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  /** The service of the catalog; null: the catalog and the clusters know no such service. */
  catalog: z.string().nullable(),
  counts: z.object({ kubernetes: z.int(), self: z.int(), consul: z.int() }),
  /** How many instances have each status; statuses of none are left out. */
  statuses: z.array(z.object({ status: z.enum(INSTANCE_STATUSES), instances: z.int() })),
  truth: z.object({
    declared: z.enum(TRUTH_WORDS),
    registered: z.enum(TRUTH_WORDS),
    running: z.enum(TRUTH_WORDS),
  }),
  /** How many instances a disagreement is about, and how many disagreements there are. */
  disagreeing: z.int(),
  disagreements: z.int(),
  clusters: z.array(z.string()),
  environments: z.array(z.string()),
  zones: z.array(z.string()),
  versions: z.array(z.string()),
  /** Addresses with their ports, and tags, for the search; the first two hundred. */
  addresses: z.array(z.string()),
  tags: z.array(z.string()),
  /** The oldest report of the registered instances; those of Kubernetes are as old as their cluster's picture. */
  oldestSeenAt: z.object({ self: time.nullable(), consul: time.nullable() }),
});
export type RegistryServiceRow = z.infer<typeof registryServiceSchema>;

/** The recent availability of each service: one answer for all rows of a list. */
export const registryAvailabilitySchema = z.object({
  from: time,
  to: time,
  sliceMinutes: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      /** One character for each slice, the oldest first: `9` all desired instances were ready throughout, `0` at some time none was, `.` nothing is known. */
      slices: z.string(),
      /** The lowest count of ready instances, and how many were desired then; null: all were ready. */
      fewest: z.object({ ready: z.int(), desired: z.int() }).nullable(),
    }),
  ),
  nextCursor: z.null(),
});
export type RegistryAvailability = z.infer<typeof registryAvailabilitySchema>;

export const registryProtectionSchema = z.object({
  scope: z.enum(['registry', 'service']),
  services: z.array(z.string()),
  since: time,
  /** When it ends, if none of them reports again. */
  endsAt: time,
  sentence: z.string(),
});
export type RegistryProtectionDto = z.infer<typeof registryProtectionSchema>;

/** How a Kubernetes Service is found: its DNS names and how its traffic is spread. */
export const kubernetesRegistrationSchema = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** `ClusterIP`, `headless`, `ExternalName`, `NodePort`, `LoadBalancer`. */
  type: z.string(),
  /** Null: it has none, and its endpoints are written by hand or by a controller. */
  selector: z.string().nullable(),
  clusterIp: z.string().nullable(),
  /** `IPv4`, `IPv6`; both for dual stack. */
  ipFamilies: z.array(z.string()),
  ports: z.array(
    z.object({
      name: z.string().nullable(),
      port: z.int(),
      targetPort: z.string().nullable(),
      protocol: z.string(),
    }),
  ),
  /** `PreferClose`, `PreferSameZone`, `PreferSameNode`; null: wherever. */
  trafficDistribution: z.string().nullable(),
  publishesNotReady: z.boolean(),
  /** The probe that the annotation `pilothouse.dev/probe` requests, or what is wrong with it; null: there is no annotation. */
  probe: z.object({ asks: z.string().nullable(), problem: z.string().nullable() }).nullable(),
  dns: z.array(z.object({ name: z.string(), answers: z.string() })),
  addresses: z.int(),
  ready: z.int(),
  serving: z.int(),
  terminating: z.int(),
});
export type KubernetesRegistration = z.infer<typeof kubernetesRegistrationSchema>;

/** `GET /api/v1/registry/services/{name}`. */
export const registryServiceDetailSchema = registryServiceSchema.extend({
  instances: z.array(registryInstanceSchema),
  conflicts: z.array(disagreementSchema),
  kubernetes: z.array(kubernetesRegistrationSchema),
  /** Its placements in the clusters; their readiness over time is requested by these ids. */
  placements: z.array(z.object({ id: z.string(), cluster: z.string(), environment: z.string() })),
  protection: registryProtectionSchema.nullable(),
  /** Ids of its instances that fell silent and are not removed while protection is on. */
  kept: z.array(z.string()),
});
export type RegistryServiceDetail = z.infer<typeof registryServiceDetailSchema>;

/** `GET /api/v1/registry/services`: a row with its disagreements. */
export const registryListedSchema = registryServiceSchema.extend({ conflicts: z.array(disagreementSchema) });
export type RegistryListed = z.infer<typeof registryListedSchema>;

/** A row of the live topic `registry`: services, disagreements and the state of protection, at one position. */
export const registryRowSchema = z.discriminatedUnion('kindOfRow', [
  registryServiceSchema.extend({ kindOfRow: z.literal('service') }),
  disagreementSchema.extend({ kindOfRow: z.literal('disagreement') }),
  z.object({
    kindOfRow: z.literal('protection'),
    id: z.literal('protection'),
    on: registryProtectionSchema.nullable(),
  }),
]);
export type RegistryRow = z.infer<typeof registryRowSchema>;

/** One entry of a service's timeline: an instance was added, removed or changed. */
export const registryMomentSchema = z.object({
  id: z.string(),
  at: time,
  source: z.enum(INSTANCE_SOURCES),
  kind: z.enum([
    'joined',
    'left',
    'lapsed',
    'passing',
    'warning',
    'critical',
    'drained',
    'returned',
    'probe',
    'unknown',
  ]),
  instance: z.string(),
  sentence: z.string(),
});
export type RegistryMoment = z.infer<typeof registryMomentSchema>;

/** `GET /api/v1/registry/services/{name}/history`: how many instances were available, and which joined and left. */
export const registryHistorySchema = z.object({
  service: z.string(),
  from: time,
  to: time,
  /** How many endpoints were ready and how many desired, over all placements, step by step, oldest first. */
  points: z.array(z.object({ at: time, ready: z.int(), desired: z.int() })),
  /** Newest first, bounded. */
  moments: z.array(registryMomentSchema),
});
export type RegistryHistory = z.infer<typeof registryHistorySchema>;

/** The results of one probe in the last hour: one number for each minute in each list, the oldest first; the last minute is not complete. */
export const registryLatencySchema = z.object({
  /** The instance, and the probe as in its `probes`. */
  instance: z.string(),
  asks: z.string(),
  asked: z.array(z.int()),
  failed: z.array(z.int()),
  /** Of answered probes; null in a minute without any. */
  p50Ms: z.array(z.int().nullable()),
  maxMs: z.array(z.int().nullable()),
});
export type RegistryLatency = z.infer<typeof registryLatencySchema>;

/** `GET /api/v1/registry/services/{name}/latency`. */
export const registryLatencyPageSchema = pageSchema(registryLatencySchema).extend({
  /** When the first of the minutes began. */
  from: time,
});
export type RegistryLatencyPage = z.infer<typeof registryLatencyPageSchema>;
