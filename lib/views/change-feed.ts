import { ENDED_STATES, type ChangeRow, type ChangeState, type ChangeSummary } from '@/lib/model';
import type { WorldContext } from './context';
import type { ChangesSource } from './ground';

/** A Change with its plan, as it was read from the database. */
export interface WholeChange {
  readonly summary: ChangeSummary;
  /** Its row, with the progress that the context shows at the time of the call. Pure. */
  readonly row: (
    context: Pick<WorldContext, 'world' | 'index' | 'scope' | 'now' | 'environments'>,
  ) => ChangeRow;
}

export interface ChangeFeedOptions {
  /** The latest Changes, newest first, and every one that has not ended. */
  readonly load: () => Promise<readonly ChangeSummary[]>;
  /** One Change without its plan; null: there is none of that id. */
  readonly readSummary: (id: string) => Promise<ChangeSummary | null>;
  /** One Change with its plan; null: there is none of that id. */
  readonly readWhole: (id: string) => Promise<WholeChange | null>;
  /** Called with what a read threw; the feed keeps what it has. */
  readonly onError: (error: unknown) => void;
}

/** How many of the latest Changes are kept; those that have not ended are kept besides. */
export const LATEST_CHANGES = 300;

interface Watched {
  users: number;
  kept: WholeChange | null;
}

/** The Changes as this process last read them, for pages and streams. A Change that is updated costs one read of its row. */
export class ChangeFeed implements ChangesSource {
  version = 0;
  private held: readonly ChangeSummary[] = [];
  private readonly watched = new Map<string, Watched>();
  private readonly listeners = new Set<(ids: ReadonlySet<string>) => void>();
  private readonly queues = new Map<string | null, Queue>();

  constructor(private readonly options: ChangeFeedOptions) {}

  current(): readonly ChangeSummary[] {
    return this.held;
  }

  kept(id: string): WholeChange | null {
    return this.watched.get(id)?.kept ?? null;
  }

  subscribe(listener: (ids: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  watch(id: string): { readonly read: () => Promise<void>; readonly stop: () => void } {
    const one = this.watched.get(id) ?? { users: 0, kept: null };
    one.users += 1;
    this.watched.set(id, one);
    return {
      read: () => (one.kept === null ? this.queued(id, () => this.readOne(id)) : Promise.resolve()),
      stop: () => {
        one.users -= 1;
        if (one.users === 0) this.watched.delete(id);
      },
    };
  }

  /**
   * A Change was updated in the database; null: any may have been, and all are loaded again. Calls for one id during its read share
   * one further read. Resolves when the update was read; never rejects.
   */
  async moved(id: string | null): Promise<void> {
    try {
      await this.queued(id, () => (id === null ? this.loadAll() : this.readOne(id)));
    } catch (error) {
      this.options.onError(error);
    }
  }

  private queued(id: string | null, read: () => Promise<void>): Promise<void> {
    const queue = this.queues.get(id) ?? new Queue(() => void this.queues.delete(id));
    this.queues.set(id, queue);
    return queue.run(read);
  }

  private async loadAll(): Promise<void> {
    this.held = bounded(await this.options.load());
    const watched = [...this.watched.keys()];
    for (const id of watched) await this.readWatched(id);
    this.publish(new Set([...this.held.map(({ id }) => id), ...watched]));
  }

  private async readOne(id: string): Promise<void> {
    // A load of all Changes that is running may hold an older state of this one: it must end first.
    await this.queues.get(null)?.settled();
    const summary = this.watched.has(id) ? await this.readWatched(id) : await this.options.readSummary(id);
    if (summary !== null) this.put(summary);
    this.publish(new Set([id]));
  }

  private async readWatched(id: string): Promise<ChangeSummary | null> {
    const kept = await this.options.readWhole(id);
    const one = this.watched.get(id);
    if (one !== undefined) one.kept = kept;
    return kept?.summary ?? null;
  }

  private put(change: ChangeSummary): void {
    const at = this.held.findIndex(({ id }) => numberOf(id) <= numberOf(change.id));
    const place = at < 0 ? this.held.length : at;
    const isHeld = this.held[place]?.id === change.id;
    this.held = bounded(this.held.toSpliced(place, isHeld ? 1 : 0, change));
  }

  private publish(ids: ReadonlySet<string>): void {
    this.version += 1;
    for (const listener of [...this.listeners]) listener(ids);
  }
}

/** Runs one read at a time; calls during a read share the one that follows it. */
class Queue {
  private running: Promise<void> | null = null;
  private following: Promise<void> | null = null;

  constructor(private readonly onEmpty: () => void) {}

  run(read: () => Promise<void>): Promise<void> {
    if (this.running === null) return this.begin(read);
    this.following ??= this.running.then(
      () => this.begin(read),
      () => this.begin(read),
    );
    return this.following;
  }

  /** Resolves when no read is running, whether the last one succeeded or failed. */
  async settled(): Promise<void> {
    await (this.following ?? this.running)?.catch(() => undefined);
  }

  private begin(read: () => Promise<void>): Promise<void> {
    this.following = null;
    this.running = read().finally(() => {
      this.running = null;
      if (this.following === null) this.onEmpty();
    });
    return this.running;
  }
}

function numberOf(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 0);
}

/** Newest first: the latest, and every one that has not ended. */
function bounded(changes: readonly ChangeSummary[]): readonly ChangeSummary[] {
  const isEnded = (state: ChangeState): boolean => (ENDED_STATES as readonly ChangeState[]).includes(state);
  return changes.filter(({ state }, index) => index < LATEST_CHANGES || !isEnded(state));
}
