import { z } from 'zod';

/** Who can tell what calls what by metrics. */
export const TRAFFIC_KINDS = ['istio', 'linkerd', 'hubble', 'opentelemetry'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** `live`: the last reading is good; `silent`: it does not answer, what it said last is told with its time. */
export const TRAFFIC_STATES = ['starting', 'live', 'silent'] as const;

/** How old the traffic is that one Prometheus tells of, and why. */
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
  /** What became of its series: placed on an edge, or left out since an end is not known or fits several. Null: none was read. */
  series: z.object({ placed: z.int(), caller: z.int(), called: z.int(), ambiguous: z.int() }).nullable(),
});
export type TrafficSourceDto = z.infer<typeof trafficSourceSchema>;
