import { AppError, type ClusterPicture, type ClusterSummary, type Page } from '@/lib/model';
import { clusterSummary } from '@/lib/views/cluster-summary';
import type { WorldContext } from '@/lib/views/context';
import { pageOf, type PageRequest } from './cursor';

/** `GET /api/v1/clusters`: all clusters, away or not, with the age of their picture. */
export function readClusters(context: WorldContext, request: PageRequest): Page<ClusterSummary> {
  return pageOf(allClusters(context), ({ name }) => name, request);
}

function allClusters(context: WorldContext): ClusterSummary[] {
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
