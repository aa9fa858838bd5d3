import type { Registration } from '@/lib/model';
import type { NewInstance } from '@/lib/registry';

/** An instance of our own API: one check, `heartbeat`, and to register is to beat. */
export function selfRegistration(said: Registration): NewInstance {
  const { ttlSeconds, deregisterAfterSeconds, ...rest } = said;
  return {
    ...rest,
    source: 'self',
    deregisterAfterMs: deregisterAfterSeconds === null ? null : deregisterAfterSeconds * 1000,
    checks: [
      {
        id: 'heartbeat',
        name: 'Heartbeat',
        notes: '',
        ttlMs: ttlSeconds * 1000,
        probe: null,
        status: 'passing',
        output: '',
        reported: true,
      },
    ],
  };
}
