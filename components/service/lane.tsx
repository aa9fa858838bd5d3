import Link from 'next/link';
import { Fragment } from 'react';
import { sideText, type PlacementSummary, type ServiceDetail } from '@/lib/model';
import { Icon } from '../ui/icon';
import { PlacementCard } from './placement-card';

export interface LaneProps {
  service: ServiceDetail;
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  titleOfEnvironment: (name: string) => string;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** Environments side by side, from the first to production; between two of them whether they run the same. */
export function Lane({ service, placements, labels, titleOfEnvironment, mayRequest }: LaneProps) {
  return (
    <section className="lane" aria-label="Environments" data-count={Math.min(placements.length, 3)}>
      {placements.map((placement, index) => {
        const before = placements.length === 2 ? placements[index - 1] : undefined;
        return (
          <Fragment key={placement.id}>
            {before === undefined ? null : <Between name={service.name} before={before} after={placement} />}
            <PlacementCard
              service={service}
              placement={placement}
              title={titleOfEnvironment(placement.environment)}
              label={labels.get(placement.id) ?? placement.id}
              mayRequest={mayRequest}
            />
          </Fragment>
        );
      })}
    </section>
  );
}

interface BetweenProps {
  name: string;
  before: PlacementSummary;
  after: PlacementSummary;
}

/** Whether the two run the same; links to all differences between their Environments, or between clusters of one. */
function Between({ name, before, after }: BetweenProps) {
  const kind = before.environment === after.environment ? 'cluster' : 'environment';
  const said =
    before.image === null || after.image === null
      ? null
      : before.image === after.image
        ? 'same image'
        : 'different image';
  const query = new URLSearchParams({
    left: sideText({ kind, name: before[kind] }),
    right: sideText({ kind, name: after[kind] }),
    q: name,
    same: 'true',
  });
  return (
    <div className="lane__link">
      {kind === 'cluster' ? null : <Icon name="right" />}
      {said === null ? null : (
        <Link href={`/topology/differences?${query.toString()}`} title="What differs between the two">
          {said}
        </Link>
      )}
    </div>
  );
}
