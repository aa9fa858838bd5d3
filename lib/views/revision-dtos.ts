import { ACTION_TRAITS, type ChangeSummary, type Revision, type RevisionDto } from '@/lib/model';
import type { PlacementFacts } from '@/lib/derive/facts';
import { workloadRevisions } from '@/lib/derive/rollout';
import { WROTE } from './change-behind';
import { versionIn } from './rollout-rows';

type RevisionFacts = Pick<Revision, 'workload' | 'images' | 'createdAt'>;

/** The revisions of a placement's workloads, each with the Change that made it, if one did. */
export function revisionDtos(
  { workloads, cluster }: PlacementFacts,
  placement: string,
  changes: readonly ChangeSummary[],
): RevisionDto[] {
  return workloads
    .flatMap((facts) => workloadRevisions(facts, cluster))
    .map(({ keptIn, ...revision }) => ({
      ...revision,
      images: { ...revision.images },
      placement,
      kept: keptIn !== null,
      version: versionIn(revision.images),
      change: changeOf(revision, changes),
    }));
}

/**
 * The Change that made this revision: the one that was executing when it was created, else the last one that was requested later and names
 * its version (a rollback to it). The times of a Change are by our clock, those of a revision by its cluster's, in whole seconds.
 */
function changeOf(revision: RevisionFacts, changes: readonly ChangeSummary[]): RevisionDto['change'] {
  const { workload, createdAt } = revision;
  const version = versionIn(revision.images);
  if (version === null || createdAt === null) return null;
  const made = Date.parse(createdAt) + 1000;
  const names = ({ title }: ChangeSummary) => title.endsWith(` ${version}`) || title.endsWith(`(${version})`);
  const wrote = changes
    .filter(
      (change) =>
        WROTE[change.state] &&
        change.target.cluster === workload.cluster &&
        change.target.namespace === workload.namespace &&
        change.target.kind === workload.kind &&
        change.target.name === workload.name &&
        (ACTION_TRAITS[change.action].template === 'again' ||
          (ACTION_TRAITS[change.action].template === 'another' && names(change))),
    )
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  const maker = wrote.find(
    (change) => Date.parse(change.createdAt) <= made && made <= Date.parse(change.updatedAt) + 2000,
  );
  const later = wrote.find((change) => names(change) && Date.parse(change.createdAt) > made);
  const change = maker ?? later;
  return change ? { id: change.id, title: change.title, askedBy: change.askedBy.name } : null;
}
