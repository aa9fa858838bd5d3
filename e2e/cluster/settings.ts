import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** The users of a test. `admin` may do everything, `viewer` has the ClusterRole view, `outsider` has no permission. */
export const USERS = ['admin', 'viewer', 'outsider'] as const;
export type User = (typeof USERS)[number];

/** Users of the control plane, with the names that Kubernetes gives them, which the audit log shows. */
export const COMPONENTS = ['system:kube-controller-manager', 'system:kube-scheduler', 'system:kwok'] as const;
export type Component = (typeof COMPONENTS)[number];

export type Ports = {
  api: number;
  etcd: number;
  etcdPeer: number;
  controllers: number;
  scheduler: number;
  kwok: number;
  kubelet: number;
};

/** The files of one control plane; all paths are absolute. */
export type Settings = {
  folder: string;
  name: string;
  ports: Ports;
  /** One more node, with a kubelet of its own that can be killed. */
  mortal: boolean;
  server: string;
  serviceAccountKey: string;
  serviceAccountPublicKey: string;
  tokens: string;
  auditPolicy: string;
  auditLog: string;
  schedulerConfig: string;
  kwokLogs: string;
  certificates: string;
  kubeconfigOf: (user: User | Component) => string;
};

/** Writes keys, tokens, kubeconfigs and policies into `folder`. Keys that are there already stay. */
export async function writeSettings(
  folder: string,
  { name, ports, mortal }: Pick<Settings, 'name' | 'ports' | 'mortal'>,
): Promise<Settings> {
  const at = (file: string): string => join(folder, file);
  const settings: Settings = {
    folder,
    name,
    ports,
    mortal,
    server: `https://127.0.0.1:${ports.api}`,
    serviceAccountKey: at('service-account.key'),
    serviceAccountPublicKey: at('service-account.pub'),
    tokens: at('tokens.csv'),
    auditPolicy: at('audit-policy.yaml'),
    auditLog: at('audit.log'),
    schedulerConfig: at('scheduler.yaml'),
    kwokLogs: at('kwok-logs.yaml'),
    certificates: at('certificates'),
    kubeconfigOf: (user) => at(user === 'admin' ? 'kubeconfig' : `${user.replace('system:', '')}.kubeconfig`),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(settings.serviceAccountKey)) await writeServiceAccountKeys(settings);
  await Promise.all([
    writeTokensAndKubeconfigs(settings),
    writeFile(settings.auditPolicy, stringify(AUDIT_POLICY)),
    writeFile(settings.schedulerConfig, stringify(schedulerConfig(settings))),
    writeContainerLogs(settings),
  ]);
  return settings;
}

async function writeServiceAccountKeys({
  serviceAccountKey,
  serviceAccountPublicKey,
}: Settings): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(serviceAccountKey, privateKey, { mode: 0o600 });
  await writeFile(serviceAccountPublicKey, publicKey);
}

async function writeTokensAndKubeconfigs(settings: Settings): Promise<void> {
  const lines: string[] = [];
  for (const user of [...USERS, ...COMPONENTS]) {
    const token = randomBytes(24).toString('hex');
    const groups = user === 'viewer' || user === 'outsider' ? '' : 'system:masters';
    lines.push(`${token},${user},${user},"${groups}"`);
    await writeFile(settings.kubeconfigOf(user), stringify(kubeconfig(settings, user, token)), {
      mode: 0o600,
    });
  }
  await writeFile(settings.tokens, `${lines.join('\n')}\n`, { mode: 0o600 });
}

function kubeconfig({ name, server }: Settings, user: string, token: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    // The API server makes its certificate anew for each control plane, on loopback.
    clusters: [{ name, cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  };
}

/**
 * Requests of the control plane itself are not recorded, so that the log shows who read or wrote what through the product. Bodies are kept
 * for workloads and their autoscalers.
 */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', users: ['system:apiserver', 'system:anonymous', ...COMPONENTS] },
    { level: 'None', nonResourceURLs: ['*'] },
    {
      level: 'Request',
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      resources: [{ group: 'apps' }, { group: 'autoscaling' }],
    },
    { level: 'Metadata' },
  ],
};

function schedulerConfig(settings: Settings): object {
  return {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    leaderElection: { leaderElect: false },
    clientConnection: { kubeconfig: settings.kubeconfigOf('system:kube-scheduler'), qps: 500, burst: 1000 },
  };
}

/** The log of every container, for `kubectl logs` and the log API, in the format of the container runtime. */
async function writeContainerLogs({ folder, kwokLogs }: Settings): Promise<void> {
  const logsFile = join(folder, 'container.log');
  const lines = ['listening on :8080', 'GET /healthz 200 1ms', 'GET / 200 12ms'];
  await writeFile(
    logsFile,
    lines.map((line, i) => `2026-01-01T00:00:0${i}.000000000Z stdout F ${line}\n`).join(''),
  );
  const logs = {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: 'every-container' },
    spec: { logs: [{ logsFile, follow: true }] },
  };
  await writeFile(kwokLogs, stringify(logs));
}
