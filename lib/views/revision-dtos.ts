import { ACTION_TRAITS, type ChangeSummary, type Revision, type RevisionDto } from '@/lib/model';
import type { PlacementFacts } from '@/lib/derive/facts';
import { workloadRevisions } from '@/lib/derive/rollout';
import { WROTE } from './change-behind';
import { versionIn } from './rollout-rows';

/** The revisions of a placement's workloads, each with the Change of ours that asked for it. */
export function revisionDtos(
  { workloads, cluster }: PlacementFacts,
  placement: string,
  changes: readonly ChangeSummary[],
): RevisionDto[] {
  return workloads
    .flatMap((facts) => workloadRevisions(facts, cluster))
    .map((revision) => ({
      ...revision,
      images: { ...revision.images },
      placement,
      version: versionIn(revision.images),
      change: changeOf(revision, changes),
    }));
}

/**
 * The deploy of ours of this version and target: the one under whose hand the revision was made, else the last that was asked for after it
 * (one that brought it back). A Change's clock is ours and a revision's its cluster's, which keeps whole seconds.
 */
function changeOf(revision: Revision, changes: readonly ChangeSummary[]): RevisionDto['change'] {
  const { workload, createdAt } = revision;
  const version = versionIn(revision.images);
  if (version === null || createdAt === null) return null;
  const made = Date.parse(createdAt) + 1000;
  const deploys = changes
    .filter(
      ({ action, state, target, title }) =>
        ACTION_TRAITS[action].writesTemplate &&
        WROTE[state] &&
        target.cluster === workload.cluster &&
        target.namespace === workload.namespace &&
        target.kind === workload.kind &&
        target.name === workload.name &&
        title.endsWith(` ${version}`),
    )
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  const maker = deploys.find(
    (change) => Date.parse(change.createdAt) <= made && made <= Date.parse(change.updatedAt) + 2000,
  );
  const change = maker ?? deploys.find(({ createdAt: asked }) => Date.parse(asked) > made);
  return change ? { id: change.id, title: change.title, askedBy: change.askedBy.name } : null;
}
