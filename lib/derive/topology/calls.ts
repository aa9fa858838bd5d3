import type { TopologyEdge, Workload } from '@/lib/model';
import { evidenceOf, namedObject } from './evidence';
import { nodeId, objectId } from './ids';
import { mentionsIn } from './mentions';
import type { Names } from './names';
import { resolve, type Target } from './resolve';
import { gatherEdges } from './gather';

/** Calls of one workload, by its configuration: to Services, and to hosts outside. A workload's own Service is no call. */
export function callsOf(workload: Workload, names: Names): readonly TopologyEdge[] {
  const { source } = names;
  const from = objectId(workload, source.cluster);
  const edges = mentionsIn(workload, source).flatMap(({ mention, object, by }): TopologyEdge[] => {
    const target = resolve(mention, workload.metadata.namespace, names);
    if (target === null || isOwn(target, workload, names)) return [];
    const evidence = [evidenceOf({ object, field: mention.field, value: mention.value, by }, source)];
    return [{ from, to: idOf(target, source.cluster), kind: 'calls', evidence }];
  });
  return gatherEdges(edges);
}

function idOf(target: Target, cluster: string | null): string {
  if (target.kind === 'host') return target.id;
  const { namespace, name } = target.service.metadata;
  return nodeId('Service', namespace, name, cluster);
}

/** Whether an address is the workload's own: its Service, or one of its pods. Another StatefulSet's pod behind a shared Service is not. */
function isOwn(target: Target, workload: Workload, names: Names): boolean {
  if (target.kind === 'host') return false;
  const { service, statefulSet } = target;
  const behind = names.workloadsBehind(service);
  const set =
    statefulSet === null
      ? undefined
      : behind.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === statefulSet);
  if (set !== undefined) return namedObject(set) === namedObject(workload);
  if (behind.some((one) => one.metadata.uid === workload.metadata.uid)) return true;
  return workload.kind === 'StatefulSet' && governs(workload, service.metadata);
}

function governs(
  { metadata, spec }: Extract<Workload, { kind: 'StatefulSet' }>,
  service: { readonly namespace: string; readonly name: string },
): boolean {
  return spec.serviceName === service.name && metadata.namespace === service.namespace;
}
