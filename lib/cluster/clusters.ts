import type { ClusterGateway, ClusterGateways, ClusterLogs, Clock, Config, PodLogs } from '@/lib/model';
import { createPool, project } from '@/lib/projection';
import type { ClusterWriter, Store } from '@/lib/store';
import type { Random } from './backoff';
import { createCluster, type Cluster } from './cluster';
import { createConnection } from './connection';
import type { ContextSpec } from './contexts';
import type { ClusterLog } from './log';
import { nameContexts, type NamedContext } from './names';
import { clusterTimers, type ClusterTimers } from './timers';

export interface ClustersOptions {
  readonly contexts: readonly ContextSpec[];
  readonly store: Store;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: ClusterLog;
  readonly random?: Random;
  /** For tests; the timers of the system by default. */
  readonly timers?: ClusterTimers;
}

/** All clusters of the kubeconfig. An unreachable one does not disturb the others, and the start waits for none. */
export interface Clusters extends ClusterGateways, ClusterLogs {
  start(): void;
  /** Closes every stream and connection; resolves when they are closed. */
  stop(): Promise<void>;
  gateway(cluster: string): ClusterGateway | undefined;
  logs(cluster: string): PodLogs | undefined;
}

interface Member {
  readonly named: NamedContext;
  readonly writer: ClusterWriter;
  readonly cluster: Cluster | null;
  /** Another context reaches the same API server and is used instead of this one. */
  merged: boolean;
}

export function createClusters(options: ClustersOptions): Clusters {
  const timers = options.timers ?? clusterTimers(options.clock);
  const log = options.log;
  const members: Member[] = [];
  const endings = new Set<Promise<void>>();

  function open(named: NamedContext): Member {
    const { spec, name, provider, region } = named;
    const at = timers.now().toISOString();
    const writer = options.store.writer(name, at);
    const info = {
      name,
      uid: null,
      server: spec.server,
      contexts: [spec.name],
      provider,
      region,
      version: null,
    };
    writer.setInfo(info);
    if (spec.problem !== null) {
      writer.setReach({ state: 'invalid', observedAt: null, reason: spec.problem }, at);
      log.warn({ context: spec.name, reason: spec.problem }, 'a context cannot be used');
      return { named, writer, cluster: null, merged: false };
    }
    // A pool for each cluster, so that its values are freed with it.
    const context = { pool: createPool(), annotations: options.config.identity.labels };
    const cluster = createCluster({
      connection: createConnection(spec, timers),
      writer,
      project: (kind, raw) => project(kind, raw, context),
      timers,
      random: options.random ?? Math.random,
      log,
      onIdentity: (identity) => settleSame(name, identity.uid),
    });
    return { named, writer, cluster, merged: false };
  }

  /** Of several contexts that reach one server, only the first in the kubeconfig is used. */
  function settleSame(name: string, uid: string | null): boolean {
    const same = members.filter(
      (member) => !member.merged && uid !== null && member.writer.picture.info.uid === uid,
    );
    const [first, ...later] = same;
    if (first === undefined) return true;
    for (const member of later) {
      merge(first, member);
    }
    return later.every((member) => member.named.name !== name);
  }

  function merge(first: Member, later: Member): void {
    later.merged = true;
    const { info } = first.writer.picture;
    first.writer.setInfo({ ...info, contexts: [...info.contexts, ...later.writer.picture.info.contexts] });
    later.writer.drop();
    log.info(
      { cluster: info.name, context: later.named.spec.name },
      'a context names a cluster that is already watched',
    );
    if (later.cluster === null) return;
    const ending = later.cluster.stop().finally(() => endings.delete(ending));
    endings.add(ending);
  }

  const clusterOf = (name: string): Cluster | null | undefined =>
    members.find((member) => member.named.name === name && !member.merged)?.cluster;

  for (const named of nameContexts(options.contexts, options.config)) members.push(open(named));

  return {
    start() {
      for (const member of members) member.cluster?.start();
    },
    async stop() {
      await Promise.all([...endings, ...members.map((member) => member.cluster?.stop())]);
    },
    gateway: (name) => clusterOf(name)?.gateway,
    logs: (name) => clusterOf(name)?.logs,
  };
}
