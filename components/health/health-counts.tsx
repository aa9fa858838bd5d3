import type { Health } from '@/lib/model';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface HealthCountsProps {
  /** The worst first; statuses with a count of 0 are left out. */
  counts: readonly { status: Health; parts: number }[];
}

/** How many members are not Healthy, with a glyph for each status; or that all are Healthy. */
export function HealthCounts({ counts }: HealthCountsProps) {
  const notable = counts.filter(({ status }) => status !== 'Healthy');
  if (notable.length === 0) return <span className="counts muted">All Healthy</span>;
  return (
    <span className="counts">
      {notable.map(({ status, parts }) => (
        <span key={status} className="health" data-health={healthKey(status)} title={`${parts} ${status}`}>
          <HealthGlyph health={status} />
          {parts}
        </span>
      ))}
    </span>
  );
}
