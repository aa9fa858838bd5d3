import { fnv1a } from '../json';
import { safeHash } from '../random';
import { hasLabels } from '../selectors';
import type { KubeObject, Pod, Service } from '../types';
import type { World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import { isFinished, isReady, isTerminating, ownerReference } from './pods';

/** Keeps one EndpointSlice for each Service with a selector, according to the readiness of its pods. */
export function startEndpointSlices(world: World): Controller {
  return startController(world, {
    delayMs: 40,
    *touches(plural, { object }) {
      const { namespace, name } = object.metadata;
      if (plural === 'services') yield objectKey(namespace, name);
      if (plural !== 'pods') return;
      for (const service of world.store.list<Service>('services', namespace)) {
        if (hasLabels(service.spec.selector, object.metadata.labels))
          yield objectKey(namespace, service.metadata.name);
      }
    },
    reconcile(namespace, name) {
      const service = world.store.get<Service>('services', namespace, name);
      const sliceName = `${name}-${safeHash(fnv1a(`${namespace}/${name}`)).slice(0, 5)}`;
      const slice = world.store.get('endpointslices', namespace, sliceName);
      if (!service) {
        if (slice) world.store.remove('endpointslices', slice);
      } else if (service.spec.selector) {
        write(world, service, sliceName, slice);
      }
    },
  });
}

function write(world: World, service: Service, name: string, slice: KubeObject | undefined): void {
  const { namespace } = service.metadata;
  const pods = world.store
    .list<Pod>('pods', namespace)
    .filter(
      (pod) => hasLabels(service.spec.selector, pod.metadata.labels) && pod.status?.podIP && !isFinished(pod),
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const endpoints = pods.map((pod) => endpointOf(world, pod));
  const ports = portsOf(service, pods[0]);
  if (slice) {
    world.store.update('endpointslices', slice, (draft) => {
      draft.endpoints = endpoints;
      draft.ports = ports;
    });
    return;
  }
  world.store.create('endpointslices', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      namespace,
      generateName: `${service.metadata.name}-`,
      labels: {
        ...service.metadata.labels,
        'kubernetes.io/service-name': service.metadata.name,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ownerReferences: [ownerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  });
}

/** A terminating pod is never `ready`, but it is `serving` while it still passes its readiness probe. */
function endpointOf(world: World, pod: Pod): Record<string, unknown> {
  const serving = isReady(pod);
  const node = world.store.get('nodes', undefined, pod.spec.nodeName ?? '');
  const { name, namespace, uid } = pod.metadata;
  return {
    addresses: [pod.status?.podIP],
    conditions: { ready: serving && !isTerminating(pod), serving, terminating: isTerminating(pod) },
    nodeName: pod.spec.nodeName,
    zone: node?.metadata.labels?.['topology.kubernetes.io/zone'],
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function portsOf(service: Service, pod: Pod | undefined): Record<string, unknown>[] {
  const declared = pod?.spec.containers.flatMap((container) => container.ports ?? []) ?? [];
  return (service.spec.ports ?? []).map((port) => {
    const target = port.targetPort ?? port.port;
    const number =
      typeof target === 'number' ? target : declared.find((other) => other.name === target)?.containerPort;
    return { name: port.name ?? '', port: number ?? port.port, protocol: port.protocol ?? 'TCP' };
  });
}
