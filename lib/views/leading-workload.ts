import { traitsOf, type Workload } from '@/lib/model';
import type { WorkloadFacts } from '@/lib/derive/facts';
import { numberAt } from '@/lib/derive/field';
import { versionOf } from '@/lib/derive/image';

/** Sorts the workloads of a placement so that the one that represents it is first: by precedence, then the one named like the Service. */
export function byLeadership(serviceName: string): (a: Workload, b: Workload) => number {
  const namesake = ({ metadata }: Workload): number => (metadata.name === serviceName ? 0 : 1);
  return (a, b) =>
    traitsOf(a.kind).precedence - traitsOf(b.kind).precedence ||
    namesake(a) - namesake(b) ||
    (a.metadata.name < b.metadata.name ? -1 : 1);
}

/** Image and version of a workload's first container; null for a template without one. */
export function imageOf(workload: Workload | undefined): { image: string; version: string } | null {
  const image = workload?.spec.template.containers[0]?.image;
  return image === undefined ? null : { image, version: versionOf(image) };
}

/** Desired and ready pods, as the status of the workload counts them; of a kind that has runs, those of its active runs. */
export function replicaCounts({ workload, jobs }: WorkloadFacts): { desired: number; ready: number } {
  const { counts, podsThrough } = traitsOf(workload.kind);
  if (counts !== null)
    return { desired: numberAt(workload, counts.desired), ready: numberAt(workload, counts.ready) };
  const runs = podsThrough === 'Job' ? jobs : [workload];
  const sumOf = (path: string): number => runs.reduce((sum, run) => sum + numberAt(run, path), 0);
  return { desired: sumOf('status.active'), ready: sumOf('status.ready') };
}

/**
 * When the images of a workload last changed, as far as its objects say: the creation of the first of the newest ReplicaSets that have
 * its present images, or of a workload that was never changed; otherwise null. ISO 8601.
 */
export function imageChangedAt({ workload, replicaSets }: WorkloadFacts): string | null {
  const { creationTimestamp, generation } = workload.metadata;
  if (traitsOf(workload.kind).revisions?.keptIn !== 'ReplicaSet')
    return generation === 1 ? creationTimestamp : null;
  const newestFirst = replicaSets.toSorted((a, b) =>
    a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1,
  );
  const images = (template: typeof workload.spec.template): string =>
    template.containers.map(({ name, image }) => `${name}=${image}`).join();
  const present = images(workload.spec.template);
  // After a rollback to an older ReplicaSet only the creation of the newest one is certain.
  let at = newestFirst[0]?.metadata.creationTimestamp ?? null;
  for (const { metadata, spec } of newestFirst) {
    if (images(spec.template) !== present) break;
    at = metadata.creationTimestamp;
  }
  return at;
}
