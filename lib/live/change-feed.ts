import type { ChangeSummary } from '@/lib/model';
import type { RecentChanges } from '@/lib/views/context';

export interface ChangeFeedOptions {
  /** The latest Changes, newest first, and every one that has not ended. */
  readonly load: () => Promise<readonly ChangeSummary[]>;
  /** Told what a load threw; the feed keeps what it has. */
  readonly onError: (error: unknown) => void;
}

export interface ChangeFeed extends RecentChanges {
  /** Loads again; calls that come while a load runs share the one that follows it. */
  refresh(): Promise<void>;
  /** Calls back after each load; the return value undoes it. */
  subscribe(listener: () => void): () => void;
}

/** The Changes as this process last read them: what pages and streams show, without a query each. */
export function createChangeFeed({ load, onError }: ChangeFeedOptions): ChangeFeed {
  let held: readonly ChangeSummary[] = [];
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  const read = async (): Promise<void> => {
    try {
      held = await load();
      for (const listener of [...listeners]) listener();
    } catch (error) {
      onError(error);
    }
  };
  const run = (): Promise<void> => {
    following = null;
    running = read().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    list: () => held,
    refresh: () => (running ? (following ??= running.then(run)) : run()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
