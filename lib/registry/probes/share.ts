import type { Db } from '@/lib/db/client';
import {
  pruneProbed,
  readProbed,
  readProbeMinutes,
  writeProbed,
  writeProbeMinutes,
} from '@/lib/db/registry-probes';
import type { EndpointTarget, Probed, ProbedService, RegistryEvent } from '@/lib/model';
import { endpointKey } from './keys';
import { KEPT_MINUTES, MINUTE_MS, type Minutes } from './minutes';
import { decodeEntries, encodeEntries, PAGE_ENTRIES } from './minutes-page';
import { turnedEvent } from './turned';

/** What the database keeps of one that is probed: when it was asked last stands with its minutes. */
type KeptProbed = Omit<Probed, 'askedAt' | 'tookMs'>;

/** A verdict of what is not known as probed is forgotten after so long: its cluster may have been away meanwhile. */
const LEFT_OVER_MS = 86_400_000;
/** Rows that commit out of the order of their ids are within so many. */
const ID_OVERLAP = 100;
/** Turns that wait for a database that is away. */
const EVENTS_MAX = 1000;

export interface ProbeShareOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly owner: string;
  readonly minutes: Minutes;
  readonly now: () => number;
}

/** What probes of endpoints heard: of the process that asks in memory and out to the others, of the others in. */
export interface ProbeShare {
  heard(target: EndpointTarget): Probed | null;
  tell(target: EndpointTarget, probed: Probed): void;
  /** Out, where this process asks: what changed, what is probed no more, and the minutes that were over at `until`. */
  give(targets: Iterable<EndpointTarget>, until: number): Promise<void>;
  /** In: what other processes gave, and what was given before this one began. */
  take(): Promise<void>;
  subscribe(listener: (services: readonly ProbedService[]) => void): () => void;
}

export function createProbeShare({ db, owner, minutes, now }: ProbeShareOptions): ProbeShare {
  const held = new Map<string, KeptProbed & Pick<Probed, 'askedAt' | 'tookMs'>>();
  const listeners = new Set<(services: readonly ProbedService[]) => void>();
  const known = new Set<string>();
  let changed = new Set<string>();
  let events: RegistryEvent[] = [];
  let takenAt: number | null = null;
  let lastId = 0;
  let seenIds = new Set<number>();
  let pruneAt = 0;
  let taking: Promise<void> = Promise.resolve();

  const announce = (services: readonly ProbedService[]): void => {
    if (services.length > 0) for (const listener of listeners) listener(services);
  };

  const giveChanged = async (gone: readonly string[]): Promise<void> => {
    const keys = [...changed];
    const told = events;
    if (keys.length + gone.length === 0) return;
    changed = new Set();
    events = [];
    try {
      const rows = keys.flatMap((key) => {
        const probed = held.get(key);
        return probed === undefined ? [] : [{ key, body: keptOf(probed) }];
      });
      await writeProbed(db, { changed: rows, gone, events: told });
    } catch (error) {
      for (const key of keys) changed.add(key);
      events = [...told, ...events].slice(-EVENTS_MAX);
      throw error;
    }
  };

  const giveMinutes = async (until: number): Promise<void> => {
    const closed = minutes.takeClosed(until);
    if (closed.length === 0) return;
    minutes.prune(now());
    const rows = closed.flatMap(({ at, entries }) =>
      pagesOf(entries).map((page) => ({ minute: at, entries: encodeEntries(page) })),
    );
    try {
      await writeProbeMinutes(db, { owner, rows, oldest: oldestKept() });
    } catch (error) {
      minutes.putBack(closed);
      throw error;
    }
  };

  const oldestKept = (): number => now() - KEPT_MINUTES * MINUTE_MS;

  const takeVerdicts = async (): Promise<void> => {
    const read = await readProbed<KeptProbed>(db, takenAt);
    takenAt = read.now;
    const moved: ProbedService[] = [];
    for (const { key, body } of read.rows) {
      const before = held.get(key);
      // What this process heard and has not given yet is newer.
      if (changed.has(key) || (before !== undefined && isSame(before, body))) continue;
      held.set(key, { askedAt: body.since ?? 0, tookMs: 0, ...before, ...body });
      moved.push(serviceOfKey(key));
    }
    announce(moved);
  };

  const takeMinutes = async (): Promise<void> => {
    const rows = await readProbeMinutes(db, {
      after: lastId - ID_OVERLAP,
      except: owner,
      oldest: oldestKept(),
    });
    for (const { id, minute, entries } of rows) {
      if (seenIds.has(id)) continue;
      for (const entry of decodeEntries(entries)) minutes.read(minute, entry);
      lastId = Math.max(lastId, id);
    }
    seenIds = new Set(rows.map(({ id }) => id));
  };

  return {
    heard(target) {
      const key = endpointKey(target);
      const probed = held.get(key);
      if (probed === undefined) return null;
      const last = minutes.last(key);
      return last !== null && last.at > probed.askedAt
        ? { ...probed, askedAt: last.at, tookMs: last.tookMs }
        : probed;
    },
    tell(target, probed) {
      const key = endpointKey(target);
      const before = held.get(key);
      held.set(key, probed);
      if (before !== undefined && isSame(before, probed)) return;
      changed.add(key);
      const turned = turnedEvent(target, before, probed);
      if (turned !== null) events.push(turned);
      announce([target]);
    },
    async give(targets, until) {
      const current = new Set<string>();
      for (const target of targets) current.add(endpointKey(target));
      const gone = [...known].filter((key) => !current.has(key));
      for (const key of current) known.add(key);
      await giveChanged(gone);
      for (const key of gone) {
        known.delete(key);
        held.delete(key);
      }
      await giveMinutes(until);
      if (now() < pruneAt) return;
      pruneAt = now() + LEFT_OVER_MS / 24;
      await pruneProbed(db, { before: now() - LEFT_OVER_MS, except: [...current] });
    },
    // One after the other: a row that two read at once would count twice.
    take() {
      const begun = taking.then(takeVerdicts).then(takeMinutes);
      taking = begun.catch(() => undefined);
      return begun;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function keptOf({ status, since, sentence, heard }: KeptProbed): KeptProbed {
  return { status, since, sentence, heard };
}

function isSame(a: KeptProbed, b: KeptProbed): boolean {
  return a.status === b.status && a.heard === b.heard && a.sentence === b.sentence && a.since === b.since;
}

function pagesOf<T>(entries: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < entries.length; at += PAGE_ENTRIES) pages.push(entries.slice(at, at + PAGE_ENTRIES));
  return pages;
}

/** A key of an endpoint begins with its Service. */
function serviceOfKey(key: string): ProbedService {
  const [cluster = '', namespace = '', service = ''] = key.split('\n');
  return { cluster, namespace, service };
}
