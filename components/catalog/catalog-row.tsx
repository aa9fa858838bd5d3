import Link from 'next/link';
import type { PlacementSummary, ServiceSummary } from '@/lib/model';
import { HEALTH_RANK } from '@/lib/model';
import { NoPlacementCell, PlacementCell } from '../health';
import { counted } from '../list/counted';
import { titleOf } from '../list/title-of';
import { Arrow } from '../rollouts/versions';
import { RelativeTime } from '../time';
import { placementsIn, type PlacementColumn } from './columns';
import { placementsInScope, type CatalogQuery } from './select';

/** Where a service's page is. */
export function catalogHref(id: string): string {
  return `/catalog/${encodeURIComponent(id)}`;
}

export interface CatalogRowProps {
  service: ServiceSummary;
  columns: readonly PlacementColumn[];
  query: Pick<CatalogQuery, 'environment' | 'cluster'>;
  /** The keyboard is on this row. */
  at: boolean;
  /** The index of the row in the list, and the `ref` that measures it. */
  index: number;
  measure: (row: Element | null) => void;
}

/** One service: its name and description, its owner, a cell for each column of placements, and the last change. */
export function CatalogRow({ service, columns, query, at, index, measure }: CatalogRowProps) {
  const placements = placementsInScope(service, query);
  return (
    <tr ref={measure} data-index={index} data-at={at || undefined}>
      <td data-col="name">
        <Link className="name" href={catalogHref(service.id)} prefetch={false}>
          {service.name}
        </Link>
        {service.description === null ? null : <span className="sub">{service.description}</span>}
      </td>
      <td data-col="owner" className="soft">
        {service.owner === null ? '–' : titleOf(service.owner)}
      </td>
      {columns.map((column) => (
        <PlacementTd key={column.name} column={column} placements={placementsIn(column, placements)} />
      ))}
      <td data-col="changed" className="num age">
        {service.changedAt === null ? '–' : <RelativeTime at={service.changedAt} />}
      </td>
    </tr>
  );
}

function PlacementTd({
  column,
  placements,
}: {
  column: PlacementColumn;
  placements: readonly PlacementSummary[];
}) {
  const [worst] = [...placements].sort((a, b) => HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status]);
  if (!worst) {
    return (
      <td data-col="placement" data-head={column.name}>
        <NoPlacementCell />
      </td>
    );
  }
  const others = placements.length - 1;
  const { health } = worst;
  return (
    <td
      className={health.status === 'Unknown' ? 'stale' : undefined}
      data-col="placement"
      data-head={column.name}
    >
      <PlacementCell
        health={health.status}
        version={versionOf(worst)}
        word={worst.version === null || health.status === 'Missing'}
        image={worst.image}
        reps={
          <>
            {repsOf(worst)}
            {others === 0 ? null : (
              <span title={`${counted(others, 'more placement')} here, none of them worse`}> +{others}</span>
            )}
          </>
        }
        title={health.message}
      />
    </td>
  );
}

function versionOf({ health, version, rollout }: PlacementSummary): React.ReactNode {
  if (health.status === 'Missing' || version === null) return health.status;
  if (rollout === null) return version;
  return (
    <>
      <Arrow /> {rollout.toVersion}
    </>
  );
}

function repsOf({ health, observedAt, ready, desired, rollout }: PlacementSummary): React.ReactNode {
  if (health.status === 'Unknown') return observedAt === null ? undefined : <RelativeTime at={observedAt} />;
  // When all pods are new, the number of ready pods matters.
  if (rollout !== null && rollout.updated < desired) return `${rollout.updated}/${desired} new`;
  // A workload that runs by a schedule wants no pods between its runs. Where zero pods are wanted on purpose, it is shown.
  return desired === 0 && health.status !== 'Idle' ? undefined : `${ready}/${desired}`;
}
