import type { EndpointDto, PodDto } from '@/lib/model';
import { HealthButton, HealthLabel, healthKey } from '../health';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, Table } from '../ui/table';

export interface EndpointsTableProps {
  endpoints: readonly EndpointDto[];
  pods: readonly PodDto[];
}

/** Addresses that a Kubernetes Service gives out, with what stands behind each. */
export function EndpointsTable({ endpoints, pods }: EndpointsTableProps) {
  const byName = new Map(pods.map((pod) => [pod.ref.name, pod]));
  return (
    <div className="panel">
      <Table caption="Endpoints" className="endpoints">
        <thead>
          <tr>
            <Head>Address</Head>
            <Head>Status</Head>
            <Head>Pod</Head>
            <Head num>Restarts</Head>
            <Head>Node</Head>
            <Head num>Age</Head>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <EndpointRow
              key={`${endpoint.service} ${endpoint.address} ${endpoint.port ?? ''}`}
              endpoint={endpoint}
              pod={endpoint.pod === null ? undefined : byName.get(endpoint.pod)}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function EndpointRow({ endpoint, pod }: { endpoint: EndpointDto; pod: PodDto | undefined }) {
  const word = wordOf(endpoint);
  return (
    <tr data-health={endpoint.ready ? undefined : healthKey(pod?.health.status ?? 'Progressing')}>
      <td data-col="address">
        <span className="mono">
          {endpoint.address}
          {endpoint.port === null ? '' : `:${endpoint.port}`}
        </span>
      </td>
      <td data-col="status">
        {pod === undefined ? (
          <HealthLabel health={endpoint.ready ? 'Healthy' : 'Progressing'} word={word} />
        ) : (
          <ReceiptPopover
            trigger={
              <HealthButton
                health={
                  endpoint.ready ? 'Healthy' : pod.health.status === 'Degraded' ? 'Degraded' : 'Progressing'
                }
                word={word}
              />
            }
            health={pod.health.status}
            sentence={pod.health.message}
            receipts={pod.health.receipts}
          />
        )}
      </td>
      <td data-col="pod" className="mono soft">
        {endpoint.pod ?? '–'}
      </td>
      <td data-col="restarts" className="num">
        {pod?.restarts ?? '–'}
      </td>
      <td data-col="node" className="soft">
        {endpoint.node ?? '–'}
      </td>
      <td data-col="age" className="num age">
        {pod === undefined ? '–' : <RelativeTime at={pod.createdAt} />}
      </td>
    </tr>
  );
}

/** The conditions of an EndpointSlice (KEP-1672) in one word. */
function wordOf({ ready, serving, terminating }: EndpointDto): string {
  if (terminating) return serving ? 'Draining' : 'Terminating';
  return ready ? 'Ready' : 'Not ready';
}
