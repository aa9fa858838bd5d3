import type { Db } from '@/lib/db/client';
import type { NewCheck, NewInstance } from '../index';
import { openRegistry } from '../open-registry';
import type { Registry, RegistryOptions } from '../contract';

let count = 0;

/** A process of the registry on a database. Its errors are thrown at the end of the test. */
export async function registryOn(
  db: Db,
  options: Partial<Pick<RegistryOptions, 'protectionShare' | 'maxInstances' | 'probes' | 'endpoints'>> = {},
): Promise<Registry & { readonly problems: readonly unknown[] }> {
  const problems: unknown[] = [];
  const registry = await openRegistry({
    db,
    owner: `process-${(count += 1)}`,
    protectionShare: 0.15,
    maxInstances: 100_000,
    ...options,
    onError: (error) => problems.push(error),
  });
  return { ...registry, problems };
}

export const heartbeat = (ttlMs: number): NewCheck => ({
  id: 'heartbeat',
  name: 'Heartbeat',
  notes: '',
  ttlMs,
  probe: null,
  status: 'passing',
  output: '',
  reported: true,
});

export const instance = (given: Partial<NewInstance> = {}): NewInstance => ({
  source: 'self',
  address: '10.0.0.1',
  port: 80,
  tags: [],
  metadata: {},
  weight: 1,
  version: null,
  zone: null,
  deregisterAfterMs: 60_000,
  checks: [heartbeat(30_000)],
  ...given,
});
