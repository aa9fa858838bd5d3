import type { Topic } from '@/lib/model';

type Query = Readonly<Record<string, string | number | undefined>>;

/** Every key of the query cache comes from here. What the stream updates is under `live`. */
export const queryKeys = {
  live: (topic: Topic) => ['live', topic] as const,
  /** `decided`: what decides the permissions, so that they are read again when it changes. */
  change: (id: string, decided: string) => ['change', id, decided] as const,
  audit: (query: Query) => ['audit', query] as const,
  /** `revision`: the current rollout's, so that it is read again when the next one begins. */
  service: (id: string, revision: string | null) => ['service', id, revision] as const,
  history: (id: string, moved: string) => ['history', id, moved] as const,
  differences: (query: Query) => ['differences', query] as const,
  dependents: (service: string) => ['dependents', service] as const,
  registryHistory: (name: string, moved: string) => ['registry-history', name, moved] as const,
  registryAvailability: ['registry-availability'] as const,
  registryTokens: ['registry-tokens'] as const,
  registryLatency: (name: string) => ['registry-latency', name] as const,
  events: (service: string, placement: string) => ['events', service, placement] as const,
  readiness: (placement: string, ready: number) => ['readiness', placement, ready] as const,
  cluster: (name: string) => ['cluster', name] as const,
  search: (text: string) => ['search', text] as const,
};
