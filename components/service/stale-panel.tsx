import type { PlacementSummary } from '@/lib/model';
import { RelativeTime } from '../time';
import { StaleNote } from '../ui/states';

/** Shown above a placement that cannot be read: why, and the age of the data below. Nothing for one that can be read. */
export function StalePanel({ placement: { health, observedAt } }: { placement: PlacementSummary }) {
  if (health.status !== 'Unknown') return null;
  return (
    <div className="panel stale-panel">
      <StaleNote title={health.message}>
        {observedAt === null ? (
          'Nothing was read from it since Pilothouse started.'
        ) : (
          <>
            The data below was read <RelativeTime at={observedAt} form="ago" />.
          </>
        )}
      </StaleNote>
    </div>
  );
}
