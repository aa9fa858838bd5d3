import { Fragment } from 'react';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { Icon } from '../ui/icon';
import { PlacementCard } from './placement-card';

export interface LaneProps {
  service: ServiceDetail;
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  titleOfEnvironment: (name: string) => string;
  /** Whether the one who looks may ask for Changes. */
  mayAsk: boolean;
}

/** Environments side by side, from the first to production; between two stands whether they run the same. */
export function Lane({ service, placements, labels, titleOfEnvironment, mayAsk }: LaneProps) {
  return (
    <section className="lane" aria-label="Environments" data-count={Math.min(placements.length, 3)}>
      {placements.map((placement, index) => {
        const before = placements.length === 2 ? placements[index - 1] : undefined;
        return (
          <Fragment key={placement.id}>
            {before === undefined ? null : <Between before={before} after={placement} />}
            <PlacementCard
              service={service}
              placement={placement}
              title={titleOfEnvironment(placement.environment)}
              label={labels.get(placement.id) ?? placement.id}
              mayAsk={mayAsk}
            />
          </Fragment>
        );
      })}
    </section>
  );
}

function Between({ before, after }: { before: PlacementSummary; after: PlacementSummary }) {
  return (
    <div className="lane__link">
      {before.environment === after.environment ? null : <Icon name="right" />}
      {before.image === null || after.image === null ? null : (
        <span>{before.image === after.image ? 'same image' : 'other image'}</span>
      )}
    </div>
  );
}
