import {
  isWorkloadKind,
  traitsOf,
  type PlacementSummary,
  type RolloutDto,
  type ServiceDetail,
  type WorkloadDto,
} from '@/lib/model';
import { HealthButton, healthKey, LastKnown } from '../health';
import { counted } from '../list/counted';
import { PodCells } from '../pods/pod-cells';
import { ReceiptPopover } from '../receipt';
import { Blocked } from '../rollouts/blocked';
import { RelativeTime } from '../time';
import { cellsOf, rolloutsOf, workloadsOf } from './placement-parts';

export interface PlacementCardProps {
  service: ServiceDetail;
  placement: PlacementSummary;
  /** The environment's title. */
  title: string;
  /** With cluster and namespace where two placements share an environment. */
  label: string;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** A service in one cluster and namespace: version, pods, rollout, health with its receipt, and who else manages it. */
export function PlacementCard({ service, placement, title, label, mayRequest }: PlacementCardProps) {
  const { health, cluster, namespace } = placement;
  const stale = health.status === 'Unknown';
  const blocked = rolloutsOf(service, placement).find((rollout) => rollout.blocker !== null);
  return (
    <article className="panel placement" data-health={healthKey(health.status)} aria-label={label}>
      <header>
        <span className="env">{title}</span>
        <span className="muted where" title={`${cluster} / ${namespace}`}>
          {cluster} / {namespace}
        </span>
        <span className="placement__status">
          {stale ? <LastKnown last={health.last} /> : null}
          <ReceiptPopover
            trigger={<HealthButton health={health.status} stale={stale} block={stale} />}
            health={health.status}
            sentence={health.message}
            receipts={health.receipts}
            advice={{
              advice: health.advice,
              place: { service: service.id, placement: placement.id, mayRequest },
            }}
          />
        </span>
      </header>
      <div className="placement__body">
        <Version placement={placement} />
        <Pods service={service} placement={placement} />
        <p className={health.status === 'Healthy' ? 'soft' : undefined}>
          {health.status === 'Healthy' ? health.message : <strong>{health.message}</strong>}
        </p>
        {blocked?.blocker && !stale ? <Blocked blocker={blocked.blocker} /> : null}
        <Hands workloads={workloadsOf(service, placement)} />
      </div>
    </article>
  );
}

function Version({ placement }: { placement: PlacementSummary }) {
  const { version, image, changedAt, rollout } = placement;
  if (image === null) return <p className="version muted">No image.</p>;
  return (
    <div>
      <p className="version">
        <b>{rollout?.toVersion ?? version}</b>
        <span className="muted">
          {changedAt === null ? null : (
            <>
              deployed <RelativeTime at={changedAt} form="ago" />
            </>
          )}
          {rollout?.fromVersion == null || rollout.fromVersion === rollout.toVersion ? null : (
            <>
              {changedAt === null ? '' : ', '}was <code>{rollout.fromVersion}</code>
            </>
          )}
        </span>
      </p>
      <code className="image muted" title={image}>
        {image}
      </code>
    </div>
  );
}

function Pods({ service, placement }: { service: ServiceDetail; placement: PlacementSummary }) {
  const [rollout] = rolloutsOf(service, placement);
  const { cells, complete } = cellsOf(service, placement);
  // A workload that runs by a schedule wants no pods between its runs.
  if (rollout === undefined && placement.desired === 0 && placement.health.status !== 'Idle') return null;
  return (
    <div>
      {cells.length === 0 ? null : <PodCells cells={cells} complete={complete} />}
      <span className="sub">
        {placement.health.status === 'Unknown' ? 'When last seen: ' : null}
        {readyWords(placement)}
        {rollout === undefined ? null : `. ${rolloutWords(rollout)}`}
      </span>
    </div>
  );
}

/** A rollout may hold more pods than are wanted. */
function readyWords({ ready, desired }: PlacementSummary): string {
  return ready > desired ? `${ready} ready, ${desired} wanted` : `${ready} of ${desired} ready`;
}

/** What blocks it is shown in full below. */
function rolloutWords({ state, blocker, sentence }: RolloutDto): string {
  if (state === 'Complete' || blocker !== null) return `Rollout ${state}`;
  return sentence.startsWith(state) ? `Rollout ${sentence}` : `Rollout ${state}: ${sentence}`;
}

function isScalableKind(kind: string): boolean {
  return isWorkloadKind(kind) && traitsOf(kind).scalable;
}

/** What else determines the pods: autoscalers, schedules, and the number of workloads. */
function Hands({ workloads }: { workloads: readonly WorkloadDto[] }) {
  const scalers = workloads.flatMap(({ autoscaler }) => (autoscaler === null ? [] : [autoscaler]));
  const scheduled = workloads.filter(({ schedule }) => schedule !== null);
  const words = [
    ...scalers.map(({ min, max, desired }) => `Autoscaler ${min}–${max}, wants ${desired}.`),
    ...(scalers.length === 0 && workloads.some(({ ref }) => isScalableKind(ref.kind))
      ? ['No autoscaler.']
      : []),
    ...(workloads.length > 1 ? [`${counted(workloads.length, 'workload')}.`] : []),
  ];
  if (words.length === 0 && scheduled.length === 0) return null;
  return (
    <p className="muted">
      {words.join(' ')}
      {scheduled.map(({ ref, schedule, suspended }) => (
        <span key={ref.name} className="nowrap">
          {' '}
          {suspended ? 'Would run' : 'Runs'} at <code>{schedule}</code>.
        </span>
      ))}
    </p>
  );
}
