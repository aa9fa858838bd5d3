import type { EndpointSlice, Ingress, Service } from '@/lib/model';
import type { Fields } from './fields';
import { head } from './meta';

export function projectService(object: Fields): Service {
  const spec = object.object('spec');
  return {
    ...head('Service', object),
    spec: {
      type: spec.shared('type') ?? 'ClusterIP',
      clusterIP: spec.str('clusterIP'),
      ipFamilies: families(spec.strings('ipFamilies')),
      trafficDistribution: spec.shared('trafficDistribution'),
      publishNotReadyAddresses: spec.bool('publishNotReadyAddresses') === true ? true : undefined,
      externalName: spec.str('externalName'),
      selector: spec.map('selector'),
      ports: spec.list('ports', (port) => ({
        name: port.shared('name'),
        port: port.count('port') ?? 0,
        targetPort: port.intOrString('targetPort'),
        protocol: port.shared('protocol') ?? 'TCP',
      })),
    },
    status: { ingress: loadBalancerIngress(object) },
  };
}

const IPV4_ALONE: readonly string[] = Object.freeze(['IPv4']);

function families(names: readonly string[]): readonly string[] | undefined {
  if (names.length === 0) return undefined;
  return names.length === 1 && names[0] === 'IPv4' ? IPV4_ALONE : names;
}

function loadBalancerIngress(object: Fields): readonly { ip?: string; hostname?: string }[] {
  return object
    .object('status')
    .object('loadBalancer')
    .list('ingress', (item) => ({ ip: item.str('ip'), hostname: item.str('hostname') }));
}

export function projectEndpointSlice(object: Fields): EndpointSlice {
  return {
    ...head('EndpointSlice', object),
    addressType: object.shared('addressType') ?? 'IPv4',
    ports: object.list('ports', (port) => ({
      name: port.shared('name'),
      port: port.count('port'),
      protocol: port.shared('protocol') ?? 'TCP',
    })),
    endpoints: object.list('endpoints', endpoint),
  };
}

/** Defaults of absent conditions: `ready` is true, `serving` is as `ready`, `terminating` is false (discovery.k8s.io/v1). */
function endpoint(item: Fields): EndpointSlice['endpoints'][number] {
  const conditions = item.object('conditions');
  const target = item.optional('targetRef');
  const ready = conditions.bool('ready') ?? true;
  return {
    addresses: item.strings('addresses'),
    ready,
    serving: conditions.bool('serving') ?? ready,
    terminating: conditions.bool('terminating') ?? false,
    nodeName: item.shared('nodeName'),
    zone: item.shared('zone'),
    hostname: item.str('hostname'),
    targetRef:
      target === undefined
        ? undefined
        : {
            kind: target.shared('kind') ?? '',
            name: target.str('name') ?? '',
            uid: target.str('uid') ?? '',
          },
  };
}

export function projectIngress(object: Fields): Ingress {
  const spec = object.object('spec');
  return {
    ...head('Ingress', object),
    spec: {
      ingressClassName: spec.shared('ingressClassName'),
      defaultBackend: spec.object('defaultBackend').object('service').str('name'),
      rules: spec.list('rules', (rule) => ({
        host: rule.str('host'),
        paths: rule.object('http').list('paths', ingressPath),
      })),
      tlsHosts: spec.list('tls', (tls) => tls.strings('hosts')).flat(),
    },
    status: { ingress: loadBalancerIngress(object) },
  };
}

function ingressPath(item: Fields): { path: string; service?: string; port?: string } {
  const service = item.object('backend').object('service');
  const port = service.object('port');
  return {
    path: item.str('path') ?? '/',
    service: service.str('name'),
    port: port.str('name') ?? port.intOrString('number'),
  };
}
