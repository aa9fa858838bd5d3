import type { Workload } from '@/lib/model';
import type { WorkloadFacts } from '@/lib/derive/facts';
import { versionOf } from '@/lib/derive/image';

const KIND_ORDER = { Deployment: 0, Rollout: 1, StatefulSet: 2, DaemonSet: 3, CronJob: 4, Job: 5 } as const;

/** Workloads in the order in which they speak for their placement: what serves first, the Service's namesake before others. */
export function byLeadership(serviceName: string): (a: Workload, b: Workload) => number {
  const namesake = ({ metadata }: Workload): number => (metadata.name === serviceName ? 0 : 1);
  return (a, b) =>
    KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
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
  switch (workload.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout':
      return { desired: workload.spec.replicas, ready: workload.status.readyReplicas };
    case 'DaemonSet':
      return { desired: workload.status.desiredNumberScheduled, ready: workload.status.numberReady };
    case 'Job':
      return { desired: workload.status.active, ready: workload.status.ready };
    case 'CronJob':
      return {
        desired: jobs.reduce((sum, { status }) => sum + status.active, 0),
        ready: jobs.reduce((sum, { status }) => sum + status.ready, 0),
      };
  }
}

/**
 * When the images of a workload last changed, as far as objects tell: the first ReplicaSet of the run that bears the present images,
 * the creation of what was never changed; else null. ISO 8601.
 */
export function imageChangedAt({ workload, replicaSets }: WorkloadFacts): string | null {
  const { creationTimestamp, generation } = workload.metadata;
  if (workload.kind !== 'Deployment' && workload.kind !== 'Rollout')
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
