import { KUBERNETES_VERSION } from './assets';

const REGION = 'eu-west-1';
const ZONES = ['a', 'b', 'c'] as const;

/** The label of a node whose kubelet a test may kill, and the key of its taint: only pods that tolerate it are scheduled there. */
export const MORTAL = 'e2e.pilothouse.dev/mortal';

/** Manifests of `count` nodes, spread over three zones; each has room for 110 pods. */
export function nodeManifests(count: number): object[] {
  return Array.from({ length: count }, (_, index) => nodeManifest(index));
}

/** One more node after `count` others. */
export function mortalNodeManifest(count: number): object {
  const { metadata, spec, ...node } = nodeManifest(count);
  return {
    ...node,
    metadata: { ...metadata, labels: { ...metadata.labels, [MORTAL]: 'true' } },
    spec: { ...spec, taints: [{ key: MORTAL, value: 'true', effect: 'NoSchedule' }] },
  };
}

function nodeManifest(index: number) {
  const zone = index % ZONES.length;
  const host = Math.floor(index / ZONES.length);
  const address = `10.0.${zone * 64 + Math.floor(host / 240)}.${10 + (host % 240)}`;
  const name = `ip-${address.replaceAll('.', '-')}.${REGION}.compute.internal`;
  const podCIDR = `10.${100 + Math.floor(index / 256)}.${index % 256}.0/24`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': 'm6i.4xlarge',
        'topology.kubernetes.io/region': REGION,
        'topology.kubernetes.io/zone': `${REGION}${ZONES[zone]}`,
      },
    },
    spec: { podCIDR, podCIDRs: [podCIDR], providerID: `aws:///${REGION}${ZONES[zone]}/i-${hex(index)}` },
    status: {
      capacity: { cpu: '16', memory: '64Gi', pods: '110', 'ephemeral-storage': '100Gi' },
      allocatable: { cpu: '15890m', memory: '61Gi', pods: '110', 'ephemeral-storage': '90Gi' },
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
        // The one that the API server dials, for logs: kwok listens there for all nodes.
        { type: 'ExternalDNS', address: 'localhost' },
      ],
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: 'linux',
        osImage: 'Amazon Linux 2023.9',
        kernelVersion: '6.12.40-64.114.amzn2023.x86_64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kubeletVersion: KUBERNETES_VERSION,
        kubeProxyVersion: '',
        bootID: '',
        machineID: `ec2${hex(index)}`,
        systemUUID: `ec2${hex(index)}`,
      },
    },
  };
}

function hex(index: number): string {
  return (0x0a1b2c3d0000 + index).toString(16).padStart(17, '0');
}
