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
import { verdictEvent } from './verdict-event';

/** What the database keeps of the verdict about a target. When it was last probed is kept with its minutes. */
type KeptProbed = Omit<Probed, 'askedAt' | 'tookMs'>;

/** A verdict about an endpoint that is not known any more is kept this long: its cluster may only be unreachable. */
const LEFT_OVER_MS = 86_400_000;
/** How many ids are read again, since rows may commit in another order than that of their ids. */
const ID_OVERLAP = 100;
/** How many events wait at most while the database does not answer. */
const EVENTS_MAX = 1000;

export interface ProbeShareOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly owner: string;
  readonly minutes: Minutes;
  readonly now: () => number;
}

/** The results of probes of endpoints: the process that probes keeps and publishes them, the other processes read them. */
export interface ProbeShare {
  /** The last result for a target; null: there is none. */
  probedOf(target: EndpointTarget): Probed | null;
  /** Keeps a result of this process. */
  keep(target: EndpointTarget, probed: Probed): void;
  /** Writes, in the process that probes: what changed, what is not probed any more, and the minutes that were over at `until`. */
  publish(targets: Iterable<EndpointTarget>, until: number): Promise<void>;
  /** Reads what other processes wrote, and what was written before this one started. */
  read(): Promise<void>;
  subscribe(listener: (services: readonly ProbedService[]) => void): () => void;
}

export function createProbeShare({ db, owner, minutes, now }: ProbeShareOptions): ProbeShare {
  const held = new Map<string, KeptProbed & Pick<Probed, 'askedAt' | 'tookMs'>>();
  const listeners = new Set<(services: readonly ProbedService[]) => void>();
  const known = new Set<string>();
  let changed = new Set<string>();
  let events: RegistryEvent[] = [];
  let readAt: number | null = null;
  let lastId = 0;
  let seenIds = new Set<number>();
  let pruneAt = 0;
  let reading: Promise<void> = Promise.resolve();

  const announce = (services: readonly ProbedService[]): void => {
    if (services.length > 0) for (const listener of listeners) listener(services);
  };

  const publishChanged = async (gone: readonly string[]): Promise<void> => {
    const keys = [...changed];
    const written = events;
    if (keys.length + gone.length === 0) return;
    changed = new Set();
    events = [];
    try {
      const rows = keys.flatMap((key) => {
        const probed = held.get(key);
        return probed === undefined ? [] : [{ key, body: keptOf(probed) }];
      });
      await writeProbed(db, { changed: rows, gone, events: written });
    } catch (error) {
      for (const key of keys) changed.add(key);
      events = [...written, ...events].slice(-EVENTS_MAX);
      throw error;
    }
  };

  const publishMinutes = async (until: number): Promise<void> => {
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

  const readVerdicts = async (): Promise<void> => {
    const read = await readProbed<KeptProbed>(db, readAt);
    readAt = read.now;
    const moved: ProbedService[] = [];
    for (const { key, body } of read.rows) {
      const before = held.get(key);
      // A result of this process that is not written yet is newer.
      if (changed.has(key) || (before !== undefined && isSame(before, body))) continue;
      held.set(key, { askedAt: body.since ?? 0, tookMs: 0, ...before, ...body });
      moved.push(serviceOfKey(key));
    }
    announce(moved);
  };

  const readMinutes = async (): Promise<void> => {
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
    probedOf(target) {
      const key = endpointKey(target);
      const probed = held.get(key);
      if (probed === undefined) return null;
      const last = minutes.last(key);
      return last !== null && last.at > probed.askedAt
        ? { ...probed, askedAt: last.at, tookMs: last.tookMs }
        : probed;
    },
    keep(target, probed) {
      const key = endpointKey(target);
      const before = held.get(key);
      held.set(key, probed);
      if (before !== undefined && isSame(before, probed)) return;
      changed.add(key);
      const event = verdictEvent(target, before, probed);
      if (event !== null) events.push(event);
      announce([target]);
    },
    async publish(targets, until) {
      const current = new Set<string>();
      for (const target of targets) current.add(endpointKey(target));
      const gone = [...known].filter((key) => !current.has(key));
      for (const key of current) known.add(key);
      await publishChanged(gone);
      for (const key of gone) {
        known.delete(key);
        held.delete(key);
      }
      await publishMinutes(until);
      if (now() < pruneAt) return;
      pruneAt = now() + LEFT_OVER_MS / 24;
      await pruneProbed(db, { before: now() - LEFT_OVER_MS, except: [...current] });
    },
    // One at a time: a row that is read twice at once would count twice.
    read() {
      const begun = reading.then(readVerdicts).then(readMinutes);
      reading = begun.catch(() => undefined);
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

/** The Service of an endpoint, with which its key begins. */
function serviceOfKey(key: string): ProbedService {
  const [cluster = '', namespace = '', service = ''] = key.split('\n');
  return { cluster, namespace, service };
}
