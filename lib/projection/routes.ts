import type {
  GRPCRoute,
  Gateway,
  HTTPRoute,
  LabelSelector,
  NetworkPolicy,
  NetworkRule,
  RouteBackend,
  RouteRule,
  VirtualService,
} from '@/lib/model';
import type { Fields } from './fields';
import { conditions, head, selectorOf } from './meta';

export function projectNetworkPolicy(object: Fields): NetworkPolicy {
  const spec = object.object('spec');
  return {
    ...head('NetworkPolicy', object),
    spec: {
      podSelector: selectorAt(spec, 'podSelector') ?? { matchLabels: {}, matchExpressions: [] },
      ingress: spec.list('ingress', (rule) => networkRule(rule, 'from')),
      egress: spec.list('egress', (rule) => networkRule(rule, 'to')),
    },
  };
}

function networkRule(rule: Fields, peers: 'from' | 'to'): NetworkRule {
  return {
    peers: rule.list(peers, (peer) => ({
      podSelector: selectorAt(peer, 'podSelector'),
      namespaceSelector: selectorAt(peer, 'namespaceSelector'),
    })),
    ports: rule.list('ports', (port) => port.intOrString('port') ?? '').filter((port) => port !== ''),
  };
}

function selectorAt(item: Fields, key: string): LabelSelector | undefined {
  const selector = item.optional(key);
  return selector && selectorOf(selector);
}

export function projectGateway(object: Fields): Gateway {
  const status = object.object('status');
  return {
    ...head('Gateway', object),
    spec: {
      listeners: object.object('spec').list('listeners', (listener) => ({
        name: listener.str('name') ?? '',
        hostname: listener.str('hostname'),
        port: listener.count('port') ?? 0,
      })),
    },
    status: {
      addresses: status.list('addresses', (address) => address.str('value') ?? ''),
      conditions: conditions(status),
    },
  };
}

export function projectHttpRoute(object: Fields): HTTPRoute {
  return { ...head('HTTPRoute', object), spec: gatewayRoute(object.object('spec'), httpPath) };
}

export function projectGrpcRoute(object: Fields): GRPCRoute {
  return { ...head('GRPCRoute', object), spec: gatewayRoute(object.object('spec'), grpcMethod) };
}

function gatewayRoute(spec: Fields, pathOf: (match: Fields) => string): HTTPRoute['spec'] {
  return {
    hosts: spec.strings('hostnames'),
    gateways: spec
      .list('parentRefs', (parent) =>
        (parent.str('kind') ?? 'Gateway') === 'Gateway'
          ? [parent.str('namespace'), parent.str('name')].filter(Boolean).join('/')
          : '',
      )
      .filter((name) => name !== ''),
    rules: spec.list('rules', (rule) => ({
      paths: rule.list('matches', pathOf).filter((path) => path !== ''),
      backends: rule.list('backendRefs', backendRef).filter(({ name }) => name !== ''),
    })),
  };
}

function httpPath(match: Fields): string {
  return match.object('path').str('value') ?? '';
}

function grpcMethod(match: Fields): string {
  const method = match.object('method');
  return [method.str('service'), method.str('method')].filter(Boolean).join('/');
}

function backendRef(ref: Fields): RouteBackend {
  const isService = (ref.str('kind') ?? 'Service') === 'Service' && (ref.str('group') ?? '') === '';
  return {
    name: isService ? (ref.str('name') ?? '') : '',
    namespace: ref.str('namespace'),
    port: ref.intOrString('port'),
  };
}

/** The destinations of a VirtualService, for any protocol. A destination with weight 0 receives nothing and is left out. */
export function projectVirtualService(object: Fields): VirtualService {
  const spec = object.object('spec');
  return {
    ...head('VirtualService', object),
    spec: {
      hosts: spec.strings('hosts'),
      gateways: spec.strings('gateways').filter((name) => name !== 'mesh'),
      rules: (['http', 'tls', 'tcp'] as const).flatMap((protocol) => spec.list(protocol, istioRule)),
    },
  };
}

function istioRule(rule: Fields): RouteRule {
  return {
    paths: rule.list('match', istioPath).filter((path) => path !== ''),
    backends: rule
      .list('route', (route) => {
        const destination = route.object('destination');
        const name = route.count('weight') === 0 ? '' : (destination.str('host') ?? '');
        return { name, port: destination.object('port').intOrString('number') };
      })
      .filter(({ name }) => name !== ''),
  };
}

function istioPath(match: Fields): string {
  const uri = match.object('uri');
  return uri.str('exact') ?? uri.str('prefix') ?? uri.str('regex') ?? '';
}
