import type { RegisteredInstance, RegisteredPicture } from '@/lib/model';

/** An instance that was registered at the first time of the registry. */
export function reportedInstance(
  said: Pick<RegisteredInstance, 'service' | 'id' | 'address'> & Partial<RegisteredInstance>,
): RegisteredInstance {
  return {
    source: 'self',
    port: null,
    tags: [],
    metadata: {},
    weight: 1,
    version: null,
    zone: null,
    checks: [],
    status: 'passing',
    drained: null,
    registeredAt: 0,
    lastSeenAt: 0,
    statusSince: 0,
    deregisterAfterMs: null,
    createIndex: 1,
    modifyIndex: 1,
    ...said,
  };
}

/** A registry whose instances and clock a test sets. */
export function registry(instances: readonly RegisteredInstance[]) {
  const held = new Map<string, RegisteredInstance[]>();
  const listeners = new Set<(services: readonly string[]) => void>();
  let now = 0;
  let index = 0;
  const keep = (instance: RegisteredInstance): void => {
    const others = (held.get(instance.service) ?? []).filter(({ id }) => id !== instance.id);
    held.set(instance.service, [...others, instance]);
    index += 1;
  };
  for (const instance of instances) keep(instance);
  const picture: RegisteredPicture = {
    index: () => index,
    services: () => [...held.keys()],
    instances: (service) => held.get(service) ?? [],
    count: (service) => held.get(service)?.length ?? 0,
    all: () => [...held.values()].flat(),
    protection: () => ({ on: null, expected: 0, arrived: 0 }),
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    picture,
    setNow: (ms: number) => (now = ms),
    put(instance: RegisteredInstance): void {
      keep(instance);
      for (const listener of listeners) listener([instance.service]);
    },
    /** A heartbeat that changes nothing else: subscribers are not notified. */
    beat: keep,
    take({ service, id }: RegisteredInstance): void {
      const left = (held.get(service) ?? []).filter((one) => one.id !== id);
      if (left.length === 0) held.delete(service);
      else held.set(service, left);
      for (const listener of listeners) listener([service]);
    },
  };
}
