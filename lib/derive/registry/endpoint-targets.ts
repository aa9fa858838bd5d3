import type { EndpointProbe, EndpointSlice, EndpointTarget, ProbedService } from '@/lib/model';

/**
 * Who is asked of a Kubernetes Service: each endpoint of its slices at its first address (a slice of the other family names the other
 * one of a dual-stack pod), but none that leaves. Every address is one that a slice gave; whether it may be asked the prober judges.
 */
export function endpointTargets(
  of: ProbedService,
  probe: EndpointProbe,
  slices: readonly EndpointSlice[],
): EndpointTarget[] {
  const targets = new Map<string, EndpointTarget>();
  for (const slice of slices) {
    const port = portOf(probe, slice);
    if (port === null) continue;
    for (const { addresses, terminating } of slice.endpoints) {
      const [address] = addresses;
      if (address !== undefined && !terminating)
        targets.set(`${address}\n${port}`, { ...of, address, port, probe });
    }
  }
  return [...targets.values()];
}

/** The port that is meant in a slice; null: it has none of that name. */
function portOf({ port: wanted }: EndpointProbe, { ports }: EndpointSlice): number | null {
  if (typeof wanted === 'number') return wanted;
  const found = wanted === null ? ports[0] : ports.find(({ name }) => name === wanted);
  return found?.port ?? null;
}
