import type { AgesMessage, ClusterAge, TrafficAge } from '@/lib/model';

/** `paused`: the tab is hidden and listens to nothing; `offline`: several tries failed. */
export type LiveState = 'live' | 'reconnecting' | 'offline' | 'paused';

export interface LiveStatus {
  readonly state: LiveState;
  /** When the stream last said anything, in ms by the tab's clock; null before it did. */
  readonly lastAt: number | null;
  readonly ages: Readonly<Record<string, ClusterAge>>;
  /** Of each Prometheus that tells of traffic, by its address. */
  readonly traffic: Readonly<Record<string, TrafficAge>>;
  /** Server's clock minus tab's, in ms: what makes ages right on a wrong clock. */
  readonly skewMs: number;
}

export const NOT_YET: LiveStatus = { state: 'reconnecting', lastAt: null, ages: {}, traffic: {}, skewMs: 0 };

/** What a page knows as it is served: it is as fresh as the server's word `ages`, heard at `heardAt` by the tab's clock. */
export function statusOf(ages: AgesMessage, heardAt: number): LiveStatus {
  const { clusters, traffic = {}, at } = ages;
  return { state: 'live', lastAt: heardAt, ages: clusters, traffic, skewMs: Date.parse(at) - heardAt };
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
      // Many deltas a second are one state: readers are told of a new second only.
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
