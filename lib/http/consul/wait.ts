import type { Registry } from '@/lib/registry';
import type { FrontCall } from '../front/call';
import { durationMs } from './duration';
import { ConsulError } from './failure';

/** As Consul: five minutes by default, ten at most, and up to a sixteenth more so that not all come back at once. */
const WAIT_MS = { byDefault: 300_000, max: 600_000 };

/** What a blocking query waits for: the index that it has seen, and how long (developer.hashicorp.com/consul/api-docs/features/blocking). */
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
 * Resolves when the index is greater than the one that was seen, the time is over, the caller is gone or the process ends.
 *
 * @param services Only changes of these are looked at; null: of any.
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
