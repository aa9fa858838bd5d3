import type { Mention, Service } from '@/lib/model';
import { hostId } from './ids';
import type { Names } from './names';

/** Where an address leads. */
export type Target =
  | {
      readonly kind: 'service';
      readonly service: Service;
      /** Of a StatefulSet's pod name (`db-0.db`): the StatefulSet's name. */
      readonly statefulSet: string | null;
    }
  | { readonly kind: 'host'; readonly id: string; readonly host: string };

/** The default ports of schemes (IANA's registry, else the documentation of the product). */
const SCHEME_PORTS: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ws: '80',
  wss: '443',
  postgres: '5432',
  postgresql: '5432',
  mysql: '3306',
  mariadb: '3306',
  mongodb: '27017',
  redis: '6379',
  rediss: '6379',
  amqp: '5672',
  amqps: '5671',
  nats: '4222',
  smtp: '25',
  smtps: '465',
  ldap: '389',
  ldaps: '636',
};

/** The Service of a cluster's API server, which is not shown: every client calls it. */
const API_SERVER = 'kubernetes';

/**
 * Where a mention leads from a namespace: to an existing Service, else to a host outside where the mention is clear
 * enough. Null for any other name. Never throws; variables must have been replaced.
 */
export function resolve(mention: Mention, namespace: string, names: Names): Target | null {
  const found = serviceOf(mention.host, namespace, names);
  if (found !== null) {
    const { service } = found;
    if (service.metadata.name === API_SERVER && service.metadata.namespace === 'default') return null;
    return isServed(mention, service, names) ? { kind: 'service', ...found } : null;
  }
  if (mention.outside !== true || !mention.host.includes('.') || names.publicHosts.has(mention.host))
    return null;
  const port = mention.port ?? SCHEME_PORTS[mention.scheme ?? ''] ?? null;
  return { kind: 'host', id: hostId(mention.host, port), host: mention.host };
}

interface FoundService {
  readonly service: Service;
  readonly statefulSet: string | null;
}

/** Finds a Service by the forms of Kubernetes' DNS (kubernetes.io/docs/concepts/services-networking/dns-pod-service). */
function serviceOf(host: string, namespace: string, names: Names): FoundService | null {
  const labels = host.split('.');
  const svc = labels.indexOf('svc');
  const [first = '', second = '', third = ''] = labels;
  if (svc === 2) return plain(names.service(second, first));
  if (svc === 3) return ofPod(first, names.service(third, second));
  if (svc >= 0) return null;
  switch (labels.length) {
    case 1:
      return plain(names.service(namespace, first));
    case 2:
      return plain(names.service(second, first)) ?? ofPod(first, names.service(namespace, second));
    case 3:
      return ofPod(first, names.service(third, second));
    default:
      return plain(names.serviceAt(host));
  }
}

function plain(service: Service | undefined): FoundService | null {
  return service === undefined ? null : { service, statefulSet: null };
}

function ofPod(pod: string, service: Service | undefined): FoundService | null {
  if (service === undefined) return null;
  const statefulSet = /^(.+)-\d+$/u.exec(pod)?.[1];
  return statefulSet === undefined ? null : { service, statefulSet };
}

/** A plain `name:port` without any other sign of an address counts only where the Service has that port: `redis:7` is an image. */
function isServed({ ground, keyed, port }: Mention, service: Service, names: Names): boolean {
  if (ground !== 'address' || keyed || port === undefined) return true;
  const { ports, clusterIP, type } = service.spec;
  if (type === 'ExternalName') return true;
  if (ports.some((one) => String(one.port) === port)) return true;
  if (clusterIP !== 'None') return false;
  // A headless Service's clients reach the pods themselves.
  return names
    .workloadsBehind(service)
    .some((workload) =>
      workload.spec.template.containers.some((container) =>
        container.ports.some(({ containerPort }) => String(containerPort) === port),
      ),
    );
}
