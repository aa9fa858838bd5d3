import type { EndpointProbe, EndpointSlice, EndpointTarget, ProbedService } from '@/lib/model';

/**
 * The endpoints of a Kubernetes Service to probe: each endpoint of its slices at its first address (a dual-stack pod
 * has its other address in a slice of the other family), without terminating ones. All addresses come from slices; the
 * prober decides whether it may probe them.
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

/** The port of a slice to probe; null where it has none of that name. */
function portOf({ port: wanted }: EndpointProbe, { ports }: EndpointSlice): number | null {
  if (typeof wanted === 'number') return wanted;
  const found = wanted === null ? ports[0] : ports.find(({ name }) => name === wanted);
  return found?.port ?? null;
}
