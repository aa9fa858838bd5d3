import type { PlacementFacts } from '@/lib/derive/facts';
import type { Service, ServiceEndpointsDto } from '@/lib/model';

/** Endpoints by readiness of each Kubernetes Service of a placement, by name; a Service that selects nothing has no addresses. */
export function endpointSummaries({ endpoints, astray }: PlacementFacts): ServiceEndpointsDto[] {
  const held = [...endpoints, ...astray.map(({ service }) => ({ service, slices: [] }))];
  return held
    .map(({ service, slices }) => {
      const all = slices.flatMap((slice) => slice.endpoints);
      const addresses = (wanted: (endpoint: (typeof all)[number]) => boolean): number =>
        new Set(all.filter(wanted).flatMap((endpoint) => endpoint.addresses)).size;
      return {
        service: service.metadata.name,
        ports: service.spec.ports.map(portWords),
        addresses: addresses(() => true),
        ready: addresses(({ ready }) => ready),
        serving: addresses(({ serving }) => serving),
        terminating: addresses(({ terminating }) => terminating),
      };
    })
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}

function portWords({ name, port }: Service['spec']['ports'][number]): string {
  return name === undefined ? String(port) : `${name} ${port}`;
}
