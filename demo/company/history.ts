import type { DemoCluster } from '../cluster/cluster';
import type { Illness } from '../cluster/fates';
import { fnv1a } from '../cluster/json';
import type { Deployment } from '../cluster/types';
import { forgottenObjects } from './forgotten';
import { infrastructureOf } from './infrastructure';
import { companionsOf, deploymentOf } from './manifests';
import { ageMs, managerOf, SERVICES, type ClusterName } from './services';
import { payoutsObjects } from './payouts';
import { statefulObjects } from './stateful';

/** How far back the history of Harbor goes. */
export const PAST_MS = 65 * 86_400_000;

/** The fault of one release of Harbor that its tag does not show. */
export const ILLNESSES: Readonly<Record<ClusterName, readonly Illness[]>> = {
  'staging-eu': [],
  // Only production has the traffic that fills the new cache of payments 3.10.0.
  'production-eu': [{ image: '/payments:3.10.0', pods: 4, afterMs: [600_000, 690_000] }],
};

type Step = [beforeStartMs: number, run: () => void];

/**
 * Simulates Harbor's history in a new cluster, whose clock must be `PAST_MS` before `startMs`: each release is deployed at its time, so that
 * ages, revisions and restarts come from the controllers. Ends at `startMs`.
 */
export function playHistory(cluster: DemoCluster, name: ClusterName, startMs: number): void {
  const now = { time: cluster.clock.time(), microTime: cluster.clock.microTime() };
  for (const manifest of infrastructureOf(name, now)) cluster.apply(manifest, 'terraform');
  const steps = SERVICES.flatMap((service): Step[] => {
    const { releases } = name === 'production-eu' ? service.production : service.staging;
    return releases.map(([age, version], index): Step => [
      // Not everything is deployed in the same second: releases that are days old are spread over a few hours.
      ageMs(age) + (age.endsWith('d') ? fnv1a(`${service.name}/${version}`) % ageMs('9h') : 0),
      () => {
        if (index === 0)
          for (const manifest of companionsOf(service, name)) cluster.apply(manifest, managerOf(service));
        cluster.apply(deploymentOf(service, name, version), managerOf(service));
      },
    ]);
  });
  steps.push([
    ageMs('64d'),
    () => statefulObjects(name).forEach((manifest) => cluster.apply(manifest, 'helm')),
  ]);
  steps.push([
    ageMs('47d'),
    () => forgottenObjects(name).forEach((manifest) => cluster.apply(manifest, 'kubectl')),
  ]);
  if (name === 'staging-eu') {
    steps.push([ageMs('55m'), () => change(cluster, 'image-resizer', (spec) => (spec.replicas = 0))]);
    steps.push([ageMs('40m') - 900, () => change(cluster, 'cart', (spec) => (spec.paused = true))]);
  }
  for (const [beforeStartMs, run] of steps.sort(([a], [b]) => b - a)) {
    cluster.clock.advanceTo(startMs - beforeStartMs);
    run();
  }
  cluster.clock.advanceTo(startMs);
  const uid = `00000000-0000-4000-8000-0000000000${name === 'production-eu' ? '01' : '02'}`;
  for (const manifest of payoutsObjects(name, startMs, uid)) cluster.apply(manifest, 'harbor-ci');
}

function change(cluster: DemoCluster, name: string, apply: (spec: Deployment['spec']) => void): void {
  const found = cluster.store.get<Deployment>('deployments', 'shop', name);
  if (!found) throw new Error(`Harbor has no Deployment shop/${name}.`);
  const manifest = structuredClone(found);
  apply(manifest.spec);
  delete manifest.metadata.managedFields;
  cluster.apply(manifest, 'kubectl');
}
