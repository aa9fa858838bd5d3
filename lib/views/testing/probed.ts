import type { EndpointTarget, Probed, ProbedService, ProbeMinute, ProbePicture } from '@/lib/model';

/** Probes whose results a test sets; all clusters are reached but the named ones. */
export function probes({ unreached = [] }: { readonly unreached?: readonly string[] } = {}) {
  const held = new Map<string, Probed>();
  const minutes = new Map<string, readonly ProbeMinute[]>();
  const listeners = new Set<(services: readonly ProbedService[]) => void>();
  const keyOf = ({ cluster, service, address, port }: Omit<EndpointTarget, 'probe' | 'namespace'>): string =>
    `${cluster} ${service} ${address}:${port}`;
  const picture: ProbePicture = {
    reaches: (cluster) => !unreached.includes(cluster),
    endpoint: (target) => held.get(keyOf(target)) ?? null,
    asked: () => null,
    minutes: (of) => ('address' in of ? (minutes.get(keyOf(of)) ?? []) : []),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    picture,
    setMinutes: (target: Omit<EndpointTarget, 'probe'>, ...results: readonly ProbeMinute[]) =>
      minutes.set(keyOf(target), results),
    hear(target: Omit<EndpointTarget, 'probe'>, probed: Probed): void {
      held.set(keyOf(target), probed);
      for (const listener of listeners) listener([target]);
    },
  };
}
