import type { ClusterSummary, Health, KindStateName, ReachState } from '@/lib/model';

/** The shape, colour and word for the connection of a cluster. What cannot be read is Unknown, never green. */
export const REACH_LOOK: Record<ReachState, { readonly health: Health; readonly word: string }> = {
  live: { health: 'Healthy', word: 'Live' },
  connecting: { health: 'Progressing', word: 'Connecting' },
  stale: { health: 'Unknown', word: 'Stale' },
  unreachable: { health: 'Unknown', word: 'Unreachable' },
  unauthorized: { health: 'Unknown', word: 'Unauthorized' },
  invalid: { health: 'Unknown', word: 'Not usable' },
};

export const KIND_LOOK: Record<KindStateName, { readonly health: Health; readonly word: string }> = {
  live: { health: 'Healthy', word: 'Watched' },
  listing: { health: 'Progressing', word: 'Listing' },
  stale: { health: 'Unknown', word: 'Stale' },
  forbidden: { health: 'Unknown', word: 'Forbidden' },
  absent: { health: 'Idle', word: 'Not served' },
};

/** The provider and region of a cluster: "gcp, europe-west3"; null when the settings do not name them. */
export function placeOf({ provider, region }: Pick<ClusterSummary, 'provider' | 'region'>): string | null {
  const parts = [provider, region].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
