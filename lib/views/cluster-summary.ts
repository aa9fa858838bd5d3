import { EVERYTHING, KINDS, type ClusterPicture, type ClusterSummary, type Kind } from '@/lib/model';
import type { WorldContext } from './context';
import { wholeOf, type WholePart } from './whole';

type Context = Pick<WorldContext, 'index' | 'views' | 'scope'>;

/** The row of one cluster: its state, and the counts of the places that the scope sees. */
export function clusterSummary(context: Context, picture: ClusterPicture): ClusterSummary {
  const { info, reach } = picture;
  let running = 0;
  for (const pod of picture.all('Pod'))
    if (pod.status.phase === 'Running' && isSeen(context, info.name, pod)) running += 1;
  let ready = 0;
  for (const node of picture.all('Node')) {
    if (node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) ready += 1;
  }
  return {
    ...info,
    contexts: [...info.contexts],
    state: reach.state,
    reason: reach.reason,
    since: reach.since,
    observedAt: reach.observedAt,
    nodes: { total: picture.count('Node'), ready },
    pods: { total: countSeen(context, picture, 'Pod'), running },
    ...placementsOf(context, info.name),
    kinds: KINDS.map((kind) => ({
      kind,
      ...picture.kindState(kind),
      ...(context.scope.key === EVERYTHING.key ? null : { objects: countSeen(context, picture, kind) }),
    })),
  };
}

function placementsOf(
  { index, views, scope }: Context,
  name: string,
): Pick<ClusterSummary, 'services' | 'health'> {
  const services = new Set<string>();
  const parts: WholePart[] = [];
  for (const placement of index.allPlacements()) {
    const { id, cluster, service, serviceName, workloads } = placement;
    if (cluster !== name || !scope.sees(placement)) continue;
    if (workloads.size > 0) services.add(service);
    const view = views.get(id);
    if (view) parts.push({ service, serviceName, placement: id, health: view.summary.health });
  }
  return { services: services.size, health: wholeOf(parts) };
}

function countSeen(context: Context, picture: ClusterPicture, kind: Kind): number {
  if (context.scope.key === EVERYTHING.key) return picture.count(kind);
  let seen = 0;
  for (const object of picture.all(kind)) if (isSeen(context, picture.info.name, object)) seen += 1;
  return seen;
}

/** Whether the scope sees an object of a cluster; one without a namespace belongs to the cluster as a whole. */
function isSeen(
  { scope }: Context,
  cluster: string,
  { metadata }: { readonly metadata: { readonly namespace: string } },
): boolean {
  return scope.sees({ cluster, namespace: metadata.namespace === '' ? null : metadata.namespace });
}
