import { z } from 'zod';
import { sourceAgeSchema, type SourceAge } from './source';

/** Products whose metrics show what calls what. */
export const TRAFFIC_KINDS = ['istio', 'linkerd', 'hubble', 'opentelemetry'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** The age of the traffic that was read from one Prometheus. */
export type TrafficAge = SourceAge;

/** One Prometheus of the settings, of `GET /api/v1/topology/sources`. */
export const trafficSourceSchema = sourceAgeSchema.extend({
  address: z.string(),
  /** How many of its series were placed on an edge, or left out because an end is unknown or ambiguous. Null: none was read. */
  series: z.object({ placed: z.int(), caller: z.int(), called: z.int(), ambiguous: z.int() }).nullable(),
});
export type TrafficSourceDto = z.infer<typeof trafficSourceSchema>;
