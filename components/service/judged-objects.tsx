import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { HealthButton } from '../health';
import { counted } from '../list/counted';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { SectionHead } from '../ui/page-head';
import { judgedOf, type Judged } from './judged';

export interface JudgedObjectsProps {
  service: ServiceDetail;
  placement: PlacementSummary;
  /** The cluster cannot be read: this is the last known state. */
  stale: boolean;
}

/** Each workload, and each pod with a problem, with the health of that object alone, as in Argo CD. */
export function JudgedObjects({ service, placement, stale }: JudgedObjectsProps) {
  const { shown, healthyPods } = judgedOf(service, placement);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="objects-head">
      <SectionHead id="objects-head" title="Objects" count="the health of each object alone" />
      <ul className="panel judged">
        {shown.map((object) => (
          <JudgedLine key={object.key} object={object} stale={stale} />
        ))}
      </ul>
      {healthyPods === 0 ? null : (
        <p className="table-foot">
          Not listed: {counted(healthyPods, 'pod')} that {healthyPods === 1 ? 'is' : 'are'} Healthy.
        </p>
      )}
    </section>
  );
}

function JudgedLine({ object: { kind, name, health }, stale }: { object: Judged; stale: boolean }) {
  const shown = stale ? 'Unknown' : health.status;
  return (
    <li>
      <ReceiptPopover
        trigger={
          <HealthButton health={shown} word={stale ? `was ${health.status}` : undefined} stale={stale} />
        }
        health={shown}
        sentence={health.message}
        receipts={health.receipts}
      />
      <div>
        {kind} <span className="mono">{name}</span>
        <span className="sub">{health.message}</span>
      </div>
      {health.since === null ? null : (
        <span className="age">
          <RelativeTime at={health.since} form="for" />
        </span>
      )}
    </li>
  );
}
