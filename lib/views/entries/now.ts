import type { Problem } from '@/lib/model';
import type { WorldContext } from '../context';
import { IS_TROUBLE } from '../notable';
import { readNow } from '../now';
import { NowPicture } from '../now-picture';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/** The pause between two derivations: Now depends on every placement. */
const PAUSE_MS = 100;
const NOW = 'now';

/** The placements that are broken or at a limit, a row for each (`health`), and the summary (`now`). Keys: touched placements, or none. */
export const now: View = {
  name: 'now',
  topics: ['health', 'now'],
  patched: [NOW],
  detail: null,
  cadence: { ...AT_ONCE, everyMs: PAUSE_MS, isWithBase: false },
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements', 'registry'],
  open: (_, context) => openNow(context),
};

function openNow(context: WorldContext): OpenView {
  const { index } = context;
  const picture = new NowPicture(context);
  /** The last published number of disagreements. */
  let disagreements = 0;
  return {
    all: () => [NOW, ...[...index.allPlacements()].map(({ id }) => id)],
    *touched({ derived, services, clusters, changes }) {
      yield* derived.get('placements') ?? [];
      for (const id of services) yield* index.service(id)?.placements ?? [];
      const hasOtherDisagreements =
        derived.has('registry') && context.registry.disagreements !== disagreements;
      if (services.size + clusters.size + changes.size > 0 || hasOtherDisagreements) yield NOW;
    },
    derive(keys) {
      picture.touch([...keys].filter((key) => key !== NOW));
      const { upserts, gone } = picture.settle();
      disagreements = context.registry.disagreements;
      const trouble = upserts.filter(({ health }) => IS_TROUBLE[health.status]);
      const calmed = upserts.filter(({ health }) => !IS_TROUBLE[health.status]);
      return {
        rows: [
          {
            topic: 'health',
            upserts: new Map(trouble.map((problem): [string, Problem] => [problem.placement, problem])),
            deletes: [...gone, ...calmed.map(({ placement }) => placement)],
          },
          { topic: NOW, upserts: new Map([[NOW, readNow(context, picture)]]), deletes: [] },
        ],
        validUntil: null,
      };
    },
  };
}
