import type { KubernetesRegistration, ReadProbe, Service } from '@/lib/model';
import { probeOfService, type PlaceFacts } from '@/lib/derive/registry';

/** The default DNS domain of a cluster's Services. */
const CLUSTER_DOMAIN = 'cluster.local';
/** How many names of single pods are listed. */
const HOSTNAMES_MAX = 20;

/** The Kubernetes Services of a place: their DNS names, and how their traffic is spread. Also those that select nothing. */
export function registrationsOf(place: PlaceFacts): KubernetesRegistration[] {
  const held = [...place.services, ...place.astray.map(({ service }) => ({ service, slices: [] }))];
  const once = new Map(held.map((one) => [one.service.metadata.name, one]));
  return [...once.values()].map(({ service, slices }) => {
    const { name, namespace } = service.metadata;
    const { selector, clusterIP, ports, trafficDistribution, publishNotReadyAddresses } = service.spec;
    const endpoints = slices.flatMap((slice) => slice.endpoints);
    const addresses = (wanted: (endpoint: (typeof endpoints)[number]) => boolean): number =>
      new Set(endpoints.filter(wanted).flatMap((endpoint) => endpoint.addresses)).size;
    const pairs = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    return {
      cluster: place.cluster,
      namespace,
      name,
      type: typeOf(service),
      selector: pairs.length === 0 ? null : pairs.join(', '),
      clusterIp: clusterIP === undefined || clusterIP === '' || clusterIP === 'None' ? null : clusterIP,
      ipFamilies: [...(service.spec.ipFamilies ?? [])],
      ports: ports.map((port) => ({
        name: port.name ?? null,
        port: port.port,
        targetPort: port.targetPort ?? null,
        protocol: port.protocol,
      })),
      trafficDistribution: trafficDistribution ?? null,
      publishesNotReady: publishNotReadyAddresses === true,
      probe: probeWords(service, probeOfService(service)),
      dns: dnsOf(
        service,
        endpoints.flatMap(({ hostname }) => hostname ?? []),
      ),
      addresses: addresses(() => true),
      ready: addresses(({ ready }) => ready),
      serving: addresses(({ serving }) => serving),
      terminating: addresses(({ terminating }) => terminating),
    };
  });
}

/** The probe that the annotation demands: `http :8080/healthz every 10 s, within 2 s, 3 failures in a row are believed`. */
function probeWords({ spec }: Service, read: ReadProbe | null): KubernetesRegistration['probe'] {
  if (read === null) return null;
  if (!read.ok) return { asks: null, problem: read.problem };
  const { kind, port, path, intervalMs, timeoutMs, healthy, unhealthy } = read.probe;
  if (spec.type === 'ExternalName')
    return { asks: null, problem: 'An external name has no EndpointSlice: it is not probed.' };
  const where = `${kind} :${port ?? 'its first port'}${kind === 'grpc' && path !== '' ? '/' : ''}${path}`;
  const often = `every ${spanWords(intervalMs)}, within ${spanWords(timeoutMs)}`;
  const believed = `healthy after ${healthy} in a row, unhealthy after ${unhealthy}`;
  return { asks: `${where} ${often}; ${believed}`, problem: null };
}

function spanWords(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000}\u00a0min`;
  return ms >= 1000 ? `${ms / 1000}\u00a0s` : `${ms}\u00a0ms`;
}

function typeOf({ spec }: Service): string {
  return spec.type === 'ClusterIP' && spec.clusterIP === 'None' ? 'headless' : spec.type;
}

/** As the DNS specification of Kubernetes has it (github.com/kubernetes/dns, docs/specification.md). */
function dnsOf({ metadata, spec }: Service, hostnames: readonly string[]): KubernetesRegistration['dns'] {
  const name = `${metadata.name}.${metadata.namespace}.svc.${CLUSTER_DOMAIN}`;
  if (spec.type === 'ExternalName') return [{ name, answers: `the name ${spec.externalName ?? ''} (CNAME)` }];
  const isHeadless = spec.clusterIP === 'None';
  const own = isHeadless ? 'each ready address' : `the cluster address ${spec.clusterIP ?? ''}`.trim();
  const ports = spec.ports.flatMap(({ name: port, protocol }) =>
    port === undefined || port === ''
      ? []
      : [{ name: `_${port}._${protocol.toLowerCase()}.${name}`, answers: 'port and name (SRV)' }],
  );
  const pods = isHeadless
    ? [...new Set(hostnames)]
        .sort()
        .slice(0, HOSTNAMES_MAX)
        .map((host) => ({ name: `${host}.${name}`, answers: 'that pod alone' }))
    : [];
  return [{ name, answers: own }, ...ports, ...pods];
}
