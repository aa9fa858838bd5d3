import { z } from 'zod';
import { healthSchema } from './dto';
import { ROLLOUT_STATES } from './rollout';
import { EDGE_KINDS, EVIDENCE_SOURCES } from './edges';

/**
 * What calls what, with the evidence. Two graphs: of **objects** (what the command prints and `GET /api/v1/topology` answers) and the
 * **map** that the page draws, where the objects of one placement are one box.
 */

export const evidenceSchema = z.object({
  source: z.enum(EVIDENCE_SOURCES),
  /** One line for people: `Deployment shop/checkout, containers[server].env[PAYMENTS_URL]: http://payments.shop:8080`. */
  detail: z.string(),
  /** What was read: `Deployment shop/checkout`, `ConfigMap shop/web-config`, `checkout/catalog-info.yaml`, `istio_requests_total`. */
  object: z.string(),
  field: z.string(),
  /** As read, with credentials replaced by `…`. */
  value: z.string(),
  cluster: z.string().nullable(),
  observedAt: z.string().nullable(),
  /** Only of observed evidence: the address of the Prometheus that reported it. */
  reader: z.string().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const topologyNodeSchema = z.object({
  /** `deployment:shop/checkout@production-eu`, `service:shop/cart@production-eu`, `host:smtp.example.com:587`. */
  id: z.string(),
  /** A Kubernetes kind, or `Host` for what is outside every cluster that is watched. */
  kind: z.string(),
  name: z.string(),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  health: healthSchema,
  /** The product by its image and ports: `postgresql`, `redis`, `kafka`…; null for what is no data store or queue. */
  technology: z.string().nullable(),
  /** Settings of a workload that may be addresses and come from Secrets, which are not read. */
  unread: z.array(z.string()),
  /** The Service of the catalog that it belongs to. */
  service: z.string().nullable(),
});
export type TopologyNode = z.infer<typeof topologyNodeSchema>;

export const edgeVerdictSchema = z.object({
  verdict: z.enum(['confirmed', 'rejected']),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
});
export type EdgeVerdict = z.infer<typeof edgeVerdictSchema>;

/** A verdict as the database holds it, by the edge's id. */
export interface KeptVerdict extends EdgeVerdict {
  readonly edge: string;
}

/** `POST /api/v1/topology/edges/verdict`. */
export const edgeVerdictRequestSchema = z.strictObject({
  /** The id of an edge of the map. */
  edge: z.string().min(1).max(2000),
  /** `withdrawn`: an earlier verdict is taken back. */
  verdict: z.enum(['confirmed', 'rejected', 'withdrawn']),
  /** Required where an edge is rejected. */
  reason: z.string().max(1000).default(''),
});
export type EdgeVerdictRequest = z.infer<typeof edgeVerdictRequestSchema>;

export const topologyEdgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(EDGE_KINDS),
  /** Strongest first; never empty. */
  evidence: z.array(evidenceSchema),
});
export type TopologyEdge = z.infer<typeof topologyEdgeSchema>;

/** `GET /api/v1/topology`. */
export const topologySchema = z.object({
  nodes: z.array(topologyNodeSchema),
  edges: z.array(topologyEdgeSchema),
});
export type Topology = z.infer<typeof topologySchema>;

/** Requests as a metric counted them, over five minutes. Rounded to what is shown. */
export const trafficSchema = z.object({
  perMinute: z.number(),
  /** 0 to 1. */
  failShare: z.number(),
  p95Ms: z.number().nullable(),
  /** When this was last measured, where its Prometheus does not answer; absent while it does. */
  until: z.string().optional(),
});
export type Traffic = z.infer<typeof trafficSchema>;

export const MAP_NODE_KINDS = ['entry', 'service', 'data', 'external'] as const;

/**
 * One box of the map. `entry`: an Ingress, a Gateway's route or a load balancer; `service`: a placement; `data`: a placement that is a
 * data store or queue; `external`: a host outside, or a Component of the catalog that no watched cluster runs.
 */
export const mapNodeSchema = z.object({
  kindOfRow: z.literal('node'),
  /** Unique among nodes and edges; the placement's id for a placement. */
  id: z.string(),
  kind: z.enum(MAP_NODE_KINDS),
  name: z.string(),
  /** Its type, in the usual word: `Deployment`, `Ingress`, `PostgreSQL`, `host`. */
  what: z.string(),
  /** `shop/checkout`; null for what is outside. */
  object: z.string().nullable(),
  technology: z.string().nullable(),
  /** Settings that may be addresses and come from Secrets: `DATABASE_URL from Secret db, key url`. What they call is not on the map. */
  unread: z.array(z.string()),
  service: z.string().nullable(),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  environment: z.string().nullable(),
  owner: z.string().nullable(),
  system: z.string().nullable(),
  domain: z.string().nullable(),
  version: z.string().nullable(),
  rollout: z
    .object({ state: z.enum(ROLLOUT_STATES), toVersion: z.string(), sentence: z.string() })
    .nullable(),
  health: healthSchema,
});
export type MapNode = z.infer<typeof mapNodeSchema>;

export const mapEdgeSchema = z.object({
  kindOfRow: z.literal('edge'),
  /** `from>to:kind`. */
  id: z.string(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(['routes', 'calls']),
  /** Strongest first; never empty. */
  evidence: z.array(evidenceSchema),
  traffic: trafficSchema.nullable(),
  /** A person's verdict; a rejected edge is not drawn, and is counted among the hidden ones. */
  verdict: edgeVerdictSchema.nullable(),
});
export type MapEdge = z.infer<typeof mapEdgeSchema>;

/** A row of the live topic `topology`: boxes and edges together, so that one position covers both. */
export const mapRowSchema = z.discriminatedUnion('kindOfRow', [mapNodeSchema, mapEdgeSchema]);
export type MapRow = z.infer<typeof mapRowSchema>;

const radiusGroupSchema = z.object({ name: z.string().nullable(), direct: z.int(), indirect: z.int() });

/** `GET /api/v1/services/{id}/dependents`: the blast radius of a Service. */
export const dependentsSchema = z.object({
  service: z.string(),
  /** Nearest first; a distance of 1 calls it directly. */
  items: z.array(
    z.object({
      node: mapNodeSchema,
      distance: z.int(),
      /** How important it is, in the company's own word: the annotation `pilothouse.dev/tier` of its Component, or its label `tier`. */
      tier: z.string().nullable(),
      /** Only of direct callers: their requests, where a metric has them. */
      traffic: trafficSchema.nullable(),
    }),
  ),
  byTier: z.array(radiusGroupSchema),
  byOwner: z.array(radiusGroupSchema),
  byEnvironment: z.array(radiusGroupSchema),
});
export type Dependents = z.infer<typeof dependentsSchema>;
