import { join } from 'node:path';
import { onPath } from '../cluster/assets';
import { startChild, startGuard, waitUntilUp } from '../cluster/child';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane';
import { whyNoCluster } from '../cluster/open-cluster';
import { freePorts } from '../cluster/ports';
import { buildProgram, type GoProgram } from './go-program';

/** Argo Rollouts' controller. v1.10 needs a newer Go than Kubernetes does. */
export const ARGO_ROLLOUTS: GoProgram = {
  module: 'github.com/argoproj/argo-rollouts',
  version: 'v1.9.0',
  folder: 'cmd/rollouts-controller',
};

/** The kinds whose definitions the controller waits for. */
const KINDS = ['rollout', 'experiment', 'analysis-run', 'analysis-template', 'cluster-analysis-template'];

/** Why the controller cannot run here, as a sentence for a skipped test; null when it can. */
export function whyNoController(): string | null {
  return onPath('go') ? whyNoCluster() : 'Go, which builds the controller, is not installed';
}

export interface ControlledCluster {
  readonly cluster: ControlPlane;
  /** Ends the controller, then the cluster. */
  readonly stop: () => Promise<void>;
}

/**
 * A control plane of our own on which Argo Rollouts' controller runs with its own definitions, as its install.yaml has them.
 * Builds the controller first where that is needed. Throws with the controller's last words when it does not come up.
 */
export async function startWithController(): Promise<ControlledCluster> {
  const program = await buildProgram(ARGO_ROLLOUTS, console.log);
  const cluster = await startControlPlane({ name: 'argo', onProgress: console.log });
  const guard = startGuard(null);
  try {
    // `apply` would write each definition into an annotation, for which that of Rollouts is too long.
    const definitions = KINDS.flatMap((kind) => [
      '-f',
      join(program.source, `manifests/crds/${kind}-crd.yaml`),
    ]);
    await cluster.kubectl(['create', ...definitions]);
    await cluster.kubectl(['wait', 'crds', '--all', '--for=condition=Established', '--timeout=60s']);
    await cluster.kubectl(['create', 'namespace', 'argo-rollouts']);
    const [metrics, health] = await freePorts(2);
    const args = [
      ...['--kubeconfig', cluster.kubeconfig, '--leader-elect=false'],
      ...['--metricsPort', String(metrics), '--healthzPort', String(health)],
    ];
    const logFile = join(cluster.folder, 'rollouts-controller.log');
    const controller = startChild(
      { name: 'rollouts-controller', program: program.path, args, logFile },
      guard,
    );
    const stop = async (): Promise<void> => {
      await controller.stop();
      guard.dismiss();
      await cluster.stop();
    };
    try {
      await waitUntilUp(controller, async () => (await fetch(`http://127.0.0.1:${health}/healthz`)).ok);
      return { cluster, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    guard.dismiss();
    await cluster.stop();
    throw error;
  }
}
