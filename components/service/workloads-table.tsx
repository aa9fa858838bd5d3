import { describeRef, type WorkloadDto } from '@/lib/model';
import { HealthButton } from '../health';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, Table } from '../ui/table';

export interface WorkloadsTableProps {
  workloads: readonly WorkloadDto[];
  /** The cluster cannot be read: this is the last known state. */
  stale: boolean;
}

/** The workloads of a placement, each with its own health. */
export function WorkloadsTable({ workloads, stale }: WorkloadsTableProps) {
  return (
    <div className="panel">
      <Table caption="Workloads" className="cards workloads">
        <thead>
          <tr>
            <Head>Workload</Head>
            <Head>Object health</Head>
            <Head>Images</Head>
            <Head num>Ready</Head>
            <Head num>Age</Head>
          </tr>
        </thead>
        <tbody>
          {workloads.map((workload) => (
            <tr key={workload.ref.uid ?? describeRef(workload.ref)}>
              <td data-col="name">
                {workload.ref.kind} <span className="mono">{workload.ref.name}</span>
              </td>
              <td data-col="status">
                <WorkloadStatus workload={workload} stale={stale} />
              </td>
              <td data-col="images" className="mono soft">
                {workload.containers.map((container) => (
                  <span key={container.name} title={container.image} className="block">
                    {container.name} {container.version}
                  </span>
                ))}
              </td>
              <td
                data-col="ready"
                data-label={workload.replicas === null ? 'Schedule' : 'Ready'}
                className="num"
              >
                {workload.replicas === null ? (
                  <span className="mono soft">{workload.schedule ?? '–'}</span>
                ) : (
                  `${workload.ready}/${workload.replicas}`
                )}
              </td>
              <td data-col="age" data-label="Age" className="num age">
                <RelativeTime at={workload.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function WorkloadStatus({ workload: { health }, stale }: { workload: WorkloadDto; stale: boolean }) {
  return (
    <ReceiptPopover
      trigger={
        stale ? (
          <HealthButton health="Unknown" word={`was ${health.status}`} stale />
        ) : (
          <HealthButton health={health.status} />
        )
      }
      health={stale ? 'Unknown' : health.status}
      sentence={health.message}
      receipts={health.receipts}
    />
  );
}
