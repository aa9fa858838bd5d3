import { AppError, KINDS, type ClusterPicture, type ClusterSummary, type Page } from '@/lib/model';
import type { WorldContext } from './context';
import { pageOf, type PageRequest } from './cursor';
import { wholeOf, type WholePart } from './whole';

/** `GET /api/v1/clusters`: all clusters, away or not, with the age of their picture. */
export function readClusters(context: WorldContext, request: PageRequest): Page<ClusterSummary> {
  return pageOf(allClusters(context), ({ name }) => name, request);
}

export function allClusters(context: WorldContext): ClusterSummary[] {
  return context.world
    .clusters()
    .map((picture) => clusterSummary(context, picture))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** AppError `not-found` for a name that no kubeconfig context gave. */
export function clusterPicture({ world }: Pick<WorldContext, 'world'>, name: string): ClusterPicture {
  const picture = world.cluster(name);
  if (!picture) throw new AppError('not-found', `There is no cluster "${name}".`);
  return picture;
}

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
