import type { RegisteredAnswer, RegisteredInstance } from '@/lib/model';

const time = (ms: number): string => new Date(ms).toISOString();
const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** The answer of a write: the instance as it is registered now. */
export function registeredAnswer(held: RegisteredInstance): RegisteredAnswer {
  const ttls = held.checks.flatMap(({ ttlMs }) => ttlMs ?? []);
  return {
    service: held.service,
    id: held.id,
    status: held.status,
    drained: held.drained !== null,
    ttlSeconds: seconds(ttls.length === 0 ? null : Math.min(...ttls)),
    deregisterAfterSeconds: seconds(held.deregisterAfterMs),
    registeredAt: time(held.registeredAt),
    lastSeenAt: time(held.lastSeenAt),
    index: held.modifyIndex,
  };
}
