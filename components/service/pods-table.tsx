import type { PodDto } from '@/lib/model';
import { HealthButton, healthKey } from '../health';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, Table } from '../ui/table';

/** Every pod of a placement, the troubled ones first, with the word that kubectl shows. */
export function PodsTable({ pods }: { pods: readonly PodDto[] }) {
  const rows = [...pods].sort(
    (a, b) =>
      Number(b.health.status === 'Degraded') - Number(a.health.status === 'Degraded') ||
      a.createdAt.localeCompare(b.createdAt),
  );
  return (
    <div className="panel">
      <Table caption="Pods" className="endpoints">
        <thead>
          <tr>
            <Head>Pod</Head>
            <Head>Status</Head>
            <Head>Version</Head>
            <Head num>Ready</Head>
            <Head num>Restarts</Head>
            <Head num>Age</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((pod) => (
            <tr
              key={pod.ref.uid ?? pod.ref.name}
              data-health={pod.health.status === 'Healthy' ? undefined : healthKey(pod.health.status)}
            >
              <td data-col="pod" className="mono">
                {pod.ref.name}
              </td>
              <td data-col="status">
                <ReceiptPopover
                  trigger={<HealthButton health={pod.health.status} word={pod.phase} />}
                  health={pod.health.status}
                  sentence={pod.health.message}
                  receipts={pod.health.receipts}
                />
              </td>
              <td data-col="address" className="mono soft">
                {pod.version ?? '–'}
              </td>
              <td data-col="node" className="num">
                {pod.readyContainers}/{pod.containers}
              </td>
              <td data-col="restarts" className="num">
                {pod.restarts}
                {pod.lastRestartAt === null ? null : (
                  <span className="muted">
                    {' '}
                    (<RelativeTime at={pod.lastRestartAt} form="ago" />)
                  </span>
                )}
              </td>
              <td data-col="age" className="num age">
                <RelativeTime at={pod.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
