import type { Db, Tx } from '@/lib/db/client';
import {
  lockRegistry,
  readRegistryNews,
  writeRegistry,
  type RegistryNews,
  type RegisteredRow,
} from '@/lib/db/registry';
import { isSweeper } from '@/lib/db/registry-sweeper';
import { storableJson } from '@/lib/db/text';
import { AppError, isAppError } from '@/lib/model';
import type { RegistryClock } from './clock';
import type { InstanceKey, KeptEvent, KeptInstance, Outcome } from './rules/kept';
import type { Table } from './table';

/** The most changes of one transaction. */
const BATCH_MAX = 500;

/** A change of one instance, given its state at the time of the write. It may throw an AppError, which the caller of `submit` gets. */
export type InstanceChange = (held: KeptInstance | null, at: number, takeSlot: () => number) => Outcome;

export interface WriterOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly table: Table;
  readonly clock: RegistryClock;
  /** The name of this process among the replicas. */
  readonly owner: string;
  readonly maxInstances: number;
  /** Called after the table was changed, with the changed services and the new states of instances. */
  readonly onApplied: (services: readonly string[], upserts: readonly KeptInstance[]) => void;
  readonly onError: (error: unknown) => void;
}

export interface SubmitOptions {
  /** Applied only while this process has the lease of the sweeper. */
  readonly sweeping?: boolean;
  /** Further writes in the same transaction; not called where nothing changes. */
  readonly within?: (tx: Tx) => Promise<void>;
}

/**
 * The only writer of the registry in this process. All waiting changes are written in one transaction: it takes the registry's lock, reads
 * the changes of other processes, applies its own to the table's state, writes them, and puts them into the table after the commit. So all
 * processes decide on the same state, in one order.
 */
export interface Writer {
  /**
   * @returns the instance after the change; null: it is not registered.
   * @throws AppError what the change throws; `unavailable` where the database does not answer: the change may or may not be done, and
   * can be repeated.
   */
  submit(key: InstanceKey, change: InstanceChange, options?: SubmitOptions): Promise<KeptInstance | null>;
  /** Reads the changes of other processes. */
  catchUp(): Promise<void>;
  /** Resolves when nothing is being written or read. */
  idle(): Promise<void>;
}

interface Submission {
  readonly key: InstanceKey;
  readonly change: InstanceChange;
  readonly sweeping: boolean;
  readonly within: ((tx: Tx) => Promise<void>) | undefined;
  readonly resolve: (held: KeptInstance | null) => void;
  readonly reject: (error: unknown) => void;
}

/** The result of a batch before its commit. */
interface Decided {
  readonly at: number;
  readonly index: number;
  readonly overlay: ReadonlyMap<string, { readonly key: InstanceKey; readonly next: KeptInstance | null }>;
  readonly settle: readonly (() => void)[];
}

const keyOf = ({ service, id }: InstanceKey): string => `${service}\n${id}`;

export function createWriter(options: WriterOptions): Writer {
  const { db, table, clock, owner, onApplied, onError } = options;
  let queue: Submission[] = [];
  let pumping: Promise<void> | null = null;
  // Reads of changes and writes take turns: an older read must not undo a newer write.
  let turn: Promise<unknown> = Promise.resolve();
  let catching: Promise<void> | null = null;

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  };

  const take = (news: RegistryNews<KeptInstance>): void => {
    const upserts = news.rows.map(({ body, createIndex, modifyIndex }) => ({
      ...body,
      createIndex,
      modifyIndex,
    }));
    const removed: InstanceKey[] = news.left.map(({ service, instance }) => ({ service, id: instance }));
    if (news.whole) {
      const there = new Set(upserts.map(keyOf));
      for (const held of table.all()) if (!there.has(keyOf(held))) removed.push(held);
    }
    const services = table.apply({ index: news.index, upserts, removed }, clock.now());
    for (const { service, index } of news.left) table.left(service, index);
    if (services.length > 0) onApplied(services, upserts);
  };

  const decide = async (tx: Tx, jobs: readonly Submission[], taken: number[]): Promise<Decided> => {
    const sent = clock.monotonic();
    const { index, now: at } = await lockRegistry(tx);
    clock.heard(at, { sent, answered: clock.monotonic() });
    if (index !== table.index) take(await readRegistryNews<KeptInstance>(tx, table.index));
    const sweeps = jobs.some(({ sweeping }) => sweeping) && (await isSweeper(tx, owner));
    const overlay = new Map<string, { key: InstanceKey; next: KeptInstance | null }>();
    const events: KeptEvent[] = [];
    const settle: (() => void)[] = [];
    const also: ((tx: Tx) => Promise<void>)[] = [];
    let size = table.size;
    const takeSlot = (): number => {
      const slot = table.slots.take(at);
      taken.push(slot);
      return slot;
    };
    for (const { key, change, sweeping, within, resolve, reject } of jobs) {
      const name = keyOf(key);
      const before = overlay.get(name);
      const held = before === undefined ? table.get(key) : before.next;
      try {
        const { next, events: caused } =
          sweeping && !sweeps ? { next: held, events: [] } : change(held, at, takeSlot);
        if (next !== null && held === null && size >= options.maxInstances) throw full(options.maxInstances);
        settle.push(() => {
          const after = overlay.get(name);
          resolve(after === undefined ? held : after.next);
        });
        if (next === held) continue;
        if (within !== undefined) also.push(within);
        size += Number(next !== null) - Number(held !== null);
        events.push(...caused);
        overlay.set(name, { key, next: next === null ? null : numbered(next, held, index + 1) });
      } catch (error) {
        settle.push(() => reject(error));
      }
    }
    if (overlay.size > 0) await write(tx, { at, index: index + 1, overlay, events });
    for (const within of also) await within(tx);
    return { at, index: index + 1, overlay, settle };
  };

  const runBatch = async (jobs: readonly Submission[]): Promise<void> => {
    const taken: number[] = [];
    try {
      const { at, index, overlay, settle } = await db.transaction((tx) => decide(tx, jobs, taken));
      if (overlay.size > 0) {
        const upserts = [...overlay.values()].flatMap(({ next }) => next ?? []);
        const removed = [...overlay.values()].flatMap(({ key, next }) => (next === null ? [key] : []));
        onApplied(table.apply({ index, upserts, removed }, at), upserts);
      }
      for (const done of settle) done();
    } catch (error) {
      for (const slot of taken) table.slots.free(slot, clock.now());
      onError(error);
      const away = isAppError(error) ? error : unavailable(error);
      for (const { reject } of jobs) reject(away);
    }
  };

  const pump = async (): Promise<void> => {
    // All changes of this turn of the event loop are written together.
    await Promise.resolve();
    while (queue.length > 0) {
      const jobs = queue.slice(0, BATCH_MAX);
      queue = queue.slice(BATCH_MAX);
      await serially(() => runBatch(jobs));
    }
    pumping = null;
  };

  return {
    submit(key, change, { sweeping = false, within } = {}) {
      return new Promise((resolve, reject) => {
        queue.push({ key, change, sweeping, within, resolve, reject });
        pumping ??= pump();
      });
    },
    catchUp() {
      return (catching ??= serially(async () => {
        // Later calls must also get what is committed after this read began.
        catching = null;
        take(await readRegistryNews<KeptInstance>(db.client, table.index === 0 ? null : table.index));
      }));
    },
    async idle() {
      await pumping;
      await turn;
    },
  };
}

/** The instance with the index of this write; a new one also has it as its createIndex. */
function numbered(next: KeptInstance, held: KeptInstance | null, index: number): KeptInstance {
  const kept = storableJson(next) as unknown as KeptInstance;
  return { ...kept, createIndex: held?.createIndex ?? index, modifyIndex: index };
}

async function write(
  tx: Tx,
  {
    at,
    index,
    overlay,
    events,
  }: Pick<Decided, 'at' | 'index' | 'overlay'> & { readonly events: readonly KeptEvent[] },
): Promise<void> {
  const all = [...overlay.values()];
  await writeRegistry(tx, {
    at,
    index,
    events,
    upserts: all.flatMap(({ next }) => (next === null ? [] : [rowOf(next)])),
    removed: all.flatMap(({ key, next }) =>
      next === null ? [{ service: key.service, instance: key.id }] : [],
    ),
  });
}

function rowOf(kept: KeptInstance): RegisteredRow<KeptInstance> {
  const { service, id: instance, source, status, createIndex, modifyIndex } = kept;
  return { service, instance, source, status, body: kept, createIndex, modifyIndex };
}

function full(most: number): AppError {
  return new AppError(
    'conflict',
    `The registry is full: it holds ${most} instances (registry.maxInstances in the settings).`,
  );
}

function unavailable(cause: unknown): AppError {
  return new AppError('unavailable', 'The database of the registry does not answer now. Try again.', {
    cause,
  });
}
