import type { KubeObject } from '../cluster/types';
import type { ClusterName } from './services';

interface Place {
  provider: string;
  region: string;
  zones: string[];
  nodes: number;
  memory: string;
  instanceType: string;
  host: string;
}

export const PLACES: Readonly<Record<ClusterName, Place>> = {
  'staging-eu': {
    provider: 'aws',
    region: 'eu-central-1',
    zones: ['eu-central-1a', 'eu-central-1b'],
    nodes: 4,
    memory: '15Gi',
    instanceType: 'm7g.xlarge',
    host: 'staging.harbor.example',
  },
  'production-eu': {
    provider: 'gcp',
    region: 'europe-west3',
    zones: ['europe-west3-a', 'europe-west3-b', 'europe-west3-c'],
    nodes: 8,
    memory: '30Gi',
    instanceType: 'n4-standard-8',
    host: 'harbor.example',
  },
};

const NAMESPACES = [
  'default',
  'kube-system',
  'kube-node-lease',
  'shop',
  'payments',
  'fulfilment',
  'platform',
  'ops',
];

function nodeOf(place: Place, index: number, time: string): KubeObject {
  const zone = place.zones[index % place.zones.length] ?? place.region;
  const name = `eu-${zone.at(-1) ?? 'a'}-${String(index + 1).padStart(2, '0')}`;
  const ready = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  const capacity = { cpu: '8', 'ephemeral-storage': '100Gi', memory: place.memory, pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': place.instanceType,
        'topology.kubernetes.io/region': place.region,
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: {
      // With a shared range it would not be known which cluster an address belongs to.
      podCIDR: `${place.provider === 'gcp' ? '10.42' : '10.44'}.${String(index + 1)}.0/24`,
      podCIDRs: [`${place.provider === 'gcp' ? '10.42' : '10.44'}.${String(index + 1)}.0/24`],
      providerID:
        place.provider === 'gcp' ? `gce://harbor-production/${zone}/${name}` : `aws:///${zone}/${name}`,
    },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: `10.0.${String(index + 1)}.10` },
        { type: 'Hostname', address: name },
      ],
      conditions: [
        ready(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        ready('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        ready('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        ready('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        kubeletVersion: 'v1.36.3',
        containerRuntimeVersion: 'containerd://2.2.1',
        osImage: 'Container-Optimized OS',
        operatingSystem: 'linux',
        architecture: 'amd64',
        kernelVersion: '6.12.0',
      },
    },
  };
}

function leaseOf(namespace: string, name: string, time: string): KubeObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, acquireTime: time, renewTime: time },
  };
}

function ingressOf(
  name: string,
  namespace: string,
  at: { host: string; service: string; path: string },
): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': namespace } },
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: [at.host], secretName: `${name}-tls` }],
      rules: [
        {
          host: at.host,
          http: {
            paths: [
              {
                path: at.path,
                pathType: 'Prefix',
                backend: { service: { name: at.service, port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.10' }] } },
  };
}

/** The objects of a cluster before any service is deployed: namespaces, nodes, leases, ingresses. `time` is the cluster's current time. */
export function infrastructureOf(
  cluster: ClusterName,
  now: { time: string; microTime: string },
): KubeObject[] {
  const place = PLACES[cluster];
  const nodes = Array.from({ length: place.nodes }, (_, index) => nodeOf(place, index, now.time));
  // The kube-system namespace comes first: its UID, which names the cluster, must not depend on the rest.
  const namespaces = [...NAMESPACES]
    .sort((a, b) => Number(b === 'kube-system') - Number(a === 'kube-system'))
    .map((name): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }));
  return [
    ...namespaces,
    ...nodes,
    ...nodes.map((node) => leaseOf('kube-node-lease', node.metadata.name, now.microTime)),
    ...['kube-controller-manager', 'kube-scheduler'].map((name) =>
      leaseOf('kube-system', name, now.microTime),
    ),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'nginx' },
      spec: { controller: 'k8s.io/ingress-nginx' },
    },
    ingressOf('shop-web', 'shop', { host: `shop.${place.host}`, service: 'storefront', path: '/' }),
    ingressOf('public-api', 'platform', { host: `api.${place.host}`, service: 'api-gateway', path: '/v1' }),
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { hard: { pods: '120', 'requests.memory': '64Gi' } },
      status: {
        hard: { pods: '120', 'requests.memory': '64Gi' },
        used: { pods: '44', 'requests.memory': '18Gi' },
      },
    },
  ];
}
