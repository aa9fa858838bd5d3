'use client';
import Link from 'next/link';
import { serviceTabHref } from '../advice';
import { useRowList } from '../list/use-row-list';
import { titleOf } from '../list/title-of';
import { Head, SpacerRow, Table } from '../ui/table';
import { endpointRows, type EndpointsRow, type EndpointReach } from './endpoint-rows';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';
import type { PlacementRow } from './select';

const ROW_PX = 57;
const COLUMNS = 6;

export interface EndpointsListProps {
  rows: readonly PlacementRow[];
  titles: ReadonlyMap<string, string>;
}

/** A row for each Kubernetes Service: which service it belongs to and how many of its addresses get requests. J and K move, Enter opens. */
export function EndpointsList({ rows, titles }: EndpointsListProps) {
  const lines = endpointRows(rows);
  const { from, to, before, after, place, measure, at } = useRowList(lines, { rowPx: ROW_PX, hrefOf });
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Endpoints by Kubernetes Service"
        className="cards placements reached"
        sticky
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr>
            <Head>Kubernetes Service</Head>
            <Head>Service</Head>
            <Head>Gets requests</Head>
            <Head num>Ready</Head>
            <Head num>Serving</Head>
            <Head num>Terminating</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {lines.slice(from, to).map((line, offset) => (
            <EndpointsLine
              key={`${line.placement.id} ${line.endpoints.service}`}
              line={line}
              titles={titles}
              at={from + offset === at}
              index={from + offset}
              measure={measure}
            />
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

interface EndpointsLineProps {
  line: EndpointsRow;
  titles: ReadonlyMap<string, string>;
  at: boolean;
  index: number;
  measure: (row: Element | null) => void;
}

function EndpointsLine({ line, titles, at, index, measure }: EndpointsLineProps) {
  const { service, placement, endpoints } = line;
  const { health, environment, cluster, namespace } = placement;
  const stale = health.status === 'Unknown';
  return (
    <tr ref={measure} data-index={index} data-at={at || undefined} data-health={healthKey(health.status)}>
      <td data-col="name">
        <Link className="name" href={hrefOf(line)} prefetch={false}>
          {endpoints.service}
        </Link>
        <span className="sub mono">{endpoints.ports.join(', ') || 'no port'}</span>
      </td>
      <td data-col="of">
        <span className="health" data-health={healthKey(health.status)}>
          <HealthGlyph health={health.status} />
        </span>{' '}
        {service.name}
        <span className="sub">
          {titles.get(environment) ?? titleOf(environment)} · <span className="nowrap">{cluster}</span> ·{' '}
          {namespace}
        </span>
      </td>
      <td data-col="why">
        {stale ? 'Not known' : WORDS[line.reach](endpoints)}
        {stale ? <span className="sub">Last known numbers.</span> : null}
      </td>
      <td className="num" data-label="Ready">
        {endpoints.ready}/{endpoints.addresses}
      </td>
      <td className="num" data-label="Serving">
        {endpoints.serving}
      </td>
      <td
        className="num"
        data-col="leaving"
        data-label="Terminating"
        data-none={endpoints.terminating === 0 || undefined}
      >
        {endpoints.terminating}
      </td>
    </tr>
  );
}

const WORDS: Record<EndpointReach, (endpoints: EndpointsRow['endpoints']) => string> = {
  none: ({ addresses }) => (addresses === 0 ? 'None: it selects no pod' : 'None: no address is ready'),
  some: ({ ready, addresses }) => `${ready} of ${addresses}`,
  all: () => 'All',
  idle: () => 'None, and none is wanted',
};

function hrefOf({ service, placement }: PlacementRow): string {
  return serviceTabHref({ service: service.id, placement: placement.id }, 'health');
}
