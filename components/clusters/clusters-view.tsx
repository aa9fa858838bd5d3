'use client';
import Link from 'next/link';
import { useClusters, useLiveStatus } from '@/lib/client';
import type { ClusterSummary, Snapshot } from '@/lib/model';
import { HealthCounts, HealthLabel } from '../health';
import { withAges } from '../list/cluster-ages';
import { useScope } from '../list/scope';
import { useUrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { PageHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { EmptyState, NothingFound } from '../ui/states';
import { Head, Table } from '../ui/table';
import { placeOf, REACH_LOOK } from './reach-look';

/** Every cluster of the kubeconfig: its connection, the age of its data, and how much runs there. */
export function ClustersView({ initial }: { initial: Snapshot<ClusterSummary> }) {
  const clusters = withAges(useClusters(initial), useLiveStatus().ages);
  const url = useUrlState();
  const { cluster: scope } = useScope();
  const q = url.get('q');
  const shown = clusters
    .filter((cluster) => scope.length === 0 || scope.includes(cluster.name))
    .filter((cluster) => matches(cluster, q))
    .sort((a, b) => a.name.localeCompare(b.name));
  const live = clusters.filter((cluster) => cluster.state === 'live').length;

  return (
    <>
      <PageHead title="Clusters" note={`${live} of ${counted(clusters.length, 'cluster')} live`} />
      {clusters.length === 0 ? (
        <div className="panel">
          <EmptyState title="No clusters yet.">
            Each context of the kubeconfig is a cluster. Set <code>KUBECONFIG</code> to its path, and start
            Pilothouse again.
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="toolbar">
            <SearchField
              label="Name, provider, region"
              placeholder="Name, provider, region"
              value={q}
              onChange={(text) => url.set('q', text)}
            />
          </div>
          <div className="panel">
            {shown.length === 0 ? (
              <NothingFound
                what="cluster"
                query={q}
                action={<Button onClick={() => url.clear('q', 'cluster')}>Clear</Button>}
              />
            ) : (
              <Table caption="Clusters" className="cards clusters" sticky>
                <thead>
                  <tr>
                    <Head>Cluster</Head>
                    <Head>State</Head>
                    <Head>Where</Head>
                    <Head>Kubernetes</Head>
                    <Head num>Nodes ready</Head>
                    <Head num>Pods running</Head>
                    <Head num>Services</Head>
                    <Head>Placements</Head>
                    <Head num>Answered</Head>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((cluster) => (
                    <ClusterRow key={cluster.name} cluster={cluster} />
                  ))}
                </tbody>
              </Table>
            )}
          </div>
        </>
      )}
    </>
  );
}

function ClusterRow({ cluster }: { cluster: ClusterSummary }) {
  const look = REACH_LOOK[cluster.state];
  const away = look.health === 'Unknown';
  // Numbers that were read once are shown in grey; those that were never read are a dash.
  const seen = cluster.observedAt !== null;
  const number = away ? 'num muted' : 'num';
  return (
    <tr className={away ? 'away' : undefined}>
      <td data-col="name">
        <Link className="name" href={`/clusters/${encodeURIComponent(cluster.name)}`}>
          {cluster.name}
        </Link>
        {cluster.reason === null ? null : <span className="sub">{cluster.reason}</span>}
      </td>
      <td data-col="status">
        <HealthLabel health={look.health} word={look.word} stale={away} />
      </td>
      <td data-col="where" className="soft">
        {placeOf(cluster) ?? '–'}
      </td>
      <td data-col="version" className="mono soft">
        {cluster.version ?? '–'}
      </td>
      <td data-label="Nodes ready" className={number}>
        {seen ? `${cluster.nodes.ready}/${cluster.nodes.total}` : '–'}
      </td>
      <td data-label="Pods running" className={number}>
        {seen ? `${cluster.pods.running}/${cluster.pods.total}` : '–'}
      </td>
      <td data-label="Services" className={number}>
        {seen ? cluster.services : '–'}
      </td>
      <td data-label="Placements">
        {!seen || cluster.health === null ? (
          '–'
        ) : (
          <Link
            className="plain"
            href={`/health?view=list&cluster=${encodeURIComponent(cluster.name)}`}
            title={wholeWords(cluster.health)}
          >
            <HealthCounts counts={cluster.health.counts} />
          </Link>
        )}
      </td>
      <td data-label="Answered" className="num age">
        {cluster.observedAt === null ? 'never' : <RelativeTime at={cluster.observedAt} form="ago" />}
      </td>
    </tr>
  );
}

function wholeWords({ worst, message }: NonNullable<ClusterSummary['health']>): string {
  return `${worst.serviceName}: ${message}`;
}

function matches({ name, provider, region, contexts }: ClusterSummary, q: string): boolean {
  const wanted = q.toLowerCase();
  return [name, provider ?? '', region ?? '', ...contexts].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}
