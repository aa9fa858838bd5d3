import { KINDS, type ClusterPicture, type ClusterSummary } from '@/lib/model';
import type { WorldContext } from './context';
import { wholeOf, type WholePart } from './whole';

/** The row of one cluster: its state, and what is counted of it. */
export function clusterSummary(
  { index, views }: Pick<WorldContext, 'index' | 'views'>,
  picture: ClusterPicture,
): ClusterSummary {
  const { info, reach } = picture;
  let running = 0;
  for (const pod of picture.all('Pod')) if (pod.status.phase === 'Running') running += 1;
  let ready = 0;
  for (const node of picture.all('Node')) {
    if (node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) ready += 1;
  }
  const services = new Set<string>();
  const parts: WholePart[] = [];
  for (const { id, cluster, service, serviceName, workloads } of index.allPlacements()) {
    if (cluster !== info.name) continue;
    if (workloads.size > 0) services.add(service);
    const view = views.get(id);
    if (view) parts.push({ service, serviceName, placement: id, health: view.summary.health });
  }
  return {
    ...info,
    contexts: [...info.contexts],
    state: reach.state,
    reason: reach.reason,
    since: reach.since,
    observedAt: reach.observedAt,
    nodes: { total: picture.count('Node'), ready },
    pods: { total: picture.count('Pod'), running },
    services: services.size,
    health: wholeOf(parts),
    kinds: KINDS.map((kind) => ({ kind, ...picture.kindState(kind) })),
  };
}
