import type { RegisteredPicture } from '@/lib/model';
import type { RegistryClock } from './clock';
import type { ProtectionState } from './rules/protection';
import type { Table } from './table';

/** The registry in the memory of this process, as other rooms read it. `listeners` are those that subscribe to it. */
export function createRegisteredPicture(options: {
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
