import { traitsOf, type Workload } from '@/lib/model';
import type { WorkloadFacts } from '@/lib/derive/facts';
import { numberAt } from '@/lib/derive/field';
import { versionOf } from '@/lib/derive/image';

/** Workloads in the order in which they speak for their placement: what serves first, the Service's namesake before others. */
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

/** Pods that are asked for and pods that are ready, by the workload's own word. What runs now and then asks for its active Jobs. */
export function replicaCounts({ workload, jobs }: WorkloadFacts): { desired: number; ready: number } {
  const { counts } = traitsOf(workload.kind);
  if (counts !== null)
    return { desired: numberAt(workload, counts.desired), ready: numberAt(workload, counts.ready) };
  const runs = workload.kind === 'Job' ? [workload] : jobs;
  return {
    desired: runs.reduce((sum, { status }) => sum + status.active, 0),
    ready: runs.reduce((sum, { status }) => sum + status.ready, 0),
  };
}

/**
 * When the images of a workload last changed, as far as objects tell: the first ReplicaSet of the run that bears the present images,
 * the creation of what was never changed; else null. ISO 8601.
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
  // After a rollback to an older ReplicaSet the newest one is the latest that is certain.
  let at = newestFirst[0]?.metadata.creationTimestamp ?? null;
  for (const { metadata, spec } of newestFirst) {
    if (images(spec.template) !== present) break;
    at = metadata.creationTimestamp;
  }
  return at;
}
