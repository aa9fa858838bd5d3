export { loadContexts, type ContextSpec, type LoadOptions } from './contexts';
export type { KubeconfigProblem } from './kubeconfig';
export { createClusters, type Clusters, type ClustersOptions } from './clusters';
export type { ClusterLog } from './log';
