'use client';
import Link from 'next/link';
import { AdviceLinks, movesOf, serviceTabHref } from '../advice';
import { useRowList } from '../list/use-row-list';
import { titleOf } from '../list/title-of';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, SpacerRow, Table } from '../ui/table';
import { CAUSE_WORDS } from './cause-words';
import { HealthButton, LastKnown } from './health-label';
import { healthKey } from './health-look';
import type { PlacementRow } from './select';

const ROW_PX = 57;
const COLUMNS = 6;

export interface HealthListProps {
  rows: readonly PlacementRow[];
  titles: ReadonlyMap<string, string>;
  mayRequest: boolean;
}

/** A row for each placement: what, where, status and reason, since when, and the next step. J and K move, Enter opens. */
export function HealthList({ rows, titles, mayRequest }: HealthListProps) {
  const { from, to, before, after, place, measure, at } = useRowList(rows, { rowPx: ROW_PX, hrefOf });
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Health of placements"
        className="cards placements"
        sticky
        aria-rowcount={rows.length + 1}
      >
        <thead>
          <tr>
            <Head>Service</Head>
            <Head>Status</Head>
            <Head>Why</Head>
            <Head num>Ready</Head>
            <Head num>Since</Head>
            <Head>Next</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {rows.slice(from, to).map((row, offset) => (
            <PlacementLine
              key={row.placement.id}
              row={row}
              titles={titles}
              mayRequest={mayRequest}
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

interface PlacementLineProps {
  row: PlacementRow;
  titles: ReadonlyMap<string, string>;
  mayRequest: boolean;
  at: boolean;
  index: number;
  measure: (row: Element | null) => void;
}

function PlacementLine({ row, titles, mayRequest, at, index, measure }: PlacementLineProps) {
  const { service, placement } = row;
  const { health, ready, desired, environment, cluster } = placement;
  const stale = health.status === 'Unknown';
  const advice = {
    advice: health.advice,
    place: { service: service.id, placement: placement.id, mayRequest },
  };
  const [next] = movesOf(health.advice, advice.place).filter(({ type }) => type === 'link');
  return (
    <tr ref={measure} data-index={index} data-at={at || undefined} data-health={healthKey(health.status)}>
      <td data-col="name">
        <Link className="name" href={hrefOf(row)} prefetch={false}>
          {service.name}
        </Link>
        <span className="sub">
          {titles.get(environment) ?? titleOf(environment)} · <span className="nowrap">{cluster}</span>
        </span>
      </td>
      <td data-col="status">
        <ReceiptPopover
          trigger={<HealthButton health={health.status} stale={stale} />}
          health={health.status}
          sentence={health.message}
          receipts={health.receipts}
          advice={advice}
        />
      </td>
      <td data-col="why">
        {health.message}
        <span className="sub">
          {health.advice === null ? null : CAUSE_WORDS[health.advice.code]}
          {stale ? <LastKnown last={health.last} /> : null}
        </span>
      </td>
      <td data-col="ready" data-label="Ready" className="num">
        {desired === 0 ? '–' : `${ready}/${desired}`}
      </td>
      <td data-col="since" className="num age">
        {health.since === null ? '–' : <RelativeTime at={health.since} form="bare" />}
      </td>
      <td data-col="next">{next === undefined ? null : <AdviceLinks moves={[next]} />}</td>
    </tr>
  );
}

function hrefOf({ service, placement }: PlacementRow): string {
  return serviceTabHref({ service: service.id, placement: placement.id }, 'health');
}
