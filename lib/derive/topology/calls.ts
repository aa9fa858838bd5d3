import { traitsOf, type Evidence, type TopologyEdge, type Workload } from '@/lib/model';
import { governingServiceOf } from '../governing-service';
import { evidenceOf, namedObject, strongestFirst } from './evidence';
import { mentionsIn } from './mentions';
import type { Names } from './names';
import { resolve, type Target } from './resolve';

/** Calls of one workload by its configuration: to Services, and to hosts outside. Its own Service does not count. */
export function callsOf(workload: Workload, names: Names): readonly TopologyEdge[] {
  const { source } = names;
  const from = names.idOf(workload);
  const called = new Map<string, Evidence[]>();
  for (const { mention, object, by } of mentionsIn(workload, source)) {
    const target = resolve(mention, workload.metadata.namespace, names);
    if (target === null || isOwn(target, workload, names)) continue;
    const evidence = evidenceOf({ object, field: mention.field, value: mention.value, by }, source);
    const to = idOf(target, names);
    const held = called.get(to);
    if (held) held.push(evidence);
    else called.set(to, [evidence]);
  }
  return [...called]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([to, evidence]) => ({ from, to, kind: 'calls', evidence: strongestFirst(evidence) }));
}

function idOf(target: Target, names: Names): string {
  return target.kind === 'host' ? target.id : names.idOf(target.service);
}

/**
 * Whether an address belongs to the workload itself: its Service, or one of its pods. A pod of another StatefulSet
 * behind a shared Service does not.
 */
function isOwn(target: Target, workload: Workload, names: Names): boolean {
  if (target.kind === 'host') return false;
  const { service, statefulSet } = target;
  const behind = names.workloadsBehind(service);
  const set =
    statefulSet === null
      ? undefined
      : behind.find(({ kind, metadata }) => traitsOf(kind).stablePods && metadata.name === statefulSet);
  if (set !== undefined) return namedObject(set) === namedObject(workload);
  if (behind.some((one) => one.metadata.uid === workload.metadata.uid)) return true;
  return (
    governingServiceOf(workload) === service.metadata.name &&
    workload.metadata.namespace === service.metadata.namespace
  );
}
