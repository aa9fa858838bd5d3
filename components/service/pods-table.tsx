'use client';
import { memo } from 'react';
import type { EndpointDto, PodDto } from '@/lib/model';
import { HealthButton, HealthLabel, healthKey } from '../health';
import { useWindowRows } from '../list/use-window-rows';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, SpacerRow, Table } from '../ui/table';
import { addressesOf, endpointWord, isSamePodRow, podRows, podWord, splitPodName, type PodRow } from './pods';

const ROW_PX = 41;

export interface PodsTableProps {
  pods: readonly PodDto[];
  endpoints: readonly EndpointDto[];
  /** The cluster cannot be read: this is the last known state. */
  stale: boolean;
}

/** Every pod of a placement with its addresses, those with problems first. Versions are shown where they differ. */
export function PodsTable({ pods, endpoints, stale }: PodsTableProps) {
  const rows = podRows(pods, endpoints);
  const versions = new Set(pods.map(({ version }) => version)).size > 1;
  const addresses = endpoints.length > 0;
  const columns = 5 + Number(versions) + Number(addresses);
  const { from, to, before, after, place, measure } = useWindowRows(rows.length, ROW_PX);
  return (
    <div className="panel" ref={place}>
      <Table caption="Pods" className="cards pods-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <Head>Pod</Head>
            <Head>Status</Head>
            {versions ? <Head>Version</Head> : null}
            {addresses ? <Head>Endpoint</Head> : null}
            <Head num>Restarts</Head>
            <Head>Node</Head>
            <Head num>Age</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={columns} />
          {rows.slice(from, to).map((row, line) => (
            <tr
              key={row.key}
              ref={measure}
              data-index={from + line}
              data-health={row.pod === null || stale ? undefined : healthKey(row.pod.health.status)}
            >
              <PodCells row={row} stale={stale} versions={versions} addresses={addresses} />
            </tr>
          ))}
          <SpacerRow height={after} columns={columns} />
        </tbody>
      </Table>
    </div>
  );
}

interface PodCellsProps {
  row: PodRow;
  stale: boolean;
  /** Which optional columns there are. */
  versions: boolean;
  addresses: boolean;
}

/** Rendered again only when its own pod or endpoints changed, even when the row moves: a change of one pod does not render the others. */
const PodCells = memo(function PodCells({ row, stale, versions, addresses }: PodCellsProps) {
  return (
    <>
      <td data-col="pod" className="mono">
        <PodName pod={row.pod} />
      </td>
      <td data-col="status">
        <PodStatus row={row} stale={stale} />
      </td>
      {versions ? (
        <td data-col="version" className="mono soft">
          {row.pod?.version ?? '–'}
        </td>
      ) : null}
      {addresses ? (
        <td data-col="endpoint">
          <Endpoint row={row} />
        </td>
      ) : null}
      <Restarts pod={row.pod} />
      <td data-col="node" className="soft">
        {row.pod?.node ?? row.endpoints[0]?.node ?? '–'}
      </td>
      <td data-col="age" className="num age">
        {row.pod === null ? '–' : <RelativeTime at={row.pod.createdAt} />}
      </td>
    </>
  );
}, areSameCells);

function areSameCells(a: PodCellsProps, b: PodCellsProps): boolean {
  return (
    isSamePodRow(a.row, b.row) &&
    a.stale === b.stale &&
    a.versions === b.versions &&
    a.addresses === b.addresses
  );
}

/** The end of a pod's name is unique, so the beginning is cut off. */
function PodName({ pod }: { pod: PodDto | null }) {
  if (pod === null) return <span className="muted">no pod is known</span>;
  const [shared, own] = splitPodName(pod);
  return (
    <span className="pod-name" title={pod.ref.name}>
      <span>{shared}</span>
      <span>{own}</span>
    </span>
  );
}

function PodStatus({ row: { pod, endpoints }, stale }: { row: PodRow; stale: boolean }) {
  if (pod === null) {
    const ready = endpoints.some((endpoint) => endpoint.ready);
    return (
      <HealthLabel health={ready && !stale ? 'Healthy' : 'Unknown'} word={ready ? 'Ready' : 'Not ready'} />
    );
  }
  const { health } = pod;
  const word = podWord(pod);
  return (
    <ReceiptPopover
      trigger={
        stale ? (
          <HealthButton health="Unknown" word={`was ${word}`} stale />
        ) : (
          <HealthButton health={health.status} word={word} />
        )
      }
      health={stale ? 'Unknown' : health.status}
      sentence={health.message}
      receipts={health.receipts}
    />
  );
}

function Endpoint({ row: { pod, endpoints } }: { row: PodRow }) {
  const [first, ...others] = addressesOf(endpoints);
  if (first === undefined) return <span className="muted">none</span>;
  const word = endpointWord(pod, endpoints);
  return (
    <span title={addressesOf(endpoints).join(', ')}>
      <span className={endpoints.some(({ ready }) => ready) ? 'mono' : 'mono muted'}>{first}</span>
      {others.length === 0 ? null : <span className="muted"> +{others.length}</span>}
      {word === null ? null : <span className="muted nowrap"> {word}</span>}
    </span>
  );
}

function Restarts({ pod }: { pod: PodDto | null }) {
  const restarts = pod?.restarts ?? 0;
  return (
    <td data-col="restarts" data-label="Restarts" data-none={restarts === 0 || undefined} className="num">
      {pod === null ? '–' : restarts}
      {restarts === 0 || !pod?.lastRestartAt ? null : (
        <span className="muted nowrap">
          {' '}
          (<RelativeTime at={pod.lastRestartAt} form="ago" />)
        </span>
      )}
    </td>
  );
}
