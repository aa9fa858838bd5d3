import { isWorkload, type AnyObject, type Event, type Service } from '@/lib/model';
import type { Freshness, PlacementFacts, WorkloadFacts } from '../facts';
import { claims } from '../claim';
import { matchesSelector } from '../label-selector';
import { selects } from '../selects';
import { ofKind } from './load';

/** Facts as lib/views gathers them, from the objects of one fixture: owners by uid, Services by selector. */
export function factsOf(
  objects: readonly AnyObject[],
  options: { readonly observedAt: string; readonly freshness?: Freshness },
): PlacementFacts {
  const workloads = objects.filter(isWorkload).map((workload) => workloadFacts(workload, objects));
  const [first] = objects;
  return {
    cluster: 'prod-eu',
    namespace: first?.metadata.namespace ?? 'default',
    observedAt: options.observedAt,
    freshness: options.freshness ?? { state: 'live' },
    workloads,
    astray: workloads.flatMap(({ workload }) =>
      ofKind(objects, 'Service')
        .filter((service) => claims(service, workload) && !picksAny(service, objects))
        .map((service) => ({ service, workload: workload.metadata.uid })),
    ),
    endpoints: ofKind(objects, 'Service').map((service) => ({
      service,
      slices: ofKind(objects, 'EndpointSlice').filter(
        (slice) => slice.metadata.labels['kubernetes.io/service-name'] === service.metadata.name,
      ),
    })),
  };
}

function picksAny({ spec }: Service, objects: readonly AnyObject[]): boolean {
  const pods = [
    ...ofKind(objects, 'Pod').map(({ metadata }) => metadata.labels),
    ...objects.filter(isWorkload).map((workload) => workload.spec.template.labels),
  ];
  return pods.some((labels) => selects(spec.selector, labels));
}

function workloadFacts(workload: WorkloadFacts['workload'], objects: readonly AnyObject[]): WorkloadFacts {
  const ownedBy = (uids: ReadonlySet<string>) => (object: AnyObject) =>
    object.metadata.ownerReferences.some((owner) => owner.controller && uids.has(owner.uid));
  const own = new Set([workload.metadata.uid]);
  const replicaSets = ofKind(objects, 'ReplicaSet').filter(ownedBy(own));
  const jobs = ofKind(objects, 'Job').filter(ownedBy(own));
  const owners = new Set([...own, ...[...replicaSets, ...jobs].map((object) => object.metadata.uid)]);
  const events = new Map<string, Event[]>();
  for (const event of ofKind(objects, 'Event')) {
    const uid = event.regarding.uid ?? '';
    events.set(uid, [...(events.get(uid) ?? []), event]);
  }
  return {
    workload,
    replicaSets,
    revisions: ofKind(objects, 'ControllerRevision').filter(ownedBy(own)),
    jobs,
    pods: ofKind(objects, 'Pod').filter(ownedBy(owners)),
    events,
    nodes: new Map(ofKind(objects, 'Node').map((node) => [node.metadata.name, node])),
    budgets: ofKind(objects, 'PodDisruptionBudget').filter(
      ({ spec }) => spec.selector && matchesSelector(spec.selector, workload.spec.template.labels),
    ),
    claims: new Map(ofKind(objects, 'PersistentVolumeClaim').map((claim) => [claim.metadata.name, claim])),
    hpa:
      ofKind(objects, 'HorizontalPodAutoscaler').find(
        ({ spec }) =>
          spec.scaleTargetRef.kind === workload.kind && spec.scaleTargetRef.name === workload.metadata.name,
      ) ?? null,
  };
}
