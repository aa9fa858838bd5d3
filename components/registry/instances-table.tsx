'use client';
import { useLiveStatus } from '@/lib/client';
import type { RegistryInstance } from '@/lib/model';
import { HealthButton } from '../health';
import { lastTrue } from '../list/cluster-ages';
import { useWindowRows } from '../list/use-window-rows';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Head, SpacerRow, Table } from '../ui/table';
import { InstanceAction } from './instance-action';
import { ProbeCell, type LatencyOf } from './probe-cell';
import { STATUS_LOOK } from './registry-look';
import { SourceTag } from './sources';
import type { RegistryRefusals } from './refusals';

const ROW_PX = 58;
const COLUMNS = 9;

export interface InstancesTableProps {
  instances: readonly RegistryInstance[];
  refused: RegistryRefusals;
  /** Whether any instance registered itself, so that there is something to take out or put back. */
  reported: boolean;
  /** Ids of instances without a heartbeat that stay registered while protection is on. */
  kept: readonly string[];
  /** Given where Pilothouse probes an instance itself: what is known of the last hour. */
  latencyOf: LatencyOf | null;
  /** Called after an action, with a sentence about it. */
  onDone: (sentence: string) => void;
}

/** Every address of a service, from all sources; of a long list only what is in view is drawn. */
export function InstancesTable(props: InstancesTableProps) {
  const { instances, refused, reported, kept, latencyOf, onDone } = props;
  const { from, to, before, after, place, measure } = useWindowRows(instances.length, ROW_PX);
  return (
    <div className="panel" ref={place}>
      <Table caption="Instances" className="cards members" sticky aria-rowcount={instances.length + 1}>
        <thead>
          <tr>
            <Head>Address</Head>
            <Head>Status</Head>
            {latencyOf === null ? null : <Head>Probe, last hour</Head>}
            <Head>Source</Head>
            <Head>Version</Head>
            <Head>Zone</Head>
            <Head>Where</Head>
            <Head num>Last seen</Head>
            {reported ? (
              <Head>
                <span className="vh">Action</span>
              </Head>
            ) : null}
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={before} columns={COLUMNS} />
          {instances.slice(from, to).map((instance, offset) => (
            <tr key={instance.id} ref={measure} data-index={from + offset} data-instance={instance.id}>
              <td data-col="name">
                <span className="mono">{addressOf(instance)}</span>
                <Names instance={instance} />
              </td>
              <td data-col="status">
                <Status instance={instance} />
                {kept.includes(instance.id) ? <span className="sub kept">kept: protection is on</span> : null}
              </td>
              {latencyOf === null ? null : (
                <td data-col="probe">
                  <ProbeCell instance={instance} latencyOf={latencyOf} />
                </td>
              )}
              <td data-col="source">
                <SourceTag source={instance.source} />
              </td>
              <td data-col="version" className="mono">
                {instance.version ?? <span className="muted">–</span>}
              </td>
              <td data-col="zone">{instance.zone ?? <span className="muted">–</span>}</td>
              <td data-col="where">
                <Where instance={instance} />
              </td>
              <td data-col="age" className="num age">
                <LastSign instance={instance} />
              </td>
              {reported ? (
                <td data-col="action" className="num">
                  <InstanceAction instance={instance} refused={refused.instances} onDone={onDone} />
                </td>
              ) : null}
            </tr>
          ))}
          <SpacerRow height={after} columns={COLUMNS} />
        </tbody>
      </Table>
    </div>
  );
}

export function addressOf({ address, port }: Pick<RegistryInstance, 'address' | 'port'>): string {
  const host = address.includes(':') && port !== null ? `[${address}]` : address;
  return port === null ? host : `${host}:${port}`;
}

/** Its further addresses and ports, its name in the registry, its weight unless it is one, its tags. */
function Names({
  instance: { addresses, ports, registered, via, weight, tags },
}: {
  instance: RegistryInstance;
}) {
  const further = [
    ...(registered === null ? [] : [registered.id]),
    ...(via.length > 1 ? [`Services ${via.join(', ')}`] : []),
    ...addresses.slice(1),
    ...(ports.length > 1 ? [`ports ${ports.map(({ port }) => port).join(', ')}`] : []),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
  ];
  return (
    <>
      {further.length === 0 ? null : <span className="sub">{further.join(' · ')}</span>}
      {tags.length === 0 ? null : <span className="tags">{tags.join(', ')}</span>}
    </>
  );
}

function Status({ instance }: { instance: RegistryInstance }) {
  const { status, message, receipts, since, lapsesAt } = instance;
  const { word, health } = STATUS_LOOK[status];
  return (
    <>
      <ReceiptPopover
        trigger={<HealthButton health={health} word={word} stale={status === 'unknown'} />}
        health={health}
        sentence={message}
        receipts={receipts}
      />
      {status === 'passing' && lapsesAt === null ? null : (
        <span className="sub">
          {lapsesAt !== null && status !== 'critical' ? (
            <>
              expires <RelativeTime at={lapsesAt} form="in" />
            </>
          ) : since === null ? null : (
            <RelativeTime at={since} form="for" />
          )}
        </span>
      )}
    </>
  );
}

function Where({ instance: { pod, node, cluster, namespace } }: { instance: RegistryInstance }) {
  if (cluster === null) return <span className="muted">outside the clusters</span>;
  return (
    <>
      {pod ?? <span className="muted">no pod</span>}
      <span className="sub">{[namespace, node, cluster].filter((part) => part !== null).join(' · ')}</span>
    </>
  );
}

/** What Kubernetes reports is true while its cluster answers. */
function LastSign({ instance: { lastSeenAt, source, cluster } }: { instance: RegistryInstance }) {
  const { ages } = useLiveStatus();
  if (lastSeenAt === null) return <>–</>;
  const at = source === 'kubernetes' && cluster !== null ? lastTrue(lastSeenAt, cluster, ages) : lastSeenAt;
  return <RelativeTime at={at} form="bare" />;
}
