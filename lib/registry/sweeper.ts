import type { Db } from '@/lib/db/client';
import { pruneRegistryEvents } from '@/lib/db/registry';
import { holdSweeper, releaseSweeper } from '@/lib/db/registry-sweeper';
import type { RegistryClock } from './clock';
import type { Exchange } from './exchange';
import type { InstanceKey, KeptInstance } from './rules/kept';
import { ABSENT, expire } from './rules/leave';
import type { ProtectionState } from './rules/protection';
import { lapse, type Silent } from './rules/report';
import { dueAt, planSweep } from './rules/sweep';
import type { Table } from './table';
import type { Writer } from './writer';

/** How often the lease of 3 s is renewed or tried. */
const HOLD_EVERY_MS = 700;
/** How long changes are gathered before protection is judged again. */
const RECONSIDER_MS = 500;
const PRUNE_EVERY_MS = 10 * 60_000;
const FOLD_EVERY_MS = 20_000;
const EVENTS = { days: 7, most: 50_000 };

export interface SweeperOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly table: Table;
  readonly clock: RegistryClock;
  readonly owner: string;
  readonly writer: Writer;
  readonly exchange: Exchange;
  readonly protection: (now: number) => ProtectionState;
  /** Whether there are endpoints to probe: the sweeper is also the process that probes, even where nothing is registered. */
  readonly isAsking: () => boolean;
}

/** Makes silent checks critical and removes instances whose time is over, in the one process that has the lease. */
export interface Sweeper {
  /** One turn: does what is due. */
  turn(): Promise<void>;
  /** Whether this process has the lease. */
  isSweeping(): boolean;
  /** To be called when instances were changed or removed, as the next due time may be another. */
  changed(upserts: readonly KeptInstance[]): void;
  stop(): Promise<void>;
}

export function createSweeper(options: SweeperOptions): Sweeper {
  const { db, table, clock, owner, writer, exchange, protection, isAsking } = options;
  let upSince: number | null = null;
  let askAt = 0;
  let nextAt = 0;
  let holdsBack = false;
  let pruneAt = 0;
  let foldAt = 0;

  const hold = async (): Promise<void> => {
    const sent = clock.monotonic();
    const held = await holdSweeper(db, owner);
    if (held !== null) clock.heard(held.now, { sent, answered: clock.monotonic() });
    if (held?.upSince !== upSince) nextAt = 0;
    upSince = held?.upSince ?? null;
    askAt = clock.now() + HOLD_EVERY_MS;
  };

  const plan = (since: number) => {
    const now = clock.now();
    const judged = protection(now);
    const planned = planSweep({
      instances: table.all(),
      lastSeen: (check) => table.lastSeen(check),
      now,
      heardThrough: exchange.heardThrough(),
      upSince: since,
      protection: judged,
    });
    holdsBack = planned.holdsBack;
    nextAt = Math.min(planned.nextAt, judged.validUntil ?? Infinity);
    return planned;
  };

  const sweep = async (since: number): Promise<void> => {
    await exchange.pull();
    const { lapses, removals } = plan(since);
    await Promise.all([
      ...lapses.map((key) => submitLapse(key, key.silent)),
      ...removals.map((key) =>
        writer.submit(key, (held, at) => (held === null ? ABSENT : expire(held, at)), {
          sweeping: true,
        }),
      ),
    ]);
  };

  /** A check that got a heartbeat since the plan does not lapse. */
  const submitLapse = (key: InstanceKey, silent: Silent): Promise<unknown> =>
    writer.submit(
      key,
      (held, at) => {
        if (held === null) return ABSENT;
        const still = held.checks.filter((check) => table.lastSeen(check) === silent.get(check.id));
        return lapse(held, new Map(still.map((check) => [check.id, table.lastSeen(check)])), at);
      },
      { sweeping: true },
    );

  const tidy = async (now: number): Promise<void> => {
    if (now >= foldAt) {
      foldAt = now + FOLD_EVERY_MS;
      await exchange.foldDead();
    }
    if (now >= pruneAt) {
      pruneAt = now + PRUNE_EVERY_MS;
      await pruneRegistryEvents(db, { before: now - EVENTS.days * 86_400_000, most: EVENTS.most });
    }
  };

  return {
    async turn() {
      if (table.size === 0 && !isAsking()) return;
      if (clock.now() >= askAt) {
        try {
          await hold();
        } catch (error) {
          upSince = null;
          throw error;
        }
      }
      if (upSince === null) return;
      if (clock.now() >= nextAt) await sweep(upSince);
      await tidy(clock.now());
    },
    isSweeping: () => upSince !== null,
    changed(upserts) {
      if (upSince === null) return;
      for (const held of upserts) {
        nextAt = Math.min(
          nextAt,
          dueAt(held, (check) => table.lastSeen(check), upSince),
        );
      }
      // Protection may end by these changes.
      if (holdsBack) nextAt = Math.min(nextAt, clock.now() + RECONSIDER_MS);
    },
    async stop() {
      if (upSince !== null) await releaseSweeper(db, owner);
      upSince = null;
    },
  };
}
