import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAssets } from './assets';
import { readAuditLog, selectAudit, type AuditEvent, type AuditQuery } from './audit';
import { startGuard } from './child';
import { componentSpecs } from './components';
import { eventually } from './eventually';
import { manifestArgument, runKubectl } from './kubectl';
import { MORTAL, mortalNodeManifest, nodeManifests } from './nodes';
import { freePorts } from './ports';
import { Processes } from './processes';
import { writeSettings, type Ports, type Settings, type User } from './settings';

export type KubectlOptions = { user?: User; input?: string; timeoutMs?: number };

/** A cluster that a test can talk to. */
export type Cluster = {
  /** The kubeconfig's context and cluster. */
  readonly name: string;
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Runs kubectl (as `admin` by default) and returns its standard output; throws KubectlError. */
  readonly kubectl: (args: string[], options?: KubectlOptions) => Promise<string>;
  /** `kubectl apply` of a file's path or of a manifest's text. */
  readonly apply: (fileOrYaml: string, namespace?: string) => Promise<string>;
  /** Ends everything that was started for it; nothing for a cluster that existed before. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

/** A Kubernetes cluster on loopback: real API server, etcd, controllers and scheduler; nodes and pods are simulated by kwok. */
export type ControlPlane = Cluster & {
  readonly server: string;
  readonly folder: string;
  readonly kubeconfigOf: (user: User) => string;
  /** The processes that run now, etcd first. */
  readonly pids: () => number[];
  /** Ends the API server (by SIGKILL unless `signal` is given) and returns when it is gone. */
  readonly killApiServer: (signal?: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same port and data; returns when it is ready. */
  readonly restartApiServer: () => Promise<void>;
  /** Connections stay open and nothing answers, until `thawApiServer`. */
  readonly freezeApiServer: () => void;
  readonly thawApiServer: () => void;
  /** Ends the kubelet of the mortal node, so that its lease and status are no longer renewed. */
  readonly killKubelet: () => Promise<void>;
  /** The requests of people and products (not of the control plane itself) to the API server; with a query, only matching ones. */
  readonly auditLog: (query?: AuditQuery) => Promise<AuditEvent[]>;
};

export type ControlPlaneOptions = {
  /** Name of the cluster and context. */
  name?: string;
  /** How many nodes; 3 by default. */
  nodes?: number;
  /** A folder for all data, which is kept and used again. Without it a temporary folder is used, which `stop` removes. */
  folder?: string;
  /**
   * One more node, whose kubelet can be killed; only pods that tolerate it are scheduled there. The controllers then notice a lost node after
   * 10 s and check autoscalers every 3 s, because the usual 50 s and 15 s are too long for a test.
   */
  mortalNode?: boolean;
  onProgress?: (line: string) => void;
};

/** Starts a control plane and waits for its nodes. Throws where there are no binaries (see `findAssets`). */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { name = 'e2e', nodes = 3, mortalNode = false, onProgress = () => undefined } = options;
  const assets = await ensureAssets(onProgress);
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'pilothouse-cluster-')));
  const settings = await writeSettings(folder, { name, ports: await choosePorts(), mortal: mortalNode });
  const guard = startGuard(options.folder === undefined ? folder : null);
  const processes = new Processes(settings, componentSpecs(assets, settings), guard);
  const plane = controlPlane(assets, settings, processes, async () => {
    await processes.stopAll();
    guard.dismiss();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  });
  try {
    await processes.startAll(onProgress);
    await grantViewer(plane);
    await addNodes(plane, nodes, mortalNode);
    onProgress(`${nodes} nodes ready`);
    return plane;
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

async function choosePorts(): Promise<Ports> {
  const [api = 0, etcd = 0, etcdPeer = 0, controllers = 0, scheduler = 0, kwok = 0, kubelet = 0] =
    await freePorts(7);
  return { api, etcd, etcdPeer, controllers, scheduler, kwok, kubelet };
}

function controlPlane(
  assets: string,
  settings: Settings,
  processes: Processes,
  stop: () => Promise<void>,
): ControlPlane {
  const program = join(assets, 'kubectl');
  const kubectl: Cluster['kubectl'] = (args, { user = 'admin', ...rest } = {}) =>
    runKubectl({ program, kubeconfig: settings.kubeconfigOf(user), args, ...rest });
  return {
    name: settings.name,
    server: settings.server,
    folder: settings.folder,
    kubeconfig: settings.kubeconfigOf('admin'),
    kubeconfigOf: settings.kubeconfigOf,
    pids: () => processes.pids(),
    kubectl,
    apply: (fileOrYaml, namespace = 'default') => {
      const { args, input } = manifestArgument(fileOrYaml);
      return kubectl(['apply', '--namespace', namespace, ...args], { input });
    },
    killApiServer: (signal = 'SIGKILL') => processes.killApiServer(signal),
    restartApiServer: () => processes.startApiServer(),
    freezeApiServer: () => {
      processes.signalApiServer('SIGSTOP');
    },
    thawApiServer: () => {
      processes.signalApiServer('SIGCONT');
    },
    killKubelet: () => processes.killKubelet(),
    auditLog: async (query) => {
      const events = await readAuditLog(settings.auditLog);
      return query ? selectAudit(events, query) : events;
    },
    stop,
  };
}

async function grantViewer({ apply }: ControlPlane): Promise<void> {
  await apply(
    JSON.stringify({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'viewer' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'viewer' }],
    }),
  );
}

async function addNodes({ apply, kubectl }: ControlPlane, count: number, mortal: boolean): Promise<void> {
  const items = [...nodeManifests(count), ...(mortal ? [mortalNodeManifest(count)] : [])];
  if (items.length === 0) return;
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const jsonpath = `{.items[*].spec.taints[?(@.key!="${MORTAL}")].key}`;
  await kubectl(['wait', 'nodes', '--all', '--for=condition=Ready', '--timeout=60s']);
  await eventually(async () => (await kubectl(['get', 'nodes', '-o', `jsonpath=${jsonpath}`])) === '', {
    what: 'nodes without taints',
  });
}
