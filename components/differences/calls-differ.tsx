'use client';
import Link from 'next/link';
import type { CallDifference, Called } from '@/lib/model';
import { useWindowRows } from '../list/use-window-rows';
import { titleOf } from '../list/title-of';
import { EvidenceReceipts } from '../topology/evidence-list';
import { LineMark } from '../topology/line-mark';
import { HoverCard } from '../ui/hover-card';
import { Head, SpacerRow, Table } from '../ui/table';
import { callWords, type SideNames } from './difference-words';

const ROW_PX = 41;
const COLUMNS = 4;

/** A row for each call: what the same service calls on each side, and the evidence for it. */
export function CallsDiffer({ calls, names }: { calls: readonly CallDifference[]; names: SideNames }) {
  const { from, to, before, after, place, measure } = useWindowRows(calls.length, ROW_PX);
  return (
    <div className="panel" ref={place}>
      <Table
        caption="Calls that differ"
        className="differ differ--calls"
        sticky
        aria-rowcount={calls.length + 1}
      >
        <thead>
          <tr>
            <Head>Caller</Head>
            <Head>{names.left}</Head>
            <Head>{names.right}</Head>
            <Head>Difference</Head>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {calls.slice(from, to).map((row, offset) => (
            <tr key={row.key} ref={measure} data-index={from + offset} data-difference={row.difference}>
              <td data-col="name">
                <Caller row={row} />
              </td>
              <CalledCell called={row.left} name={names.left} />
              <CalledCell called={row.right} name={names.right} />
              <td data-col="word" className="soft">
                {callWords(row, names)}
              </td>
            </tr>
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

function Caller({ row: { from } }: { row: CallDifference }) {
  if (from.service === null) return <bdi className="name">{from.name}</bdi>;
  return (
    <Link className="name" href={`/catalog/${encodeURIComponent(from.service)}`} prefetch={false}>
      <bdi>{from.name}</bdi>
    </Link>
  );
}

/** The service that is called; the word links to the evidence. */
function CalledCell({ called, name }: { called: Called | null; name: string }) {
  if (called === null) {
    return (
      <td data-col="side">
        <span className="side-name">{name}</span>
        <span className="muted" aria-hidden="true">
          –
        </span>
        <span className="vh">does not call it</span>
      </td>
    );
  }
  const onMap = new URLSearchParams({ node: called.caller, edge: called.edge });
  const { source } = called.evidence[0] ?? { source: 'declared' as const };
  return (
    <td data-col="side">
      <span className="side-name">{name}</span>
      <HoverCard
        label={`Evidence that it calls ${called.name}`}
        portal
        trigger={
          <button type="button" className="btn btn--link called">
            <LineMark source={source} />
            <bdi>{called.name}</bdi>
            {called.elsewhere === null ? null : <span className="age">in {titleOf(called.elsewhere)}</span>}
          </button>
        }
      >
        <div className="evidence">
          <EvidenceReceipts evidence={called.evidence} />
        </div>
        <p>
          <Link href={`/topology?${onMap.toString()}`}>Show it on the map</Link>
        </p>
      </HoverCard>
    </td>
  );
}
