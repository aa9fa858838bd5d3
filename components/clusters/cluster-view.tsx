'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, queryKeys, useClusters, useLiveStatus } from '@/lib/client';
import type { ClusterDetail, ClusterSummary, Snapshot } from '@/lib/model';
import { HealthLabel } from '../health';
import { withAges } from '../list/cluster-ages';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Crumbs, Meta, SectionHead, Title } from '../ui/page-head';
import { StaleNote } from '../ui/states';
import { NodesTable } from './nodes-table';
import { placeOf, REACH_LOOK } from './reach-look';
import { WatchedKinds } from './watched-kinds';

export interface ClusterViewProps {
  clusters: Snapshot<ClusterSummary>;
  detail: ClusterDetail;
}

/** One cluster: its connection, its nodes, and what is watched in it. */
export function ClusterView({ clusters, detail }: ClusterViewProps) {
  const cluster = useClusters(clusters).find((one) => one.name === detail.name) ?? detail;
  const [aged = cluster] = withAges([cluster], useLiveStatus().ages);
  const { data, refetch } = useQuery({
    queryKey: queryKeys.cluster(detail.name),
    queryFn: () =>
      api.get(`/api/v1/clusters/${encodeURIComponent(detail.name)}`, {
        schema: ({ cluster }) => cluster,
      }),
    initialData: detail,
    staleTime: Infinity,
  });
  // The stream reports that the cluster changed; the nodes are then read again from the server's memory.
  useEffect(() => {
    if (cluster !== detail) void refetch();
  }, [cluster, detail, refetch]);
  const look = REACH_LOOK[cluster.state];

  return (
    <>
      <Crumbs path={[{ label: 'Clusters', href: '/clusters' }, { label: cluster.name }]} />
      <Title
        title={cluster.name}
        status={<HealthLabel health={look.health} word={look.word} stale={look.health === 'Unknown'} block />}
      />
      <Facts cluster={aged} />
      <Reach cluster={aged} />
      {aged.observedAt === null ? null : <Parts cluster={cluster} detail={data} />}
    </>
  );
}

function Parts({ cluster, detail }: { cluster: ClusterSummary; detail: ClusterDetail }) {
  return (
    <>
      <section aria-labelledby="nodes-head">
        <SectionHead
          id="nodes-head"
          title="Nodes"
          count={`${cluster.nodes.ready} of ${cluster.nodes.total} ${cluster.state === 'live' ? '' : 'were '}ready`}
          first
        />
        {detail.nodeList.length === 0 ? (
          <p className="soft">No nodes are known.</p>
        ) : (
          <NodesTable nodes={detail.nodeList} stale={cluster.state !== 'live'} />
        )}
      </section>
      <section aria-labelledby="kinds-head">
        <SectionHead id="kinds-head" title="What is watched" count={counted(cluster.kinds.length, 'kind')} />
        <WatchedKinds cluster={cluster} />
      </section>
    </>
  );
}

function Facts({ cluster }: { cluster: ClusterSummary }) {
  const { version, server, contexts, uid, observedAt } = cluster;
  const place = placeOf(cluster);
  const named = (label: string, value: string | null) =>
    value === null ? [] : [{ label, value: <span className="mono">{value}</span> }];
  return (
    <Meta
      facts={[
        ...named('Kubernetes', version),
        ...(place === null ? [] : [{ label: 'Where', value: place }]),
        ...named('Server', server),
        ...named(contexts.length === 1 ? 'Context' : 'Contexts', contexts.join(', ')),
        ...named('UID', uid),
        {
          label: 'Answered',
          value: observedAt === null ? 'never' : <RelativeTime at={observedAt} form="ago" />,
        },
      ]}
    />
  );
}

function Reach({ cluster: { state, reason, observedAt } }: { cluster: ClusterSummary }) {
  if (state === 'live' || reason === null) return null;
  const retry = state === 'invalid' ? '' : ' Pilothouse tries again every few seconds.';
  return (
    <div className="panel reach">
      {observedAt === null ? (
        <StaleNote title={reason}>
          It has not answered since Pilothouse started: what runs there is not known.{retry}
        </StaleNote>
      ) : (
        <StaleNote title={reason}>
          The data below was read <RelativeTime at={observedAt} form="ago" />.{retry}
        </StaleNote>
      )}
    </div>
  );
}
