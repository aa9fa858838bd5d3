import { describeRef, type WorkloadDto } from '@/lib/model';
import { HealthButton } from '../health';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, Table } from '../ui/table';

/** The workloads that make a placement, each judged by itself. */
export function WorkloadsTable({ workloads }: { workloads: readonly WorkloadDto[] }) {
  return (
    <div className="panel">
      <Table caption="Workloads" className="endpoints">
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
              <td data-col="pod">{describeRef(workload.ref)}</td>
              <td data-col="status">
                <ReceiptPopover
                  trigger={<HealthButton health={workload.health.status} />}
                  health={workload.health.status}
                  sentence={workload.health.message}
                  receipts={workload.health.receipts}
                />
              </td>
              <td data-col="address" className="mono soft">
                {workload.containers.map((container) => (
                  <span key={container.name} title={container.image} className="block">
                    {container.name} {container.version}
                  </span>
                ))}
              </td>
              <td data-col="node" className="num">
                {workload.replicas === null
                  ? (workload.schedule ?? '–')
                  : `${workload.ready}/${workload.replicas}`}
              </td>
              <td data-col="age" className="num age">
                <RelativeTime at={workload.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
