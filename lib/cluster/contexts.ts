import { homedir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { readKubeconfigs, type Entry, type KubeconfigEntries, type KubeconfigProblem } from './kubeconfig';

/** One context of a kubeconfig: a cluster that is to be reached, or the reason why it cannot be. */
export interface ContextSpec {
  /** The context's name; the file's for a file that cannot be read. */
  readonly name: string;
  /** URL of the API server; empty when it is not known. */
  readonly server: string;
  /** Why it cannot be used at all, as a sentence for people; null when it can. */
  readonly problem: string | null;
  /** Creates client-node's configuration without cached credentials; null when there is a problem. */
  readonly kubeConfig: (() => KubeConfig) | null;
  /** Headers of impersonation that client-node leaves out. */
  readonly headers: Readonly<Record<string, string[]>>;
}

export interface LoadOptions {
  /** Files in kubectl's order. Absent: the pod's service account when `inCluster`, else `~/.kube/config`. */
  readonly kubeconfigPaths?: readonly string[] | null;
  readonly inCluster?: boolean;
}

/**
 * Every context of the kubeconfig files, each as its own cluster. Never throws: a file that cannot be read, and a context
 * that cannot be used, are in the result with their reason, and again in `problems`.
 */
export function loadContexts(options: LoadOptions): {
  contexts: readonly ContextSpec[];
  problems: readonly KubeconfigProblem[];
} {
  if (!options.kubeconfigPaths && options.inCluster === true) {
    const context = serviceAccountContext();
    return { contexts: [context], problems: problemsOf([context]) };
  }
  const files = options.kubeconfigPaths ?? [path.join(homedir(), '.kube', 'config')];
  const { entries, problems: unreadable } = readKubeconfigs(files);
  const contexts = [...entries.contexts].map(([name, entry]) => contextSpec(name, entry, entries));
  const empty =
    contexts.length === 0 && unreadable.length === 0
      ? files.map((file) => ({ file, context: null, sentence: `The kubeconfig ${file} names no context.` }))
      : [];
  const fileProblems = [...unreadable, ...empty];
  return {
    contexts: [
      ...contexts,
      ...fileProblems.map(({ file, sentence }) => invalid(path.basename(file ?? ''), '', sentence)),
    ],
    problems: [...fileProblems, ...problemsOf(contexts)],
  };
}

function problemsOf(contexts: readonly ContextSpec[]): readonly KubeconfigProblem[] {
  return contexts.flatMap(({ name, problem }) =>
    problem === null ? [] : [{ file: null, context: name, sentence: problem }],
  );
}

function contextSpec(name: string, context: Entry, entries: KubeconfigEntries): ContextSpec {
  const { cluster: clusterName, user: userName } = context;
  if (typeof clusterName !== 'string' || clusterName === '') {
    return invalid(name, '', `The context ${name} names no cluster.`);
  }
  const cluster = entries.clusters.get(clusterName);
  if (cluster === undefined) {
    return invalid(
      name,
      '',
      `The context ${name} names the cluster ${clusterName}, which is not in the kubeconfig.`,
    );
  }
  const server = typeof cluster.server === 'string' ? cluster.server.replace(/\/+$/, '') : '';
  if (!isHttpUrl(server)) {
    return invalid(
      name,
      server,
      `The cluster ${clusterName} of the context ${name} has no http(s) URL as its server.`,
    );
  }
  // A context without a user sends no credentials, as in kubectl; a user that it names must exist.
  const user = typeof userName === 'string' && userName !== '' ? entries.users.get(userName) : {};
  if (user === undefined) {
    return invalid(
      name,
      server,
      `The context ${name} names the user ${String(userName)}, which is not in the kubeconfig.`,
    );
  }
  return usable(name, server, () => kubeConfigOf({ name, server, cluster, user }), groupsOf(user));
}

function usable(
  name: string,
  server: string,
  kubeConfig: () => KubeConfig,
  headers: ContextSpec['headers'] = {},
): ContextSpec {
  try {
    kubeConfig();
    return { name, server, problem: null, kubeConfig, headers };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'for an unknown reason';
    return invalid(name, server, `The context ${name} cannot be used: ${message}`);
  }
}

function invalid(name: string, server: string, problem: string): ContextSpec {
  return { name, server, problem, kubeConfig: null, headers: {} };
}

interface Parts {
  readonly name: string;
  readonly server: string;
  readonly cluster: Entry;
  readonly user: Entry;
}

function kubeConfigOf({ name, server, cluster, user }: Parts): KubeConfig {
  // Plain http has no TLS to verify, but client-node requires this field.
  const insecure = server.startsWith('http:') || cluster['insecure-skip-tls-verify'] === true;
  const config = new KubeConfig();
  config.loadFromString(
    JSON.stringify({
      clusters: [{ name, cluster: { ...cluster, server, 'insecure-skip-tls-verify': insecure } }],
      users: [{ name, user: rereadToken(user) }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    }),
  );
  return config;
}

/** client-node reads a token file only once; its file provider reads it again each minute, as rotated tokens need. */
function rereadToken(user: Entry): Entry {
  const { tokenFile, 'token-file': oldName, token, ...rest } = user;
  const file = tokenFile ?? oldName;
  if (typeof file !== 'string' || file === '') return { ...rest, token };
  return { ...rest, 'auth-provider': { name: 'tokenFile', config: { tokenFile: file } } };
}

function groupsOf(user: Entry): Readonly<Record<string, string[]>> {
  const groups = user['as-groups'];
  const uid = user['as-uid'];
  return {
    ...(Array.isArray(groups) && groups.length > 0 ? { 'Impersonate-Group': groups.map(String) } : {}),
    ...(typeof uid === 'string' && uid !== '' ? { 'Impersonate-Uid': [uid] } : {}),
  };
}

/** The service account of the pod that this process runs in. */
function serviceAccountContext(): ContextSpec {
  const load = (): KubeConfig => {
    const config = new KubeConfig();
    config.loadFromCluster();
    return config;
  };
  const server = load().getCurrentCluster()?.server ?? '';
  return isHttpUrl(server) && !server.includes('undefined')
    ? usable('in-cluster', server, load)
    : invalid(
        'in-cluster',
        '',
        'There is no kubeconfig, and this process does not run in a pod: set KUBECONFIG.',
      );
}

function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
