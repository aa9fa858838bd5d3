import type { ClusterSummary } from '@/lib/model';
import { HealthLabel } from '../health';
import { RelativeTime } from '../time';
import { CopyButton } from '../ui/copy-button';
import { Head, Table } from '../ui/table';
import { roleFor } from './role';
import { KIND_LOOK } from './reach-look';

/** Each kind that is watched: its state, how many objects, how many could not be read, when the stream last spoke. */
export function KindsTable({ cluster }: { cluster: ClusterSummary }) {
  return (
    <div className="panel">
      <Table caption="Kinds" className="endpoints">
        <thead>
          <tr>
            <Head>Kind</Head>
            <Head>State</Head>
            <Head num>Objects</Head>
            <Head num>Skipped</Head>
            <Head num>Last word</Head>
          </tr>
        </thead>
        <tbody>
          {cluster.kinds.map((kind) => (
            <tr key={kind.kind}>
              <td data-col="pod">
                {kind.kind}
                {kind.reason === null ? null : <span className="sub">{kind.reason}</span>}
                {kind.state === 'forbidden' ? (
                  <CopyButton text={roleFor(kind.kind)} label="Copy the Role" />
                ) : null}
              </td>
              <td data-col="status">
                <HealthLabel health={KIND_LOOK[kind.state].health} word={KIND_LOOK[kind.state].word} />
              </td>
              <td data-col="address" className="num">
                {kind.objects.toLocaleString('en')}
              </td>
              <td data-col="restarts" className="num">
                {kind.quarantined}
              </td>
              <td data-col="age" className="num age">
                {kind.observedAt === null ? '–' : <RelativeTime at={kind.observedAt} form="ago" />}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
