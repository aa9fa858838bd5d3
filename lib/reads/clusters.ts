import { AppError, type ClusterPicture, type ClusterSummary, type Page } from '@/lib/model';
import { clusterSummary } from '@/lib/views/cluster-summary';
import type { WorldContext } from '@/lib/views/context';
import { isClusterSeen, wholeCluster } from '@/lib/views/seen';
import { pageOf, type PageRequest } from './cursor';

/** `GET /api/v1/clusters`: the clusters that the scope sees as a whole, reachable or not, with the age of their picture. */
export function readClusters(context: WorldContext, request: PageRequest): Page<ClusterSummary> {
  return pageOf(allClusters(context), ({ name }) => name, request);
}

function allClusters(context: WorldContext): ClusterSummary[] {
  return context.world
    .clusters()
    .filter(({ info }) => context.scope.sees(wholeCluster(info.name)))
    .map((picture) => clusterSummary(context, picture))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** AppError `not-found` for an unknown cluster, and for one that the scope does not see. */
export function clusterPicture(
  context: Pick<WorldContext, 'world' | 'index' | 'scope'>,
  name: string,
): ClusterPicture {
  const picture = context.world.cluster(name);
  if (!picture || !isClusterSeen(context, name))
    throw new AppError('not-found', `There is no cluster "${name}".`);
  return picture;
}
