import { addressWords, placementId, traitsOf, type Pod, type Workload } from '@/lib/model';
import { conditionOf, isPodReady } from '../conditions';
import { receiptOf } from '../evidence';
import { earliest } from '../times';
import type { PlaceFacts, WorkloadPods } from './facts';
import { placeOf, truth, type RegistryFinding, type Row, findingOf } from './finding';
import { portsOf, servingContainers } from './ports';

/** Names of ports for monitoring and control, not for calls. */
const WATCHED = /metric|prom|health|probe|liveness|readiness|pprof|debug|webhook|admin|^mon/iu;
const OPERATOR = /operator|controller|webhook|provisioner|autoscaler|exporter|agent|scheduler|admission/iu;
const SERVER_NAME =
  /(?:^|[-.])(?:api|server|service|svc|web|http|https|grpc|gateway|frontend|backend)(?:$|[-.])/u;

/** What runs and is not registered: a server that no Service, no registration and no catalog names. */
export function ghosts(row: Row): RegistryFinding[] {
  const { component, owner, isService, places, registered } = row.facts;
  if (component !== null || owner !== null || !isService || registered.length > 0) return [];
  const isReached = places.some(({ services, astray }) => services.length + astray.length > 0);
  // In a place that cannot be read something may name it.
  if (isReached || places.some(({ freshness }) => freshness.state !== 'live')) return [];
  return places.flatMap((place) =>
    isSystem(place.namespace) ? [] : place.workloads.flatMap((one) => ghostOf(row, place, one)),
  );
}

function ghostOf(row: Row, place: PlaceFacts, { workload, pods }: WorkloadPods): RegistryFinding[] {
  const port = servingPort(workload);
  if (port === null || isOperators(workload)) return [];
  const ready = pods.filter((pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined);
  const [pod] = ready;
  if (pod === undefined) return [];
  const { namespace, name } = workload.metadata;
  return [
    findingOf(row, {
      kind: 'ghost',
      key: `${place.cluster}/${namespace}/${workload.kind}/${name}`,
      address: addressWords(pod.status.podIP ?? name, port.number),
      instances: [],
      ...placeOf(place),
      registered: truth('no', 'not registered', 'by no source'),
      running: truth('yes', 'running', `${namespace}/${name}`, null),
      sentence: `${port.why}. No Service leads to it, it is not registered, and it has no owner.`,
      since: earliest(ready.map(readySince)),
      receipts: [
        receiptOf(
          workload,
          { cluster: place.cluster, observedAt: place.observedAt, now: row.now },
          { rule: 'registry.ghost', field: port.field, value: port.value },
        ),
      ],
      fix: {
        type: 'copy',
        label: 'Declare it',
        file: 'catalog-info.yaml',
        text: declaration(row.facts.id, workload, port.number),
        note: `Fill in the owning team, and run: npx pilothouse catalog import catalog-info.yaml. If anything calls ${name}, it needs a Service too.`,
      },
    }),
  ];
}

const readySince = (pod: Pod): string | undefined =>
  conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime;

interface ServingPort {
  readonly number: number | null;
  readonly why: string;
  readonly field: string;
  readonly value: string;
}

/** What shows that a workload is a server: a port that is called, or its name. */
function servingPort({ metadata, spec }: Workload): ServingPort | null {
  const named = servingContainers(spec.template).flatMap(({ name, ports }) =>
    ports.flatMap(({ name: port = '', containerPort, protocol }) =>
      protocol === 'TCP' && !WATCHED.test(port) ? [{ container: name, containerPort }] : [],
    ),
  );
  const [first] = named;
  if (first !== undefined) {
    const field = `spec.template.spec.containers[${first.container}].ports[${first.containerPort}].containerPort`;
    return {
      number: first.containerPort,
      why: `It runs and listens on ${first.containerPort}`,
      field,
      value: String(first.containerPort),
    };
  }
  if (portsOf(spec.template).length > 0 || !SERVER_NAME.test(metadata.name)) return null;
  return {
    number: null,
    why: 'It runs and is named like a server',
    field: 'metadata.name',
    value: metadata.name,
  };
}

function isSystem(namespace: string): boolean {
  return namespace.startsWith('kube-') || namespace.endsWith('-system') || namespace.endsWith('-operator');
}

/** Operators, agents and similar parts of a cluster, which are not called. */
function isOperators({ kind, metadata }: Workload): boolean {
  return (
    // Workloads with runs end, and those on every node serve their node.
    traitsOf(kind).sizedBy !== 'replicas' ||
    metadata.ownerReferences.some(({ controller }) => controller) ||
    metadata.labels['control-plane'] !== undefined ||
    OPERATOR.test(metadata.name) ||
    OPERATOR.test(metadata.labels['app.kubernetes.io/component'] ?? '')
  );
}

/** A catalog-info.yaml whose Component finds the workload by the labels that it has. */
function declaration(id: string, { metadata }: Workload, port: number | null): string {
  const label = ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app', 'k8s-app'].find(
    (key) => metadata.labels[key] !== undefined,
  );
  const joins =
    label === undefined || id === metadata.name
      ? [`    backstage.io/kubernetes-id: ${metadata.name} # also as a label of the workload`]
      : [
          `    backstage.io/kubernetes-label-selector: ${label}=${metadata.labels[label] ?? ''}`,
          `    backstage.io/kubernetes-namespace: ${metadata.namespace}`,
        ];
  return [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${metadata.name}`,
    '  annotations:',
    ...joins,
    ...(port === null ? [] : [`    pilothouse.dev/port: '${port}'`]),
    'spec:',
    '  type: service',
    '  lifecycle: production',
    '  owner: group:default/YOUR-TEAM',
    '',
  ].join('\n');
}

/** A fix that opens the logs of a placement. */
export function logsOf(service: string, cluster: string, namespace: string) {
  return {
    type: 'logs',
    label: 'Show logs',
    service,
    placement: placementId(service, cluster, namespace),
  } as const;
}
