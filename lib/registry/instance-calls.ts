import type { Beats } from './beats';
import type { RegistryClock } from './clock';
import type { InstanceCalls } from './contract';
import { createReporting, notRegistered } from './reporting';
import type { RegisteredInstance } from '@/lib/model';
import type { InstanceKey, KeptInstance } from './rules/kept';
import { deregister, drain, removeCheck, ABSENT } from './rules/leave';
import { addCheck, register, type NewInstance } from './rules/register';
import type { Table } from './table';
import type { Writer } from './writer';

export interface InstanceCallsOptions {
  readonly table: Table;
  readonly writer: Writer;
  readonly beats: Beats;
  readonly clock: RegistryClock;
}

/** The calls about instances: each applies a rule to the instance through the writer. */
export function createInstanceCalls(options: InstanceCallsOptions): InstanceCalls {
  const { table, writer } = options;
  const viewed = (held: KeptInstance | null, key: InstanceKey): RegisteredInstance => {
    if (held === null) throw notRegistered(key);
    return table.view(held);
  };
  return {
    ...createReporting(options),
    async register(key, wanted, { keepOtherChecks = false } = {}) {
      const held = await writer.submit(key, (before, at, takeSlot) =>
        register(before, wanted, { ...key, at, takeSlot, keepOtherChecks }),
      );
      if (held !== null) touchReported(held, wanted, options);
      return viewed(held, key);
    },
    async drain(key, drained, within) {
      const held = await writer.submit(
        key,
        (before, at) => {
          if (before === null) throw notRegistered(key);
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
          return held === null ? ABSENT : deregister(held, by);
        },
        { within },
      );
      return was;
    },
    async addCheck(key, check) {
      await writer.submit(key, (held, at, takeSlot) => {
        if (held === null) throw notRegistered(key);
        return addCheck(held, check, { ...key, at, takeSlot });
      });
    },
    async removeCheck(key, check) {
      await writer.submit(key, (held, at) => (held === null ? ABSENT : removeCheck(held, check, at)));
    },
  };
}

/** A registration that reports a status counts as a heartbeat of its checks. */
function touchReported(
  { checks }: KeptInstance,
  wanted: NewInstance,
  { beats, clock }: Pick<InstanceCallsOptions, 'beats' | 'clock'>,
): void {
  const now = clock.now();
  for (const { id, slot } of checks) {
    const reported = wanted.checks.some((check) => check.id === id && check.reported);
    if (reported && slot !== null) beats.touch(slot, now);
  }
}
