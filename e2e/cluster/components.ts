import { join } from 'node:path';
import type { ChildSpec } from './child';
import { MORTAL } from './nodes';
import type { Settings } from './settings';

const LOOPBACK = '127.0.0.1';
/** After how long without a sign of life a node counts as lost, in clusters with a node that can be killed. */
const MORTAL_GRACE_SECONDS = 10;
const KWOK_CONFIGS = [
  'node-stages',
  'pod-stages',
  'pod-failure-stages',
  'pod-probe-stages',
  'pod-end-stages',
].map((name) => join(import.meta.dirname, 'kwok', `${name}.yaml`));

export type ComponentSpecs = Record<
  'etcd' | 'apiServer' | 'controllers' | 'scheduler' | 'kwok' | 'kubelet',
  ChildSpec
>;

/** The command line of each program. `assets` is the folder of the binaries; `kubelet` simulates only the node that can be killed. */
export function componentSpecs(assets: string, settings: Settings): ComponentSpecs {
  const spec = (name: string, args: string[]): ChildSpec => ({
    name,
    program: join(assets, name),
    args,
    logFile: join(settings.folder, `${name}.log`),
  });
  return {
    etcd: spec('etcd', etcdArgs(settings)),
    apiServer: spec('kube-apiserver', apiServerArgs(settings)),
    controllers: spec('kube-controller-manager', controllerArgs(settings)),
    scheduler: spec('kube-scheduler', schedulerArgs(settings)),
    kwok: spec('kwok', kwokArgs(settings)),
    kubelet: { ...spec('kwok', kubeletArgs(settings)), logFile: join(settings.folder, 'kubelet.log') },
  };
}

function etcdArgs({ folder, ports }: Settings): string[] {
  const client = `http://${LOOPBACK}:${ports.etcd}`;
  const peer = `http://${LOOPBACK}:${ports.etcdPeer}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServerArgs(settings: Settings): string[] {
  return [
    `--etcd-servers=http://${LOOPBACK}:${settings.ports.etcd}`,
    `--secure-port=${settings.ports.api}`,
    `--bind-address=${LOOPBACK}`,
    `--cert-dir=${settings.certificates}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${settings.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${settings.serviceAccountKey}`,
    `--token-auth-file=${settings.tokens}`,
    `--audit-policy-file=${settings.auditPolicy}`,
    `--audit-log-path=${settings.auditLog}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged',
    // Pods would wait for a token volume, which nothing mounts here.
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    // kwok answers for every kubelet; the nodes' own addresses lead nowhere (see nodes.ts).
    '--kubelet-preferred-address-types=ExternalDNS',
    '--max-requests-inflight=2000',
    '--max-mutating-requests-inflight=1000',
  ];
}

function controllerArgs(settings: Settings): string[] {
  return [
    `--kubeconfig=${settings.kubeconfigOf('system:kube-controller-manager')}`,
    '--leader-elect=false',
    `--service-account-private-key-file=${settings.serviceAccountKey}`,
    '--use-service-account-credentials=false',
    `--bind-address=${LOOPBACK}`,
    `--secure-port=${settings.ports.controllers}`,
    `--cert-dir=${settings.certificates}`,
    '--controllers=*',
    // Shorter times, since a test waits for a lost node and for the autoscaler.
    ...(settings.mortal
      ? [
          `--node-monitor-grace-period=${MORTAL_GRACE_SECONDS}s`,
          '--node-monitor-period=1s',
          '--horizontal-pod-autoscaler-sync-period=3s',
        ]
      : []),
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
    '--concurrent-deployment-syncs=20',
    '--concurrent-replicaset-syncs=20',
  ];
}

function schedulerArgs(settings: Settings): string[] {
  return [
    `--config=${settings.schedulerConfig}`,
    `--bind-address=${LOOPBACK}`,
    `--secure-port=${settings.ports.scheduler}`,
    `--cert-dir=${settings.certificates}`,
  ];
}

function kwokArgs(settings: Settings): string[] {
  const nodes = settings.mortal ? `--manage-nodes-with-label-selector=${MORTAL}!=true` : '--manage-all-nodes';
  return [nodes, ...playerArgs(settings, settings.ports.kwok)];
}

function kubeletArgs(settings: Settings): string[] {
  const nodes = `--manage-nodes-with-label-selector=${MORTAL}=true`;
  return [nodes, ...playerArgs(settings, settings.ports.kubelet)];
}

function playerArgs(settings: Settings, port: number): string[] {
  return [
    `--kubeconfig=${settings.kubeconfigOf('system:kwok')}`,
    `--node-ip=${LOOPBACK}`,
    `--node-port=${port}`,
    `--server-address=${LOOPBACK}:${port}`,
    // A quarter of it passes between two renewals.
    `--node-lease-duration-seconds=${settings.mortal ? MORTAL_GRACE_SECONDS : 40}`,
    ...[...KWOK_CONFIGS, settings.kwokLogs].flatMap((file) => ['--config', file]),
  ];
}
