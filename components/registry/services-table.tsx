'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useLiveStatus, useRegistryAvailability } from '@/lib/client';
import type { RegistryServiceRow } from '@/lib/model';
import { useRowList } from '../list/use-row-list';
import { titleOf } from '../list/title-of';
import { RelativeTime } from '../time';
import { Head, SpacerRow, Table } from '../ui/table';
import { Sparkline } from './sparkline';
import { TruthShort } from './truth-line';

const ROW_PX = 41;
const COLUMNS = 8;

export const registryHref = ({ id }: Pick<RegistryServiceRow, 'id'>): string =>
  `/registry/${encodeURIComponent(id)}`;

/** Services with the number of instances in each source. J and K move, Enter opens. */
export function ServicesTable({ services }: { services: readonly RegistryServiceRow[] }) {
  const { from, to, before, after, place, measure, at } = useRowList(services, {
    rowPx: ROW_PX,
    hrefOf: registryHref,
  });
  const { data } = useRegistryAvailability();
  const available = useMemo(() => new Map(data?.items.map((item) => [item.id, item])), [data]);
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Services in the registry"
        className="instances"
        sticky
        aria-rowcount={services.length + 1}
      >
        <thead>
          <tr>
            <Head>Service</Head>
            <Head>Owner</Head>
            <Head num>Kubernetes</Head>
            <Head num>Self</Head>
            <Head num>Consul API</Head>
            <Head>Declared, registered, running</Head>
            <Head>Available, 24 h</Head>
            <Head num>Last seen, oldest</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {services.slice(from, to).map((row, offset) => (
            <tr
              key={row.id}
              ref={measure}
              data-index={from + offset}
              data-at={from + offset === at || undefined}
            >
              <td data-col="name">
                <Link className="name" href={registryHref(row)} prefetch={false}>
                  {row.name}
                </Link>
                <Where row={row} />
              </td>
              <td data-col="owner" className="soft">
                {row.owner === null ? <span className="muted">no owner</span> : titleOf(row.owner)}
              </td>
              <Count of={row.counts.kubernetes} />
              <Count of={row.counts.self} />
              <Count of={row.counts.consul} />
              <td data-col="truth" className="truth-cell">
                <TruthShort {...row} />
              </td>
              <td data-col="spark">
                <Sparkline available={available.get(row.id)} />
              </td>
              <td data-col="age" className="num age">
                <OldestSign row={row} />
              </td>
            </tr>
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

/** Distinguishes services of the same name in several namespaces. */
function Where({ row: { id } }: { row: RegistryServiceRow }) {
  const [, namespace, cluster] = id.split('~');
  return namespace === undefined || cluster === undefined ? null : (
    <span className="where">
      {namespace} · {cluster}
    </span>
  );
}

function Count({ of }: { of: number }) {
  return (
    <td data-col="count" className="num">
      {of === 0 ? <span className="muted">–</span> : of.toLocaleString('en')}
    </td>
  );
}

function OldestSign({ row: { oldestSeenAt, counts, clusters } }: { row: RegistryServiceRow }) {
  const { ages } = useLiveStatus();
  const pictures = counts.kubernetes === 0 ? [] : clusters.flatMap((name) => ages[name]?.observedAt ?? []);
  const seen = [...pictures, oldestSeenAt.self ?? [], oldestSeenAt.consul ?? []].flat();
  if (seen.length === 0) return <>–</>;
  return <RelativeTime at={seen.reduce((a, b) => (a < b ? a : b))} form="bare" />;
}
