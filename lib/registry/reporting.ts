import { AppError } from '@/lib/model';
import type { Beats } from './beats';
import type { RegistryClock } from './clock';
import type { InstanceCalls } from './contract';
import type { InstanceKey, KeptInstance } from './rules/kept';
import { report, reportChanges, reportedChecks, type Report } from './rules/report';
import type { Table } from './table';
import type { Writer } from './writer';

/** Heartbeats: those that change nothing are only kept in memory, the others are written. */
export function createReporting(options: {
  readonly table: Table;
  readonly writer: Writer;
  readonly beats: Beats;
  readonly clock: RegistryClock;
}): Pick<InstanceCalls, 'report' | 'find'> {
  const { table, writer, beats, clock } = options;
  const touch = (held: KeptInstance, said: Pick<Report, 'check'>): void => {
    const now = clock.now();
    for (const { slot } of reportedChecks(held, said)) if (slot !== null) beats.touch(slot, now);
  };
  const write = async (key: InstanceKey, said: Report): Promise<void> => {
    await writer.submit(key, (held, at) => {
      if (held === null) throw notRegistered(key);
      return report(held, said, at);
    });
  };
  const find: InstanceCalls['find'] = async (look) => {
    const key = look();
    if (key !== null) return table.get(key);
    await writer.catchUp();
    const found = look();
    return found === null ? null : table.get(found);
  };
  const reportUnknown = async (key: InstanceKey, said: Report): Promise<void> => {
    const found = await find(() => (table.get(key) === null ? null : key));
    if (found === null) throw notRegistered(key);
    touch(found, said);
    await write(key, said);
  };
  return {
    find,
    report(key, said) {
      const held = table.get(key);
      if (held === null) return reportUnknown(key, said);
      touch(held, said);
      const now = clock.now();
      const changes = reportedChecks(held, said).some((check) => reportChanges(check, said, now));
      return changes ? write(key, said) : undefined;
    },
  };
}

/** The error of a call about an instance that is not registered. */
export function notRegistered({ service, id }: InstanceKey): AppError {
  return new AppError(
    'not-found',
    `There is no instance ${id} of ${service} in the registry: register it first.`,
  );
}
