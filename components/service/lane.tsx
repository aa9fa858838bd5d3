import { Fragment } from 'react';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { Icon } from '../ui/icon';
import { PlacementCard } from './placement-card';

export interface LaneProps {
  service: ServiceDetail;
  placements: readonly PlacementSummary[];
  labels: ReadonlyMap<string, string>;
  titleOfEnvironment: (name: string) => string;
}

/** Environments side by side, from the first to production; between two stands what they share or do not. */
export function Lane({ service, placements, labels, titleOfEnvironment }: LaneProps) {
  return (
    <section className="lane" aria-label="Environments" data-count={Math.min(placements.length, 3)}>
      {placements.map((placement, index) => {
        const before = placements.length === 2 ? placements[index - 1] : undefined;
        return (
          <Fragment key={placement.id}>
            {before === undefined ? null : (
              <div className="lane__link">
                <Icon name="right" />
                <span>{before.image === placement.image ? 'same image' : 'other image'}</span>
              </div>
            )}
            <PlacementCard
              service={service}
              placement={placement}
              title={titleOfEnvironment(placement.environment)}
              label={labels.get(placement.id) ?? placement.id}
            />
          </Fragment>
        );
      })}
    </section>
  );
}
