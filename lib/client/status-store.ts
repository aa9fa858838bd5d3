import type { AgesMessage, ClusterAge, TrafficAge } from '@/lib/model';

/** `paused`: the tab is hidden and receives nothing; `offline`: several tries failed. */
export type LiveState = 'live' | 'reconnecting' | 'offline' | 'paused';

export interface LiveStatus {
  readonly state: LiveState;
  /** When the last message of the stream came, in ms by the tab's clock; null before the first. */
  readonly lastAt: number | null;
  readonly ages: Readonly<Record<string, ClusterAge>>;
  /** The age of each Prometheus that traffic is read from, by its address. */
  readonly traffic: Readonly<Record<string, TrafficAge>>;
  /** The server's clock minus the tab's, in ms, so that ages are right on a wrong clock. */
  readonly skewMs: number;
}

export const NOT_YET: LiveStatus = { state: 'reconnecting', lastAt: null, ages: {}, traffic: {}, skewMs: 0 };

/** The status of a page as it was rendered: as fresh as the server's `ages`, received at `receivedAt` by the tab's clock. */
export function statusOf(ages: AgesMessage, receivedAt: number): LiveStatus {
  const { clusters, traffic = {}, at } = ages;
  return { state: 'live', lastAt: receivedAt, ages: clusters, traffic, skewMs: Date.parse(at) - receivedAt };
}

/** The state of the stream, for `useSyncExternalStore`: the snapshot is replaced, never changed. */
export function createStatusStore(now: () => number, first: LiveStatus = NOT_YET) {
  let status = first;
  const listeners = new Set<() => void>();
  const put = (next: LiveStatus): void => {
    status = next;
    for (const listener of [...listeners]) listener();
  };

  return {
    get: () => status,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    become(state: LiveState): void {
      // Whole seconds: many deltas within a second are one state, and readers are notified once.
      const lastAt = state === 'live' ? now() : status.lastAt;
      const sameSecond = Math.floor((lastAt ?? 0) / 1000) === Math.floor((status.lastAt ?? 0) / 1000);
      if (state !== status.state || !sameSecond) put({ ...status, state, lastAt });
    },
    ages(message: AgesMessage): void {
      const { clusters, traffic = {}, at } = message;
      put({ ...status, ages: clusters, traffic, skewMs: Date.parse(at) - now() });
    },
  };
}
