import type { NodeDto } from '@/lib/model';
import { HealthLabel } from '../health';
import { RelativeTime } from '../time';
import { Head, Table } from '../ui/table';
import { formatBytes, formatCpu, shareOf } from './amounts';

export interface NodesTableProps {
  nodes: readonly NodeDto[];
  /** The cluster is away: the table shows what was last read. */
  stale: boolean;
}

/** The nodes of a cluster, those with problems first, with what pods request of them. */
export function NodesTable({ nodes, stale }: NodesTableProps) {
  const rows = [...nodes].sort((a, b) => Number(a.ready) - Number(b.ready) || a.name.localeCompare(b.name));
  return (
    <div className="panel">
      <Table caption="Nodes" className="cards nodes">
        <thead>
          <tr>
            <Head>Node</Head>
            <Head>Status</Head>
            <Head>Zone</Head>
            <Head>Kubelet</Head>
            <Head num>CPU requested</Head>
            <Head num>Memory requested</Head>
            <Head num>Pods</Head>
            <Head num>Age</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <NodeRow key={node.name} node={node} stale={stale} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function NodeRow({ node, stale }: { node: NodeDto; stale: boolean }) {
  const word = node.ready ? (node.cordoned ? 'Cordoned' : 'Ready') : 'Not ready';
  return (
    <tr>
      <td data-col="name">
        <strong className="mono">{node.name}</strong>
        {node.ready && !node.cordoned ? null : <span className="sub">{node.sentence}</span>}
      </td>
      <td data-col="status">
        {stale ? (
          <HealthLabel health="Unknown" word={`was ${word}`} stale />
        ) : (
          <HealthLabel
            health={node.ready ? (node.cordoned ? 'Suspended' : 'Healthy') : 'Degraded'}
            word={word}
          />
        )}
      </td>
      <td data-col="zone" className="soft">
        {node.zone ?? '–'}
      </td>
      <td data-col="version" className="mono soft">
        {node.version}
      </td>
      <td data-label="CPU" className="num">
        <Requested
          requested={formatCpu(node.cpu.requestedMillis)}
          of={formatCpu(node.cpu.allocatableMillis)}
          share={shareOf(node.cpu.requestedMillis, node.cpu.allocatableMillis)}
        />
      </td>
      <td data-label="Memory" className="num">
        <Requested
          requested={formatBytes(node.memory.requestedBytes)}
          of={formatBytes(node.memory.allocatableBytes)}
          share={shareOf(node.memory.requestedBytes, node.memory.allocatableBytes)}
        />
      </td>
      <td data-label="Pods" className="num">
        {node.pods.count}/{node.pods.allocatable}
      </td>
      <td data-label="Age" className="num age">
        <RelativeTime at={node.createdAt} />
      </td>
    </tr>
  );
}

function Requested({ requested, of, share }: { requested: string; of: string; share: string | null }) {
  return (
    <span title={`${requested} of ${of}`}>
      {requested} <span className="muted">{share ?? '–'}</span>
    </span>
  );
}
