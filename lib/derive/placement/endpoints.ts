import type { ServiceEndpoints } from '../facts';
import type { PodView } from '../pods/trouble';

/** How many of these pods are endpoints of a Service, and how many of those are ready to serve. */
export interface Serving {
  readonly total: number;
  readonly ready: number;
}

export function servingOf(endpoints: readonly ServiceEndpoints[], views: readonly PodView[]): Serving {
  const uids = new Set(views.map(({ pod }) => pod.metadata.uid));
  const seen = new Map<string, boolean>();
  for (const endpoint of endpoints.flatMap(({ slices }) => slices.flatMap((slice) => slice.endpoints))) {
    const uid = endpoint.targetRef?.uid;
    if (uid === undefined || !uids.has(uid)) continue;
    seen.set(uid, (seen.get(uid) ?? false) || endpoint.ready);
  }
  return { total: seen.size, ready: [...seen.values()].filter(Boolean).length };
}

/** `2 of 2 old endpoints still serve`; null where none of these pods is an endpoint. `adjective` is `old ` or empty. */
export function servingWords({ total, ready }: Serving, adjective: '' | 'old '): string | null {
  if (total === 0) return null;
  if (ready === 0) return `no ${adjective}endpoint serves`;
  if (total === 1) return `the ${adjective}endpoint still serves`;
  return `${ready} of ${total} ${adjective}endpoints still serve${ready === 1 ? 's' : ''}`;
}
