'use client';
import { RolloutDetail } from '../rollouts/rollout-detail';
import { SectionHead } from '../ui/page-head';
import { rolloutsOf } from './placement-parts';
import { RevisionsTable } from './revisions-table';
import { StalePanel } from './stale-panel';
import type { TabPart } from './tab-part';

/** The rollout of each workload of a placement, and the revisions that its cluster keeps. */
export function RolloutTab({ service, placement, mayRequest, url }: TabPart) {
  const rollouts = rolloutsOf(service, placement);
  const revisions = service.revisions.filter((revision) => revision.placement === placement.id);
  return (
    <>
      <StalePanel placement={placement} />
      {rollouts.length === 0 ? (
        <p className="soft">
          There are no rollouts to show. Only Deployments, StatefulSets and DaemonSets have rollouts, and with
          the update strategy OnDelete a pod is replaced only after it is deleted.
        </p>
      ) : (
        rollouts.map((rollout, index) => {
          const { kind, name } = rollout.workload;
          const id = `rollout-${kind}-${name}`;
          return (
            <section key={id} aria-labelledby={id}>
              <SectionHead id={id} title="Rollout" count={`of ${kind} ${name}`} first={index === 0} />
              <div className="panel">
                <RolloutDetail rollout={rollout} stale={placement.health.status === 'Unknown'} />
              </div>
            </section>
          );
        })
      )}
      <RevisionsTable
        revisions={revisions}
        onRollBack={
          mayRequest ? (back) => url.put({ do: 'rollback', placement: placement.id, ...back }) : null
        }
      />
    </>
  );
}
