import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findAssets } from './assets';
import { startControlPlane, type Cluster, type ControlPlaneOptions } from './control-plane';
import { manifestArgument, runKubectl } from './kubectl';

/**
 * A cluster for tests that need no access to its processes: the one that `E2E_KUBECONFIG` names (its current context; `stop`
 * leaves it alone), else a control plane of our own.
 */
export async function openCluster(options: ControlPlaneOptions = {}): Promise<Cluster> {
  const kubeconfig = process.env.E2E_KUBECONFIG;
  return kubeconfig ? existingCluster(kubeconfig) : startControlPlane(options);
}

/** Why `openCluster` cannot work here, as a sentence for a skipped test; null when it can. */
export function whyNoCluster(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.E2E_KUBECONFIG) return null;
  const assets = findAssets(env);
  return assets.state === 'absent' ? assets.reason : null;
}

async function existingCluster(kubeconfig: string): Promise<Cluster> {
  if (!existsSync(kubeconfig))
    throw new Error(`E2E_KUBECONFIG names a file that does not exist: ${kubeconfig}`);
  const assets = findAssets();
  const program = assets.state === 'present' ? join(assets.folder, 'kubectl') : 'kubectl';
  const kubectl: Cluster['kubectl'] = (args, { user, ...rest } = {}) => {
    if (user) throw new Error(`the cluster of E2E_KUBECONFIG has no user "${user}"`);
    return runKubectl({ program, kubeconfig, args, ...rest });
  };
  return {
    name: (await kubectl(['config', 'current-context'])).trim(),
    kubeconfig,
    kubectl,
    apply: (fileOrYaml, namespace = 'default') => {
      const { args, input } = manifestArgument(fileOrYaml);
      return kubectl(['apply', '--namespace', namespace, ...args], { input });
    },
    stop: () => Promise.resolve(),
  };
}
