import type { Registry } from '@/lib/registry';
import type { FrontCall } from '../front/call';
import { durationMs } from './duration';
import { ConsulError } from './failure';

/** The limits of Consul: five minutes by default, ten at most. Up to a sixteenth is added, so that clients do not all return at the same time. */
const WAIT_MS = { byDefault: 300_000, max: 600_000 };

/** A blocking query: the index after which it waits for a change, and for how long (developer.hashicorp.com/consul/api-docs/features/blocking). */
export interface Blocking {
  readonly after: number;
  readonly waitMs: number;
}

export function blockingOf(query: URLSearchParams): Blocking | null {
  const index = query.get('index');
  if (index === null || index === '') return null;
  if (!/^\d{1,18}$/.test(index)) throw new ConsulError(400, 'Invalid index');
  const after = Number(index);
  if (after === 0) return null;
  const wait = query.get('wait');
  const asked = wait === null || wait === '' ? WAIT_MS.byDefault : durationMs(wait);
  if (asked === null) throw new ConsulError(400, 'Invalid wait time');
  return { after, waitMs: Math.min(asked === 0 ? WAIT_MS.byDefault : asked, WAIT_MS.max) };
}

/**
 * Resolves when the index is greater than that of the query, when the time is over, the caller has left, or the process stops.
 *
 * @param service Only changes of this service count; null: changes of any.
 */
export function untilNewer(
  call: Pick<FrontCall, 'signal' | 'runtime'>,
  blocking: Blocking,
  indexOf: (registry: Registry) => number,
  service: string | null,
): Promise<void> {
  const { registry, discovered } = call.runtime;
  if (indexOf(registry) > blocking.after) return Promise.resolve();
  const signals = [call.signal(), registry.closing];
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      unsubscribeToo();
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, blocking.waitMs + Math.random() * (blocking.waitMs / 16));
    const unsubscribe = registry.picture.subscribe((services) => {
      if (service !== null && !services.includes(service)) return;
      if (indexOf(registry) > blocking.after) end();
    });
    const unsubscribeToo = discovered.subscribe(service, () => {
      if (indexOf(registry) > blocking.after) end();
    });
    for (const signal of signals) {
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    }
  });
}
