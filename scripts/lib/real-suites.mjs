import { spawnSync } from 'node:child_process';
import { runSuite } from './tally.mjs';

/** Where a control plane can be had, being skipped is a failure. */
function controlPlaneCanBeHad() {
  if (process.env.KUBE_ASSETS || process.env.E2E_KUBECONFIG) return true;
  return spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0;
}

/** The suites that run against Kubernetes' own binaries (or the cluster that E2E_KUBECONFIG names). */
export async function runRealSuites(env) {
  const mustRun = controlPlaneCanBeHad();
  return [
    await runSuite('real control plane', { tool: 'vitest', args: ['--project', 'real'], mustRun }),
    await runSuite('journeys on the real control plane', {
      tool: 'playwright',
      args: ['--config', 'e2e/real/playwright.config.ts'],
      env,
      mustRun,
    }),
  ];
}
