import type { Db } from '@/lib/db/client';
import {
  flushBeats,
  forgetReplicas,
  leaveReplicas,
  readBeats,
  type BeatsReplica,
} from '@/lib/db/registry-beats';
import type { Beats } from './beats';
import type { RegistryClock } from './clock';

/** A process that has not flushed for this long is not waited for. */
const LIVE_MS = 5000;
/** A process that has not flushed for this long is gone: its heartbeats are taken over. */
const DEAD_MS = 60_000;

/** Sends heartbeats to the other processes and receives theirs, through the database. */
export interface Exchange {
  flush(): Promise<void>;
  pull(): Promise<void>;
  /** The time up to which the heartbeats of every running process are known here. */
  heardThrough(): number;
  /** Takes over the heartbeats of processes that are gone. */
  foldDead(): Promise<void>;
  stop(): Promise<void>;
}

export function createExchange(options: {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly beats: Beats;
  readonly clock: RegistryClock;
  readonly owner: string;
}): Exchange {
  const { db, beats, clock, owner } = options;
  const known = new Map<string, number>();
  let replicas: readonly BeatsReplica[] = [];
  let pulledAt = 0;

  const flush = async (): Promise<void> => {
    const through = Math.floor(clock.now());
    const pages = beats.takePages(through);
    try {
      await flushBeats(db, { owner, through, pages });
    } catch (error) {
      beats.putBack(pages);
      throw error;
    }
  };

  const pull = async (): Promise<void> => {
    const begun = clock.now();
    const read = await readBeats(db, { except: owner, known });
    for (const page of read.pages) {
      beats.read(page);
      known.set(page.owner, Math.max(page.through, known.get(page.owner) ?? 0));
    }
    for (const { owner: other, through } of read.replicas) {
      if (known.has(other)) known.set(other, Math.max(through, known.get(other) ?? 0));
    }
    replicas = read.replicas;
    pulledAt = begun;
  };

  return {
    flush,
    pull,
    heardThrough() {
      const now = clock.now();
      const live = replicas.filter(({ through }) => now - through < LIVE_MS);
      return live.reduce((least, { through }) => Math.min(least, through), pulledAt);
    },
    async foldDead() {
      const now = clock.now();
      const alive = new Set(
        replicas.filter(({ through }) => now - through < DEAD_MS).map((each) => each.owner),
      );
      const dead = [...new Set([...known.keys(), ...replicas.map((each) => each.owner)])].filter(
        (each) => !alive.has(each),
      );
      if (dead.length === 0) return;
      const others = new Map([...known].filter(([other]) => !dead.includes(other)));
      const { pages } = await readBeats(db, { except: owner, known: others });
      for (const page of pages) beats.read(page, dead.includes(page.owner));
      await flush();
      await forgetReplicas(db, dead);
      for (const each of dead) known.delete(each);
    },
    async stop() {
      await flush();
      await leaveReplicas(db, owner);
    },
  };
}
