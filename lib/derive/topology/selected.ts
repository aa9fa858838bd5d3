import type { Service, TopologyEdge } from '@/lib/model';
import { evidenceOf, namedObject } from './evidence';
import { gatherEdges } from './gather';
import { hostId } from './ids';
import type { Names } from './names';
import { resolve } from './resolve';

/** What each Service leads to: workloads by selector or EndpointSlices, another name (ExternalName), or bare addresses. */
export function selectsIn(names: Names): readonly TopologyEdge[] {
  return gatherEdges(names.allServices().flatMap((service) => selectsOf(service, names)));
}

function selectsOf(service: Service, names: Names): TopologyEdge[] {
  const { source } = names;
  const from = names.idOf(service);
  const object = namedObject(service);
  const edge = (to: string, field: string, value: string, by = object): TopologyEdge => ({
    from,
    to,
    kind: 'selects',
    evidence: [evidenceOf({ object: by, field, value }, source)],
  });
  const workloads = names.workloadsBehind(service);
  const selector = Object.entries(service.spec.selector).map(([key, value]) => `${key}=${value}`);
  if (service.spec.type === 'ExternalName') {
    const to = externalTarget(service, names);
    return to === null ? [] : [edge(to, 'spec.externalName', service.spec.externalName ?? '')];
  }
  if (selector.length > 0) {
    return workloads.map((workload) => edge(names.idOf(workload), 'spec.selector', selector.join(',')));
  }
  const slices = names.slicesOf(service);
  const [slice] = slices;
  if (slice === undefined) return [];
  if (workloads.length > 0) {
    return workloads.map((workload) =>
      edge(names.idOf(workload), 'endpoints[].targetRef', workload.metadata.name, namedObject(slice)),
    );
  }
  return slices.flatMap((one) =>
    one.endpoints.flatMap(({ addresses }) =>
      addresses.map((address) => {
        const port = one.ports[0]?.port;
        return edge(
          hostId(address, port === undefined ? null : String(port)),
          'endpoints[].addresses',
          address,
          namedObject(one),
        );
      }),
    ),
  );
}

/** The target of an ExternalName: another Service where the name is of this cluster, else a host. */
function externalTarget({ metadata, spec }: Service, names: Names): string | null {
  const host = (spec.externalName ?? '').toLowerCase().replace(/\.$/u, '');
  if (host === '') return null;
  const port = spec.ports[0]?.port;
  const mention = { field: '', host, ground: 'url', keyed: true, outside: true, value: host } as const;
  const target = resolve(mention, metadata.namespace, names);
  if (target?.kind === 'service') {
    return target.service.metadata.name === metadata.name &&
      target.service.metadata.namespace === metadata.namespace
      ? null
      : names.idOf(target.service);
  }
  return hostId(host, port === undefined ? null : String(port));
}
