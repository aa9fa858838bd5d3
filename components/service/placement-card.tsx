import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { HealthButton, healthKey } from '../health';
import { counted } from '../list/words';
import { PodCells } from '../pods/pod-cells';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Blocked } from './blocked';
import { cellsOf, rolloutsOf, workloadsOf } from './placement-parts';

export interface PlacementCardProps {
  service: ServiceDetail;
  placement: PlacementSummary;
  /** The environment's title. */
  title: string;
  /** Told apart by cluster and namespace where two placements share an environment. */
  label: string;
}

/** A service in one cluster and namespace: version, pods, rollout, health with its receipt, and who else has a hand on it. */
export function PlacementCard({ service, placement, title, label }: PlacementCardProps) {
  const { health } = placement;
  const rollouts = rolloutsOf(service, placement);
  const blocked = rollouts.find((rollout) => rollout.blocker !== null);
  return (
    <article className="panel placement" data-health={healthKey(health.status)} aria-label={label}>
      <header>
        <span className="env">{title}</span>
        <span className="muted">
          {placement.cluster} / {placement.namespace}
        </span>
        <ReceiptPopover
          trigger={<HealthButton health={health.status} stale={health.status === 'Unknown'} />}
          health={health.status}
          sentence={health.message}
          receipts={health.receipts}
        />
      </header>
      <div className="placement__body">
        <Version placement={placement} />
        <Pods service={service} placement={placement} />
        <p className={health.status === 'Healthy' ? 'soft' : undefined}>
          {health.status === 'Healthy' ? health.message : <strong>{health.message}</strong>}{' '}
          {health.last === null ? null : (
            <span className="soft">
              Was {health.last.status} <RelativeTime at={health.last.observedAt} form="ago" />.
            </span>
          )}
        </p>
        {blocked?.blocker ? <Blocked blocker={blocked.blocker} /> : null}
        <p className="muted">{handsOf(service, placement)}</p>
      </div>
    </article>
  );
}

function Version({ placement }: { placement: PlacementSummary }) {
  const { version, image, changedAt, rollout } = placement;
  if (image === null) return <p className="version muted">No image.</p>;
  return (
    <p className="version">
      <b>{rollout === null ? version : `→ ${rollout.toVersion}`}</b>
      <span className="muted image">
        <code title={image}>{image}</code>
      </span>
      {changedAt === null ? null : (
        <span className="muted nowrap">
          deployed <RelativeTime at={changedAt} form="ago" />
        </span>
      )}
    </p>
  );
}

function Pods({ service, placement }: { service: ServiceDetail; placement: PlacementSummary }) {
  const rollouts = rolloutsOf(service, placement);
  const { cells, complete } = cellsOf(service, placement);
  const state = rollouts.map((rollout) => `Rollout ${rollout.state}`).slice(0, 1);
  return (
    <div>
      {cells.length === 0 ? null : <PodCells cells={cells} complete={complete} />}
      <span className="sub">
        {[`${placement.ready} of ${placement.desired} ready`, ...state].join('. ')}
        {rollouts[0] === undefined || rollouts[0].state === 'Complete' || rollouts[0].blocker !== null
          ? null
          : `: ${rollouts[0].sentence}`}
      </span>
    </div>
  );
}

/** What else decides here: autoscalers, schedules, and how many workloads there are. */
function handsOf(service: ServiceDetail, placement: PlacementSummary): string {
  const workloads = workloadsOf(service, placement);
  const scalers = workloads.flatMap(({ autoscaler }) => (autoscaler === null ? [] : [autoscaler]));
  const schedules = workloads.flatMap(({ schedule, suspended }) =>
    schedule === null ? [] : [`Runs at ${schedule}${suspended ? ', suspended' : ''}.`],
  );
  return [
    ...scalers.map(({ min, max, desired }) => `Autoscaler ${min}–${max}, wants ${desired}.`),
    ...(scalers.length === 0 && schedules.length === 0 ? ['No autoscaler.'] : []),
    ...schedules,
    workloads.length > 1 ? `${counted(workloads.length, 'workload')}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
