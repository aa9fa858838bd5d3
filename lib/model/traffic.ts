import { z } from 'zod';

/** Products whose metrics show what calls what. */
export const TRAFFIC_KINDS = ['istio', 'linkerd', 'hubble', 'opentelemetry'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** `live`: the last reading is good; `silent`: it does not answer, its last readings are shown with their time. */
export const TRAFFIC_STATES = ['starting', 'live', 'silent'] as const;

/** The age of the traffic that was read from one Prometheus. */
export const trafficAgeSchema = z.object({
  state: z.enum(TRAFFIC_STATES),
  /** When it last answered; null: never since the start. */
  observedAt: z.string().nullable(),
  /** What is wrong, as a sentence; null: nothing. */
  sentence: z.string().nullable(),
});
export type TrafficAge = z.infer<typeof trafficAgeSchema>;

/** One Prometheus of the settings, of `GET /api/v1/topology/sources`. */
export const trafficSourceSchema = trafficAgeSchema.extend({
  address: z.string(),
  /** How many of its series were placed on an edge, or left out because an end is unknown or ambiguous. Null: none was read. */
  series: z.object({ placed: z.int(), caller: z.int(), called: z.int(), ambiguous: z.int() }).nullable(),
});
export type TrafficSourceDto = z.infer<typeof trafficSourceSchema>;
