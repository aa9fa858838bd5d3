import type {
  Evidence,
  GRPCRoute,
  HTTPRoute,
  Ingress,
  KubeObject,
  Service,
  TopologyEdge,
  VirtualService,
} from '@/lib/model';
import { evidenceOf, namedObject } from './evidence';
import { gatherEdges } from './gather';
import { nodeId } from './ids';
import type { Names } from './names';
import { resolve } from './resolve';

/** The ways into the cluster: each entry and the Services that it leads to, with host and path. */
export function routesIn(names: Names): readonly TopologyEdge[] {
  const { objects } = names.source;
  return gatherEdges([
    ...[...objects.all('Service')].flatMap((service) => exposed(service, names)),
    ...[...objects.all('Ingress')].flatMap((ingress) => ofIngress(ingress, names)),
    ...(['HTTPRoute', 'GRPCRoute', 'VirtualService'] as const).flatMap((kind) =>
      [...objects.all(kind)].flatMap((route) => ofRoute(route, names)),
    ),
  ]);
}

/** The kind of entry that a Service itself is; null for a Service that is reached only inside the cluster. */
export function entryKindOf({ spec }: Service): 'LoadBalancer' | 'NodePort' | null {
  return spec.type === 'LoadBalancer' || spec.type === 'NodePort' ? spec.type : null;
}

function exposed(service: Service, names: Names): TopologyEdge[] {
  const { source } = names;
  const kind = entryKindOf(service);
  if (kind === null) return [];
  const { namespace, name } = service.metadata;
  const ports = service.spec.ports.map(({ port }) => port).join(', ');
  const value = ports === '' ? kind : `${kind} on ${ports}`;
  return [
    {
      from: nodeId(kind, namespace, name, source.cluster),
      to: names.idOf(service),
      kind: 'routes',
      evidence: [evidenceOf({ object: namedObject(service), field: 'spec.type', value }, source)],
    },
  ];
}

interface Way {
  readonly entry: KubeObject;
  readonly service: Service | undefined;
  readonly field: string;
  /** `shop.example.com/api` */
  readonly value: string;
  readonly by?: string;
}

function edgeOf({ entry, service, field, value, by }: Way, names: Names): TopologyEdge[] {
  if (service === undefined) return [];
  const evidence: Evidence = evidenceOf({ object: namedObject(entry), field, value, by }, names.source);
  return [{ from: names.idOf(entry), to: names.idOf(service), kind: 'routes', evidence: [evidence] }];
}

function ofIngress(ingress: Ingress, names: Names): TopologyEdge[] {
  const { namespace } = ingress.metadata;
  const { rules, defaultBackend } = ingress.spec;
  const fallback = defaultBackend === undefined ? undefined : names.service(namespace, defaultBackend);
  return [
    ...edgeOf({ entry: ingress, service: fallback, field: 'spec.defaultBackend', value: '*' }, names),
    ...rules.flatMap(({ host = '*', paths }) =>
      paths.flatMap(({ path, service }) =>
        edgeOf(
          {
            entry: ingress,
            service: service === undefined ? undefined : names.service(namespace, service),
            field: `spec.rules[${host}].http.paths[${path}]`,
            value: `${host}${path}`,
          },
          names,
        ),
      ),
    ),
  ];
}

type Route = HTTPRoute | GRPCRoute | VirtualService;

function ofRoute(route: Route, names: Names): TopologyEdge[] {
  const { hosts, gateways, rules } = route.spec;
  if (gateways.length === 0) return [];
  const host = (hosts.length > 0 ? hosts : listenerHosts(route, names)).join(', ') || '*';
  return rules.flatMap(({ paths, backends }, index) =>
    backends.flatMap((backend) =>
      edgeOf(
        {
          entry: route,
          service: backendService(route, backend, names),
          field: `spec.${route.kind === 'VirtualService' ? 'http' : 'rules'}[${index}]`,
          value: `${host}${paths.length === 0 ? '' : ` ${paths.slice(0, 6).join(', ')}`} (through ${gateways.join(', ')})`,
        },
        names,
      ),
    ),
  );
}

/** The Service of a backend: the Gateway API names an object, Istio a host. */
function backendService(
  route: Route,
  backend: Route['spec']['rules'][number]['backends'][number],
  names: Names,
): Service | undefined {
  const { namespace } = route.metadata;
  if (route.kind !== 'VirtualService') return names.service(backend.namespace ?? namespace, backend.name);
  const host = backend.name.toLowerCase();
  const target = resolve({ field: '', host, ground: 'url', keyed: true, value: host }, namespace, names);
  return target?.kind === 'service' ? target.service : undefined;
}

function listenerHosts({ metadata, spec }: Route, { source }: Names): string[] {
  return spec.gateways.flatMap((gateway) => {
    const [first = '', second] = gateway.split('/');
    const found =
      second === undefined
        ? source.objects.get('Gateway', metadata.namespace, first)
        : source.objects.get('Gateway', first, second);
    return found?.spec.listeners.flatMap(({ hostname }) => hostname ?? []) ?? [];
  });
}
