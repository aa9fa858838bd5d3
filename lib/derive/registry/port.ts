import { addressWords, type Pod, type Service } from '@/lib/model';
import { receiptOf } from '../evidence';
import { listed } from '../sentences';
import { declaredPorts, PORT } from './annotations';
import type { PlaceFacts } from './facts';
import { NOWHERE, placeOf, SOURCE_WORDS, truth, type RegistryFinding, type Row, findingOf } from './finding';
import type { KubernetesInstance } from './kubernetes-instances';
import { declaresAll, portsOf, targetIn } from './ports';

/** Where the declared port, the registered port and the port that listens differ. */
export function portMismatches(row: Row): RegistryFinding[] {
  const registered = registeredElsewhere(row);
  const mistaken = new Set(registered.flatMap(({ instances }) => instances));
  return [...declaredElsewhere(row, mistaken), ...targetsNothing(row), ...registered];
}

interface Known {
  readonly id: string;
  readonly address: string;
  /** Ports at which callers may find it. */
  readonly ports: readonly number[];
  /** The port that it is shown with. */
  readonly port: number;
  readonly says: string;
  readonly place: PlaceFacts | null;
}

/** The catalog names a port that neither a Service nor an instance has. Instances that registered a wrong port do not count. */
function declaredElsewhere(row: Row, mistaken: ReadonlySet<string>): RegistryFinding[] {
  const declared = declaredPorts(row.facts.component);
  if (declared.length === 0) return [];
  const wrong = knownPorts(row).filter(
    ({ id, ports }) => !mistaken.has(id) && !ports.some((port) => declared.includes(port)),
  );
  const [first] = wrong;
  if (first === undefined) return [];
  const real = [...new Set(wrong.map(({ port }) => port))].sort((a, b) => a - b);
  const words = listed(real.map(String));
  return [
    findingOf(row, {
      kind: 'port-mismatch',
      key: 'declared',
      address: addressWords(first.address, first.port),
      instances: wrong.map(({ id }) => id),
      ...(first.place === null ? NOWHERE : placeOf(first.place)),
      declared: truth('late', `declared as ${listed(declared.map(String))}`, 'catalog-info.yaml'),
      registered: truth('yes', 'registered', `${words}, ${first.says}`),
      running: truth('yes', 'running', first.place === null ? words : `${words}, EndpointSlice`),
      sentence: `The catalog declares ${listed(declared.map(String))}, and ${wrong.length === 1 ? 'the instance listens' : `${wrong.length} instances listen`} on ${words}. Callers that use the port of the catalog fail.`,
      fix: {
        type: 'copy',
        label: 'Correct the catalog',
        file: 'catalog-info.yaml',
        text: `${PORT}: '${real.join(', ')}'`,
        note: `Put this line among the annotations of Component ${row.facts.component?.name ?? row.facts.name}, and import the file again.`,
      },
    }),
  ];
}

function knownPorts(row: Row): Known[] {
  const fromKubernetes = [...row.kubernetes].flatMap(([place, instances]) =>
    place.freshness.state === 'live' ? instances.flatMap((one) => knownOf(place, one)) : [],
  );
  const registered = row.registered.flatMap(({ instance }) =>
    instance.port === null
      ? []
      : [
          {
            id: instance.id,
            address: instance.address,
            ports: [instance.port],
            port: instance.port,
            says: SOURCE_WORDS[instance.source],
            place: null,
          },
        ],
  );
  return [...registered, ...fromKubernetes];
}

/** The catalog may mean the port of the Service, or that of the pod for callers that reach pods directly. */
function knownOf(place: PlaceFacts, { instance }: KubernetesInstance): Known[] {
  if (instance.port === null || instance.status === 'terminating') return [];
  const services = place.services.filter(({ service }) => instance.via.includes(service.metadata.name));
  const outer = services.flatMap(({ service }) => service.spec.ports.map(({ port }) => port));
  return [
    {
      id: instance.id,
      address: instance.address,
      ports: [...instance.ports.map(({ port }) => port), ...outer],
      port: instance.port,
      says: `Service ${instance.via.join(', ')}`,
      place,
    },
  ];
}

/** A Service whose target port no container of its pods has. */
function targetsNothing(row: Row): RegistryFinding[] {
  return row.facts.places.flatMap((place) => {
    if (place.freshness.state !== 'live') return [];
    const instances = row.kubernetes.get(place) ?? [];
    return place.services.flatMap(({ service }) => {
      const pods = podsBehind(place, service, instances);
      return service.spec.ports.flatMap((port) =>
        targetFinding(row, place, { service, port, pods, instances }),
      );
    });
  });
}

/** Pods that its selector selects, without terminating ones. */
function podsBehind(
  place: PlaceFacts,
  service: Service,
  instances: readonly KubernetesInstance[],
): readonly Pod[] {
  const wanted = Object.entries(service.spec.selector);
  if (wanted.length === 0) return [];
  const named = instances.flatMap(({ pod }) => pod ?? []);
  const own = place.workloads.flatMap(({ pods }) => pods);
  const all = new Map([...own, ...named].map((pod) => [pod.metadata.uid, pod]));
  return [...all.values()].filter(
    ({ metadata, status }) =>
      metadata.deletionTimestamp === undefined &&
      (status.phase === 'Running' || status.phase === 'Pending') &&
      wanted.every(([key, value]) => metadata.labels[key] === value),
  );
}

interface Target {
  readonly service: Service;
  readonly port: Service['spec']['ports'][number];
  readonly pods: readonly Pod[];
  readonly instances: readonly KubernetesInstance[];
}

function targetFinding(
  row: Row,
  place: PlaceFacts,
  { service, port, pods, instances }: Target,
): RegistryFinding[] {
  if (pods.length === 0 || !pods.every((pod) => lacks(pod, port))) return [];
  const { name, namespace } = service.metadata;
  const target = port.targetPort ?? String(port.port);
  const isNamed = !/^\d+$/.test(target);
  const real = [...new Set(pods.flatMap((pod) => portsOf(pod.spec)))].sort((a, b) => a - b);
  const words = real.length === 0 ? 'no port' : listed(real.map(String));
  return [
    findingOf(row, {
      kind: 'port-mismatch',
      key: `target:${place.cluster}/${namespace}/${name}/${port.port}`,
      address: `Service ${namespace}/${name}:${port.port}`,
      instances: instances
        .filter(({ instance }) => instance.via.includes(name))
        .map(({ instance }) => instance.id),
      ...placeOf(place),
      registered: truth('late', `sent to ${target}`, `Service ${name}`),
      running: truth('yes', `listens on ${words}`, pods.length === 1 ? 'its pod' : `${pods.length} pods`),
      sentence: isNamed
        ? `Service ${name} sends port ${port.port} to a container port named ${target}, and no container has one of that name: it gives callers no address for it.`
        : `Service ${name} sends port ${port.port} to ${target}, and its containers declare ${words}. Nothing listens for its callers.`,
      receipts: [
        receiptOf(
          service,
          { cluster: place.cluster, observedAt: place.observedAt, now: row.now },
          {
            rule: 'registry.port-mismatch',
            field: `spec.ports[${port.name ?? port.port}].targetPort`,
            value: target,
          },
        ),
      ],
      fix:
        real.length === 1
          ? {
              type: 'copy',
              label: 'Correct the Service',
              file: `Service ${namespace}/${name}`,
              text: `targetPort: ${String(real[0])}`,
              note: `Put it in the entry of port ${port.port}, where the manifest of this Service is kept.`,
            }
          : null,
    }),
  ];
}

/**
 * Whether a pod lacks the target port. A name must be declared; a number counts as missing only where every container
 * declares its ports.
 */
function lacks(pod: Pod, port: Service['spec']['ports'][number]): boolean {
  const target = targetIn(pod, port);
  if (target === null) return true;
  return (
    /^\d+$/.test(port.targetPort ?? String(port.port)) &&
    declaresAll(pod) &&
    !portsOf(pod.spec).includes(target)
  );
}

/** An instance that registered a port that its pod does not have. */
function registeredElsewhere(row: Row): RegistryFinding[] {
  return row.registered.flatMap(({ facts: { instance, location }, instance: shown }): RegistryFinding[] => {
    if (location.is !== 'pod' || location.service?.id !== row.facts.id || instance.port === null) return [];
    const { pod } = location;
    const real = portsOf(pod.spec);
    if (real.includes(instance.port) || !declaresAll(pod)) return [];
    const words = listed(real.map(String));
    return [
      findingOf(row, {
        kind: 'port-mismatch',
        key: `registered:${shown.id}`,
        address: addressWords(instance.address, instance.port),
        instances: [shown.id],
        cluster: location.cluster,
        namespace: pod.metadata.namespace,
        environment: location.environment,
        registered: truth('late', `registered as ${instance.port}`, SOURCE_WORDS[instance.source]),
        running: truth('yes', `listens on ${words}`, `pod ${pod.metadata.name}`),
        sentence: `It registered port ${instance.port}, and the containers of its pod declare ${words}. Callers that get this port reach nothing.`,
        fix: { type: 'deregister', label: 'Deregister', service: instance.service, instance: instance.id },
      }),
    ];
  });
}
