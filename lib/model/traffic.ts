/** Who can tell what calls what by metrics. */
export const TRAFFIC_KINDS = ['istio', 'linkerd', 'hubble', 'opentelemetry'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** `live`: the last reading is good; `silent`: it does not answer, what it said last is told with its time. */
export const TRAFFIC_STATES = ['starting', 'live', 'silent'] as const;

/** How old the traffic is that one Prometheus tells of, and why. */
export interface TrafficAge {
  readonly state: (typeof TRAFFIC_STATES)[number];
  /** When it last answered; null: never since the start. */
  readonly observedAt: string | null;
  /** What is wrong, as a sentence; null: nothing. */
  readonly sentence: string | null;
}
