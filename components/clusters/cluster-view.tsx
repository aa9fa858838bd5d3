'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, queryKeys, useClusters } from '@/lib/client';
import { clusterDetailSchema, type ClusterDetail, type ClusterSummary, type Snapshot } from '@/lib/model';
import { HealthLabel } from '../health';
import { RelativeTime } from '../time';
import { Crumbs, SectionHead, Title } from '../ui/page-head';
import { Notice, StaleNote } from '../ui/states';
import { KindsTable } from './kinds-table';
import { NodesTable } from './nodes-table';
import { REACH_LOOK } from './reach-look';

export interface ClusterViewProps {
  clusters: Snapshot<ClusterSummary>;
  detail: ClusterDetail;
}

/** One cluster: how it is reached, its nodes, and what is watched in it. */
export function ClusterView({ clusters, detail }: ClusterViewProps) {
  const cluster = useClusters(clusters).find((one) => one.name === detail.name) ?? detail;
  const { data, refetch } = useQuery({
    queryKey: queryKeys.cluster(detail.name),
    queryFn: () =>
      api.get(`/api/v1/clusters/${encodeURIComponent(detail.name)}`, { schema: clusterDetailSchema }),
    initialData: detail,
    staleTime: Infinity,
  });
  // The stream says that something of the cluster moved; the nodes are then read again from the server's memory.
  useEffect(() => {
    if (cluster !== detail) void refetch();
  }, [cluster, detail, refetch]);
  const look = REACH_LOOK[cluster.state];

  return (
    <>
      <Crumbs path={[{ label: 'Clusters', href: '/clusters' }, { label: cluster.name }]} />
      <Title title={cluster.name} status={<HealthLabel health={look.health} word={look.word} block />} />
      <Facts cluster={cluster} />
      <Reach cluster={cluster} />
      <section aria-labelledby="nodes-head">
        <SectionHead
          id="nodes-head"
          title="Nodes"
          count={`${cluster.nodes.ready} of ${cluster.nodes.total} ready`}
          first
        />
        {data.nodeList.length === 0 ? (
          <p className="soft">No node is known.</p>
        ) : (
          <NodesTable nodes={data.nodeList} />
        )}
      </section>
      <section aria-labelledby="kinds-head">
        <SectionHead id="kinds-head" title="What is watched" count={`${cluster.kinds.length} kinds`} />
        <KindsTable cluster={cluster} />
      </section>
    </>
  );
}

function Facts({ cluster }: { cluster: ClusterSummary }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Kubernetes', cluster.version],
    ['Where', [cluster.provider, cluster.region].filter((part) => part !== null).join(', ') || null],
    ['Server', cluster.server],
    ['Contexts', cluster.contexts.join(', ')],
    ['UID', cluster.uid],
  ];
  return (
    <dl className="meta">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ),
      )}
      <div>
        <dt>Answered</dt>
        <dd>{cluster.observedAt === null ? 'never' : <RelativeTime at={cluster.observedAt} form="ago" />}</dd>
      </div>
    </dl>
  );
}

function Reach({ cluster }: { cluster: ClusterSummary }) {
  if (cluster.state === 'live' || cluster.reason === null) return null;
  if (cluster.state === 'invalid' || cluster.state === 'unauthorized') {
    return <Notice title={cluster.reason}>What runs there is Unknown until then.</Notice>;
  }
  return (
    <StaleNote title={cluster.reason}>
      {cluster.observedAt === null ? (
        'It has not answered since Pilothouse started. It is asked again every few seconds.'
      ) : (
        <>
          The picture is from <RelativeTime at={cluster.observedAt} form="ago" />. It is asked again every few
          seconds.
        </>
      )}
    </StaleNote>
  );
}
