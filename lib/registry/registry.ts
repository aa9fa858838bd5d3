import { lookup } from 'node:dns/promises';
import type { Db, Tx } from '@/lib/db/client';
import { PROBES_PAYLOAD } from '@/lib/db/registry-probes';
import { AppError, type ProbePicture, type RegisteredInstance, type RegisteredPicture } from '@/lib/model';
import { Beats } from './beats';
import { createRegistryClock, type RegistryClock } from './clock';
import { createExchange } from './exchange';
import type { EndpointTargets } from './probes/endpoints';
import { createProbes } from './probes/probes';
import { startLoop, systemTimer, type RegistryTimer } from './loop';
import type { InstanceKey, KeptInstance } from './rules/kept';
import { deregister, drain, removeCheck } from './rules/leave';
import { judgeProtection, type ProtectionState } from './rules/protection';
import { addCheck, register, type NewCheck, type NewInstance } from './rules/register';
import { report, reportChanges, reportedChecks, type Report } from './rules/report';
import { createSweeper } from './sweeper';
import { Table } from './table';
import { createHeldTokens, type HeldTokens } from './tokens';
import { createWriter } from './writer';

/** Often enough that a second process's heartbeats are known well within the second that a lapse may be late. */
const FLUSH_EVERY_MS = 350;
const SWEEP_EVERY_MS = 100;
/** What a lost notification would have told is learnt this late. */
const CATCH_UP_EVERY_MS = 2000;
const TOKEN_USE_EVERY_MS = 60_000;

export interface RegistryOptions {
  readonly db: Db;
  /** Names this process among the replicas. */
  readonly owner: string;
  readonly protectionShare: number;
  readonly maxInstances: number;
  /** Ranges of addresses that Pilothouse may ask itself, and clusters whose pods it reaches; without any it asks none. */
  readonly probes?: { readonly allow: readonly string[]; readonly clusters: readonly string[] };
  /** Endpoints of Kubernetes Services that are to be asked; none unless given. */
  readonly endpoints?: () => Iterable<EndpointTargets>;
  readonly onError: (error: unknown, what: string) => void;
  /** The process's own clock in ms, that never goes back; and waiting. A test owns both. */
  readonly monotonic?: () => number;
  readonly timer?: RegistryTimer;
}

type Within = (tx: Tx) => Promise<void>;
type Drained = { readonly reason: string; readonly by: string };

/** The registry as one process serves it. Whatever it changes is committed when the promise resolves, and other processes hear of it. */
export interface Registry {
  /** Read without the database. */
  readonly picture: RegisteredPicture;
  readonly table: Table;
  readonly clock: RegistryClock;
  readonly tokens: HeldTokens;
  /** What Pilothouse heard where it asked. Read without the database. */
  readonly probes: ProbePicture;
  /** Aborted when the process ends: whoever waits for a change is answered. */
  readonly closing: AbortSignal;
  /** @param options Whether checks that are not among the wanted stay. */
  register(
    key: InstanceKey,
    wanted: NewInstance,
    options?: { readonly keepOtherChecks?: boolean },
  ): Promise<RegisteredInstance>;
  /**
   * Takes a heartbeat. One that changes nothing is in memory when this returns, and waits for nothing.
   *
   * @throws AppError `not-found` where no process knows the instance, or it has no such check.
   */
  report(key: InstanceKey, said: Report): Promise<void> | undefined;
  /** Finds an instance that another process may have just written. */
  find(find: () => InstanceKey | null): Promise<KeptInstance | null>;
  /** @param within What belongs into the same transaction, where it changes something. */
  drain(key: InstanceKey, drained: Drained | null, within?: Within): Promise<RegisteredInstance>;
  /** Who took it out, null: itself. Answers whether it was there. */
  deregister(key: InstanceKey, by: string | null, within?: Within): Promise<boolean>;
  addCheck(key: InstanceKey, check: NewCheck): Promise<void>;
  removeCheck(key: InstanceKey, check: string): Promise<void>;
  /** Sweeps and flushes now; for tests. */
  turn(): Promise<void>;
  stop(): Promise<void>;
}

/** Reads the registry into memory and begins to keep it. Rejects when the database does not answer. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { db, owner, onError, monotonic = () => performance.now(), timer = systemTimer } = options;
  const beats = new Beats();
  const table = new Table(beats);
  // The first word of the database sets it right, before anything is answered.
  const clock = createRegistryClock(monotonic, 0);
  const tokens = createHeldTokens(db, () => clock.now());
  const closing = new AbortController();
  const listeners = new Set<(services: readonly string[]) => void>();
  const protection = protectionOf(table, options);

  const writer = createWriter({
    ...options,
    table,
    clock,
    onApplied(services, upserts) {
      sweeper.changed(upserts);
      for (const listener of listeners) listener(services);
      for (const each of upserts) reviveHeard(each);
    },
    onError: (error) => onError(error, 'the registry was not written'),
  });
  const exchange = createExchange({ db, beats, clock, owner });
  const sweeper = createSweeper({
    ...options,
    table,
    clock,
    writer,
    exchange,
    protection,
    isAsking: () => probes.hasEndpoints(),
  });
  const probes = createProbes({
    db,
    owner,
    settings: options.probes ?? { allow: [], clusters: [] },
    probed: () => table.probed(),
    targets: options.endpoints ?? (() => []),
    report: (key, said) => reportTo(key, said),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    isAsking: () => sweeper.isSweeping(),
    now: () => clock.now(),
    timer,
    onError,
  });

  /** Another process lapsed what this one has heard of since. */
  const reviveHeard = (held: KeptInstance): void => {
    for (const { id, slot, lapsed } of held.checks) {
      if (lapsed === null || slot === null || beats.seen(slot) <= lapsed.at) continue;
      const said = { check: id, status: lapsed.from, output: '' };
      writer.submit(held, (now, at) => (now === null ? gone : report(now, said, at))).catch(() => undefined);
    }
  };

  const unlisten = db.onNotify('registry', (payload) => {
    if (payload === 'tokens' || payload === null) tokens.reload().catch(told('the tokens were not read'));
    if ((payload === PROBES_PAYLOAD && !sweeper.isSweeping()) || payload === null)
      probes.take().catch(told('what probes heard was not read'));
    // What this process wrote itself it holds already, and hears of as well.
    const index = payload === null ? Infinity : Number(/^index (\d+)$/.exec(payload)?.[1] ?? 0);
    if (index > table.index) writer.catchUp().catch(told('the registry was not read'));
  });
  await db.listening();
  await writer.submit({ service: '', id: '' }, (held) => ({ next: held, events: [] }));
  await writer.catchUp();
  await exchange.pull();
  await tokens.reload();
  await probes.take();

  const trade = async (): Promise<void> => {
    if (table.size === 0) return;
    await exchange.flush();
    await exchange.pull();
  };
  const loops = [
    startLoop({ everyMs: FLUSH_EVERY_MS, timer, work: trade, onError: told('heartbeats were not kept') }),
    startLoop({
      everyMs: SWEEP_EVERY_MS,
      timer,
      work: () => sweeper.turn(),
      onError: told('the registry was not swept'),
    }),
    startLoop({
      everyMs: CATCH_UP_EVERY_MS,
      timer,
      work: () => writer.catchUp(),
      onError: told('the registry was not read'),
    }),
    startLoop({
      everyMs: TOKEN_USE_EVERY_MS,
      timer,
      work: () => tokens.keepUse(),
      onError: told('the use of tokens was not kept'),
    }),
  ];

  function told(what: string): (error: unknown) => void {
    return (error) => onError(error, what);
  }
  const viewed = (held: KeptInstance | null, key: InstanceKey): RegisteredInstance => {
    if (held === null) throw notFound(key);
    return table.view(held);
  };
  const touch = (held: KeptInstance, said: Pick<Report, 'check'>): void => {
    const now = clock.now();
    for (const { slot } of reportedChecks(held, said)) if (slot !== null) beats.touch(slot, now);
  };
  const find: Registry['find'] = async (look) => {
    const key = look();
    if (key !== null) return table.get(key);
    await writer.catchUp();
    const found = look();
    return found === null ? null : table.get(found);
  };
  const write = (key: InstanceKey, said: Report): Promise<void> =>
    writer
      .submit(key, (held, at) => {
        if (held === null) throw notFound(key);
        return report(held, said, at);
      })
      .then(() => undefined);

  function reportTo(key: InstanceKey, said: Report): Promise<void> | undefined {
    const held = table.get(key);
    if (held === null) {
      return find(() => (table.get(key) === null ? null : key)).then((found) => {
        if (found === null) throw notFound(key);
        touch(found, said);
        return write(key, said);
      });
    }
    touch(held, said);
    const now = clock.now();
    const changes = reportedChecks(held, said).some((check) => reportChanges(check, said, now));
    return changes ? write(key, said) : undefined;
  }

  return {
    probes: probes.picture,
    table,
    clock,
    tokens,
    picture: pictureOf({ table, clock, listeners, protection }),
    closing: closing.signal,
    async register(key, wanted, { keepOtherChecks = false } = {}) {
      const held = await writer.submit(key, (before, at, takeSlot) =>
        register(before, wanted, { ...key, at, takeSlot, keepOtherChecks }),
      );
      if (held !== null) {
        const now = clock.now();
        for (const { id, slot } of held.checks) {
          const reported = wanted.checks.some((check) => check.id === id && check.reported);
          if (reported && slot !== null) beats.touch(slot, now);
        }
      }
      return viewed(held, key);
    },
    report: reportTo,
    find,
    async drain(key, drained, within) {
      const held = await writer.submit(
        key,
        (before, at) => {
          if (before === null) throw notFound(key);
          return drain(before, drained, at);
        },
        { within },
      );
      return viewed(held, key);
    },
    async deregister(key, by, within) {
      let was = false;
      await writer.submit(
        key,
        (held) => {
          was = held !== null;
          return held === null ? gone : deregister(held, by);
        },
        { within },
      );
      return was;
    },
    async addCheck(key, check) {
      await writer.submit(key, (held, at, takeSlot) => {
        if (held === null) throw notFound(key);
        return addCheck(held, check, { ...key, at, takeSlot });
      });
    },
    async removeCheck(key, check) {
      await writer.submit(key, (held, at) => (held === null ? gone : removeCheck(held, check, at)));
    },
    async turn() {
      await trade();
      await writer.catchUp();
      await sweeper.turn();
    },
    async stop() {
      closing.abort();
      unlisten();
      await Promise.all(loops.map((loop) => loop.stop()));
      await writer.idle();
      try {
        await tokens.keepUse();
        await probes.stop();
        await exchange.stop();
        await sweeper.stop();
      } catch (error) {
        onError(error, 'the registry was not left in order');
      }
    },
  };
}

const gone = { next: null, events: [] } as const;

function notFound({ service, id }: InstanceKey): AppError {
  return new AppError(
    'not-found',
    `There is no instance ${id} of ${service} in the registry: register it first.`,
  );
}

function pictureOf(options: {
  readonly table: Table;
  readonly clock: RegistryClock;
  readonly listeners: Set<(services: readonly string[]) => void>;
  readonly protection: (now: number) => ProtectionState;
}): RegisteredPicture {
  const { table, clock, listeners, protection } = options;
  return {
    index: () => table.index,
    services: () => table.services(),
    instances: (service) => table.instances(service).map((held) => table.view(held)),
    count: (service) => table.instances(service).length,
    *all() {
      for (const held of table.all()) yield table.view(held);
    },
    protection: () => protection(clock.now()),
    now: () => clock.now(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Judged again when something changed, or once a second. */
function protectionOf(
  table: Table,
  { protectionShare }: Pick<RegistryOptions, 'protectionShare'>,
): (now: number) => ProtectionState {
  let held: { readonly index: number; readonly at: number; readonly state: ProtectionState } | null = null;
  return (now) => {
    if (held === null || held.index !== table.index || now - held.at >= 1000) {
      held = {
        index: table.index,
        at: now,
        state: judgeProtection(table.awaited, { share: protectionShare }, now),
      };
    }
    return held.state;
  };
}
