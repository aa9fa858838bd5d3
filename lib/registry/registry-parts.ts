import { lookup } from 'node:dns/promises';
import { Beats } from './beats';
import { createRegistryClock, type RegistryClock } from './clock';
import type { InstanceCalls, RegistryOptions } from './contract';
import { createProtection } from './current-protection';
import { createExchange, type Exchange } from './exchange';
import { createInstanceCalls } from './instance-calls';
import { systemTimer } from './loop';
import { createProbes, type Probes } from './probes/probes';
import { restoreLapsed } from './restore-lapsed';
import type { ProtectionState } from './rules/protection';
import { createSweeper, type Sweeper } from './sweeper';
import { Table } from './table';
import { createHeldTokens, type HeldTokens } from './tokens';
import { createWriter, type Writer } from './writer';

/** The parts of a registry, joined; nothing is read or running yet. */
export interface RegistryParts {
  readonly table: Table;
  readonly clock: RegistryClock;
  readonly tokens: HeldTokens;
  readonly protection: (now: number) => ProtectionState;
  readonly writer: Writer;
  readonly exchange: Exchange;
  readonly sweeper: Sweeper;
  readonly calls: InstanceCalls;
  readonly probes: Probes;
  /** Called with the services that changed. */
  readonly listeners: Set<(services: readonly string[]) => void>;
}

export function createRegistryParts(options: RegistryOptions): RegistryParts {
  const { db, owner, onError, monotonic = () => performance.now(), timer = systemTimer } = options;
  const beats = new Beats();
  const table = new Table(beats);
  // The first answer of the database sets the clock, before any call is served.
  const clock = createRegistryClock(monotonic, 0);
  const listeners: RegistryParts['listeners'] = new Set();
  const protection = createProtection(table, options.protectionShare);
  const writer = createWriter({
    ...options,
    table,
    clock,
    onApplied(services, upserts) {
      sweeper.changed(upserts);
      for (const listener of listeners) listener(services);
      for (const each of upserts) restoreLapsed(each, { beats, writer });
    },
    onError: (error) => onError(error, 'the registry was not written'),
  });
  const exchange = createExchange({ db, beats, clock, owner });
  const sweeper = createSweeper({
    ...options,
    ...{ table, clock, writer, exchange, protection },
    isAsking: () => probes.hasEndpoints(),
  });
  const calls = createInstanceCalls({ table, writer, beats, clock });
  const probes = createProbes({
    db,
    owner,
    settings: options.probes ?? { allow: [], clusters: [] },
    probed: () => table.probed(),
    targets: options.endpoints ?? (() => []),
    report: (key, said) => calls.report(key, said),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    isAsking: () => sweeper.isSweeping(),
    now: () => clock.now(),
    timer,
    onError,
  });
  const tokens = createHeldTokens(db, () => clock.now());
  return { table, clock, tokens, protection, writer, exchange, sweeper, calls, probes, listeners };
}
