'use client';
import Link from 'next/link';
import type { RevisionDto } from '@/lib/model';
import { counted } from '../list/counted';
import { Versions } from '../rollouts/versions';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { SectionHead } from '../ui/page-head';
import { Head, Table } from '../ui/table';
import { revisionRows, type Back, type RevisionRow } from './revisions';

export interface RevisionsTableProps {
  /** The revisions of one placement, newest first for each workload. */
  revisions: readonly RevisionDto[];
  /** Opens the dialog of a rollback; null where the viewer may not request Changes. */
  onRollBack: ((back: Back) => void) | null;
}

/** The history of revisions: from which version to which, when, who requested it, and the rollback to each. */
export function RevisionsTable({ revisions, onRollBack }: RevisionsTableProps) {
  const rows = revisionRows(revisions);
  const workloads = new Set(revisions.map(({ workload }) => workload.name)).size;
  return (
    <section aria-labelledby="revisions-head">
      <SectionHead
        id="revisions-head"
        title="Revisions"
        count={revisions.length === 0 ? undefined : String(revisions.length)}
      />
      {rows.length === 0 ? (
        <p className="soft">
          No revisions are known. A cluster keeps those of a Deployment as ReplicaSets, ten by default.
        </p>
      ) : (
        <div className="panel">
          <Table caption="Revisions" className="cards revisions">
            <thead>
              <tr>
                <Head num>Revision</Head>
                <Head>Version</Head>
                {workloads > 1 ? <Head>Workload</Head> : null}
                <Head>Requested by</Head>
                <Head num>Pods</Head>
                <Head num>Created</Head>
                <Head>
                  <span className="vh">Action</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RevisionLine
                  key={`${row.revision.workload.kind} ${row.revision.workload.name} ${row.revision.revision}`}
                  row={row}
                  named={workloads > 1}
                  onRollBack={onRollBack}
                />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

function RevisionLine({
  row: { revision, from, back },
  named,
  onRollBack,
}: {
  row: RevisionRow;
  named: boolean;
  onRollBack: RevisionsTableProps['onRollBack'];
}) {
  const { workload, version, images, createdAt, pods, current } = revision;
  const whole = Object.entries(images).map(([container, image]) => `${container}: ${image}`);
  return (
    <tr>
      <td data-col="revision" data-label="Revision" className="num">
        {revision.revision}
      </td>
      <td data-col="name" title={whole.join('\n')}>
        {version === null ? (
          <span className="muted">{counted(whole.length, 'image')}</span>
        ) : (
          <Versions from={from === version ? null : from} to={version} />
        )}
        {current ? <span className="muted"> current</span> : null}
      </td>
      {named ? (
        <td data-col="workload" className="soft">
          {workload.kind} <span className="mono">{workload.name}</span>
        </td>
      ) : null}
      <td data-col="cause">
        <AskedBy revision={revision} />
      </td>
      <td data-col="pods" data-label="Pods" className="num">
        {pods}
      </td>
      <td data-col="age" data-label="Created" className="num age">
        {createdAt === null ? '–' : <RelativeTime at={createdAt} form="ago" />}
      </td>
      <td data-col="action">
        {back === null || onRollBack === null ? null : (
          <Button kind="link" onClick={() => onRollBack(back)}>
            Roll back<span className="vh"> to revision {back.revision}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

function AskedBy({ revision: { change, changeCause } }: { revision: RevisionDto }) {
  if (change !== null)
    return (
      <>
        <Link href={`/changes/${change.id}`} prefetch={false}>
          {change.id}
        </Link>
        , {change.askedBy}
      </>
    );
  if (changeCause !== null) return <span className="soft">{changeCause}</span>;
  return <span className="muted">outside Pilothouse</span>;
}
