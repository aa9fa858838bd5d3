'use client';
import Link from 'next/link';
import type { Disagreement } from '@/lib/model';
import { useWindowRows } from '../list/use-window-rows';
import { Receipt } from '../receipt';
import { RelativeTime } from '../time';
import { HoverCard } from '../ui/hover-card';
import { Icon } from '../ui/icon';
import { Head, SpacerRow, Table } from '../ui/table';
import { Fix } from './fix';
import { KIND_LOOK } from './registry-look';
import { TruthHead, TruthLine } from './truth-line';
import type { RegistryRefusals } from './refusals';

const ROW_PX = 72;
const COLUMNS = 5;

export interface DisagreementTableProps {
  disagreements: readonly Disagreement[];
  refused: RegistryRefusals;
  /** On the page of one service its name is left out. */
  own?: boolean;
}

/** A row for each disagreement: its type, the instance, how the three sources differ, why, and what fixes it. */
export function DisagreementTable({ disagreements, refused, own = false }: DisagreementTableProps) {
  const { from, to, before, after, place, measure } = useWindowRows(disagreements.length, ROW_PX);
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Where the sources disagree"
        className="disagree"
        aria-rowcount={disagreements.length + 1}
      >
        <thead>
          <tr>
            <Head>Kind</Head>
            <Head>Instance</Head>
            <Head>
              <TruthHead />
            </Head>
            <Head>Why, and what it does</Head>
            <Head>
              <span className="vh">Fix</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {disagreements.slice(from, to).map((one, offset) => (
            <tr key={one.id} ref={measure} data-index={from + offset} data-disagreement={one.kind}>
              <td data-col="kind">
                <Kind disagreement={one} />
              </td>
              <td data-col="instance">
                {own ? null : (
                  <Link
                    className="name"
                    href={`/registry/${encodeURIComponent(one.service)}`}
                    prefetch={false}
                  >
                    {one.serviceName}
                  </Link>
                )}
                <span className="sub mono">{one.address}</span>
                {one.cluster === null ? null : <span className="sub nowrap">{one.cluster}</span>}
              </td>
              <td data-col="truth">
                <TruthLine {...one} />
              </td>
              <td data-col="why" className="soft">
                {one.sentence}
                {one.ahead === null ? null : (
                  <>
                    {' '}
                    {one.ahead.words} <RelativeTime at={one.ahead.at} form="in" className="nowrap" />.
                  </>
                )}
              </td>
              <td data-col="fix" className="num">
                <Fix fix={one.fix} refused={refused} />
              </td>
            </tr>
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

/** The word opens what was read and since when. */
function Kind({ disagreement: { kind, receipts, since, sentence } }: { disagreement: Disagreement }) {
  const { word, icon, tone } = KIND_LOOK[kind];
  return (
    <HoverCard
      label="Receipt"
      trigger={
        <button type="button" className="kindword" data-kind={tone}>
          <Icon name={icon} />
          {word}
        </button>
      }
    >
      <p>{sentence}</p>
      {since === null ? null : (
        <p className="soft">
          It has been so <RelativeTime at={since} form="for" />.
        </p>
      )}
      {receipts.map((receipt) => (
        <Receipt key={`${receipt.rule} ${receipt.field}`} receipt={receipt} />
      ))}
      {receipts.length > 0 ? null : (
        <p className="soft">
          Compared: the catalog, the registry and what runs. There is no single object to read it from.
        </p>
      )}
    </HoverCard>
  );
}
