import type { PlacementSummary } from '@/lib/model';
import { RelativeTime } from '../time';
import { StaleNote } from '../ui/states';

/** Above the parts of a placement that cannot be read now: why, and how old is what stands below. Nothing for one that can. */
export function StalePanel({ placement: { health, observedAt } }: { placement: PlacementSummary }) {
  if (health.status !== 'Unknown') return null;
  return (
    <div className="panel stale-panel">
      <StaleNote title={health.message}>
        {observedAt === null ? (
          'Nothing of it was seen since Pilothouse started.'
        ) : (
          <>
            What stands below was so <RelativeTime at={observedAt} form="ago" />.
          </>
        )}
      </StaleNote>
    </div>
  );
}
