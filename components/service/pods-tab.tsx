'use client';
import { SectionHead } from '../ui/page-head';
import { workloadsOf } from './placement-parts';
import { countEndpoints } from './pods';
import { PodsTable } from './pods-table';
import { StalePanel } from './stale-panel';
import type { TabPart } from './tab-part';
import { WorkloadsTable } from './workloads-table';

/** The parts of a placement: its pods with their endpoints, and its workloads. */
export function PodsTab({ service, placement }: TabPart) {
  const { cluster, health } = placement;
  const stale = health.status === 'Unknown';
  const endpoints = service.endpoints.filter((endpoint) => endpoint.placement === placement.id);
  const pods = service.pods.filter((pod) => pod.placement === placement.id);
  const workloads = workloadsOf(service, placement);
  const { all, ready } = countEndpoints(endpoints);
  return (
    <>
      <section aria-labelledby="pods-head">
        <SectionHead
          id="pods-head"
          title="Pods"
          count={`${pods.length} in ${cluster}${all === 0 ? '' : `, ${ready} of ${all} endpoints ${stale ? 'were ' : ''}ready`}`}
          first
        />
        <StalePanel placement={placement} />
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
    </>
  );
}
