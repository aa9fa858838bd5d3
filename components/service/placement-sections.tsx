'use client';
import type { ReactNode } from 'react';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { RelativeTime } from '../time';
import { SectionHead } from '../ui/page-head';
import { StaleNote } from '../ui/states';
import { EventsList } from './events-list';
import { workloadsOf } from './placement-parts';
import { countEndpoints } from './pods';
import { PodsTable } from './pods-table';
import { WorkloadsTable } from './workloads-table';

export interface PlacementSectionsProps {
  service: ServiceDetail;
  placement: PlacementSummary;
  /** The control that chooses another placement. */
  choice: ReactNode;
}

/** What a placement is made of: its pods with their endpoints, its workloads, and what Kubernetes reported of them. */
export function PlacementSections({ service, placement, choice }: PlacementSectionsProps) {
  const { cluster, health, observedAt } = placement;
  const stale = health.status === 'Unknown';
  const endpoints = service.endpoints.filter((endpoint) => endpoint.placement === placement.id);
  const pods = service.pods.filter((pod) => pod.placement === placement.id);
  const events = service.events.filter((event) => event.placement === placement.id);
  const workloads = workloadsOf(service, placement);
  const { all, ready } = countEndpoints(endpoints);
  return (
    <>
      <section aria-labelledby="pods-head">
        <SectionHead
          id="pods-head"
          title="Pods"
          count={`${pods.length} in ${cluster}${all === 0 ? '' : `, ${ready} of ${all} endpoints ${stale ? 'were ' : ''}ready`}`}
          aside={choice}
          first
        />
        {stale ? (
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
        ) : null}
        {pods.length === 0 && all === 0 ? (
          <p className="soft">No pod runs here now.</p>
        ) : (
          <PodsTable pods={pods} endpoints={endpoints} stale={stale} />
        )}
        {pods.length > 0 && all === 0 ? (
          <p className="table-foot">No Kubernetes Service selects them.</p>
        ) : null}
      </section>
      <section aria-labelledby="workloads-head">
        <SectionHead id="workloads-head" title="Workloads" count={String(workloads.length)} />
        <WorkloadsTable workloads={workloads} stale={stale} />
      </section>
      <EventsList key={placement.id} events={events} />
    </>
  );
}
