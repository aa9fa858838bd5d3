import type {
  Deployment,
  EndpointSlice,
  Event,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  KindMap,
  Node,
  ObjectMeta,
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PodTemplate,
  ReplicaSet,
  Service,
  StatefulSet,
} from '@/lib/model';

/** Projected objects for tests: complete, with defaults for what a test does not set. */
const BORN = '2026-03-12T02:00:00Z';

let versions = 0;

export interface ObjectOptions {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly owner?: {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly uid: string };
  };
  readonly createdAt?: string;
}

function meta(kind: keyof KindMap, named: ObjectOptions): ObjectMeta {
  versions += 1;
  const { name, namespace = 'shop', owner } = named;
  const reference: OwnerReference[] = owner
    ? [{ kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true }]
    : [];
  return {
    name,
    namespace: kind === 'Node' || kind === 'Namespace' ? '' : namespace,
    uid: `${kind}:${namespace}:${name}`,
    resourceVersion: String(versions),
    generation: 1,
    creationTimestamp: named.createdAt ?? BORN,
    labels: named.labels ?? {},
    annotations: named.annotations ?? {},
    ownerReferences: reference,
  };
}

export function template(labels: Record<string, string>, image: string): PodTemplate {
  const container = { name: 'main', image, ports: [], requests: { cpu: '100m', memory: '64Mi' }, limits: {} };
  return { labels, annotations: {}, containers: [container], initContainers: [] };
}

export interface DeploymentSpec extends ObjectOptions {
  readonly replicas?: number;
  readonly ready?: number;
  readonly image?: string;
  /** Labels of its pods; default: `app: <name>`. */
  readonly podLabels?: Record<string, string>;
}

export function deployment(spec: DeploymentSpec): Deployment {
  const { replicas = 1, ready = replicas, image = 'registry.example/app:1.0.0' } = spec;
  const labels = spec.podLabels ?? { app: spec.name };
  return {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: {
      ...meta('Deployment', spec),
      annotations: { 'deployment.kubernetes.io/revision': '1', ...spec.annotations },
    },
    spec: {
      replicas,
      paused: false,
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: labels, matchExpressions: [] },
      strategy: { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' },
      template: template(labels, image),
    },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: replicas - ready,
      conditions: [
        { type: 'Available', status: ready === replicas ? 'True' : 'False', lastTransitionTime: BORN },
        {
          type: 'Progressing',
          status: 'True',
          reason: ready === replicas ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
          lastTransitionTime: BORN,
          lastUpdateTime: BORN,
        },
      ],
    },
  };
}

export function replicaSet(owner: Deployment, name = `${owner.metadata.name}-rs1`): ReplicaSet {
  const { replicas, template: pods, selector } = owner.spec;
  const ready = owner.status.readyReplicas;
  const { namespace } = owner.metadata;
  return {
    kind: 'ReplicaSet',
    apiVersion: 'apps/v1',
    metadata: {
      ...meta('ReplicaSet', { name, namespace, owner }),
      labels: { ...pods.labels, 'pod-template-hash': 'rs1' },
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
    spec: {
      replicas,
      minReadySeconds: 0,
      selector,
      template: { ...pods, labels: { ...pods.labels, 'pod-template-hash': 'rs1' } },
    },
    status: {
      observedGeneration: 1,
      replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      conditions: [],
    },
  };
}

export interface PodSpec extends ObjectOptions {
  readonly ready?: boolean;
  readonly phase?: string;
  readonly image?: string;
  readonly node?: string;
  readonly waiting?: string;
  readonly claims?: readonly string[];
}

export function pod(spec: PodSpec): Pod {
  const { ready = true, image = 'registry.example/app:1.0.0', waiting } = spec;
  const condition = (type: string, is: boolean) => ({
    type,
    status: is ? 'True' : 'False',
    lastTransitionTime: BORN,
  });
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: meta('Pod', spec),
    spec: {
      nodeName: spec.node ?? 'node-1',
      restartPolicy: 'Always',
      containers: template({}, image).containers,
      initContainers: [],
      terminationGracePeriodSeconds: 30,
      claimNames: spec.claims ?? [],
    },
    status: {
      phase: spec.phase ?? (waiting === undefined ? 'Running' : 'Pending'),
      podIP: '10.0.0.1',
      startTime: BORN,
      conditions: [
        condition('PodScheduled', true),
        condition('Initialized', true),
        condition('ContainersReady', ready),
        condition('Ready', ready),
      ],
      containerStatuses: [
        {
          name: 'main',
          image,
          imageID: '',
          ready,
          started: ready,
          restartCount: 0,
          state: waiting === undefined ? { running: { startedAt: BORN } } : { waiting: { reason: waiting } },
          lastState: {},
        },
      ],
      initContainerStatuses: [],
    },
  };
}

export function statefulSet(spec: DeploymentSpec & { readonly serviceName: string }): StatefulSet {
  const { replicas = 1, ready = replicas } = spec;
  const base = deployment(spec);
  return {
    kind: 'StatefulSet',
    apiVersion: 'apps/v1',
    metadata: meta('StatefulSet', spec),
    spec: {
      replicas,
      serviceName: spec.serviceName,
      minReadySeconds: 0,
      selector: base.spec.selector,
      template: base.spec.template,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      currentReplicas: replicas,
      availableReplicas: ready,
      currentRevision: 'one',
      updateRevision: 'one',
      conditions: [],
    },
  };
}

export function job(spec: ObjectOptions & { readonly active?: number }): Job {
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: meta('Job', spec),
    spec: {
      suspend: false,
      parallelism: 1,
      completions: 1,
      backoffLimit: 6,
      template: template({ 'job-name': spec.name }, 'registry.example/job:1'),
    },
    status: {
      active: spec.active ?? 0,
      ready: 0,
      succeeded: spec.active === undefined ? 1 : 0,
      failed: 0,
      startTime: BORN,
      conditions:
        spec.active === undefined ? [{ type: 'Complete', status: 'True', lastTransitionTime: BORN }] : [],
    },
  };
}

export function service(spec: ObjectOptions & { readonly selector?: Record<string, string> }): Service {
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: meta('Service', spec),
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.9',
      selector: spec.selector ?? { app: spec.name },
      ports: [{ name: 'http', port: 80, targetPort: '8080', protocol: 'TCP' }],
    },
    status: { ingress: [] },
  };
}

export function endpointSlice(
  spec: ObjectOptions & { readonly service: string; readonly pods?: readonly Pod[] },
): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: meta('EndpointSlice', { ...spec, labels: { 'kubernetes.io/service-name': spec.service } }),
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: (spec.pods ?? []).map(({ metadata, status, spec: { nodeName } }, index) => {
      const ready = status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');
      return {
        addresses: [`10.0.0.${index + 1}`],
        ready,
        serving: ready,
        terminating: false,
        nodeName,
        targetRef: { kind: 'Pod', name: metadata.name, uid: metadata.uid },
      };
    }),
  };
}

export function autoscaler(spec: ObjectOptions & { readonly target: string }): HorizontalPodAutoscaler {
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: meta('HorizontalPodAutoscaler', spec),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: spec.target },
      minReplicas: 2,
      maxReplicas: 6,
    },
    status: { currentReplicas: 2, desiredReplicas: 2, conditions: [] },
  };
}

export function ingress(spec: ObjectOptions & { readonly service: string; readonly host?: string }): Ingress {
  return {
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: meta('Ingress', spec),
    spec: {
      ingressClassName: 'nginx',
      rules: [
        { host: spec.host ?? 'shop.example', paths: [{ path: '/', service: spec.service, port: '80' }] },
      ],
      tlsHosts: [],
    },
    status: { ingress: [] },
  };
}

export function disruptionBudget(
  spec: ObjectOptions & { readonly selector: Record<string, string> },
): PodDisruptionBudget {
  return {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    metadata: meta('PodDisruptionBudget', spec),
    spec: { minAvailable: '1', selector: { matchLabels: spec.selector, matchExpressions: [] } },
    status: {
      observedGeneration: 1,
      disruptionsAllowed: 1,
      currentHealthy: 2,
      desiredHealthy: 1,
      expectedPods: 2,
      conditions: [],
    },
  };
}

export function claim(spec: ObjectOptions & { readonly phase?: string }): PersistentVolumeClaim {
  return {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    metadata: meta('PersistentVolumeClaim', spec),
    spec: { storageClassName: 'fast', requests: { storage: '1Gi' } },
    status: { phase: spec.phase ?? 'Bound', conditions: [] },
  };
}

export function event(
  spec: ObjectOptions & {
    readonly regarding: { kind: string; metadata: ObjectMeta };
    readonly reason?: string;
  },
): Event {
  const { kind, metadata } = spec.regarding;
  return {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: meta('Event', { ...spec, namespace: metadata.namespace }),
    type: 'Warning',
    reason: spec.reason ?? 'BackOff',
    message: 'Back-off restarting failed container',
    count: 1,
    firstSeen: BORN,
    lastSeen: BORN,
    source: 'kubelet',
    regarding: { kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
  };
}

export function node(spec: ObjectOptions & { readonly ready?: boolean }): Node {
  const quantities = { cpu: '4', memory: '8Gi', pods: '110' };
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: meta('Node', spec),
    spec: { unschedulable: false, taints: [] },
    status: {
      conditions: [
        {
          type: 'Ready',
          status: spec.ready === false ? 'False' : 'True',
          reason: spec.ready === false ? 'KubeletNotReady' : 'KubeletReady',
          message: spec.ready === false ? 'container runtime is down' : 'kubelet is posting ready status',
          lastTransitionTime: BORN,
        },
      ],
      capacity: quantities,
      allocatable: quantities,
      addresses: [],
      nodeInfo: { kubeletVersion: 'v1.36.3', osImage: 'Debian 12', architecture: 'amd64' },
    },
  };
}
