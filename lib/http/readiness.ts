import { KINDS, type ClusterPicture } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';

/** After this time a cluster that is still being listed no longer holds readiness back. */
const PATIENCE_MS = 10_000;
/** Events are listed last, and nothing waits for them. */
const WAITED_FOR = KINDS.filter((kind) => kind !== 'Event');

/** The answer of `/readyz`: whether requests may be sent here (Kubernetes' readiness). Needs no session, and names only what is missing. */
export async function answerReadyz(runtime: ReadinessPorts): Promise<{ status: 200 | 503; text: string }> {
  const missing = await readiness(runtime);
  return missing === null ? { status: 200, text: 'ok\n' } : { status: 503, text: `${missing}\n` };
}

export type ReadinessPorts = Pick<Runtime, 'db' | 'store' | 'now' | 'startedAt'>;

/** What is missing before requests may be sent here, in one line; null when nothing is. */
async function readiness({ db, store, now, startedAt }: ReadinessPorts): Promise<string | null> {
  if (!(await db.isReachable())) return 'The database does not answer.';
  if (now().getTime() - startedAt.getTime() > PATIENCE_MS) return null;
  const listing = store.clusters().filter(isListing).length;
  return listing === 0 ? null : `${listing} clusters are being listed for the first time.`;
}

/** Readiness does not wait for a cluster that cannot be reached. */
function isListing(picture: ClusterPicture): boolean {
  const { state } = picture.reach;
  if (state === 'connecting') return true;
  return state === 'live' && WAITED_FOR.some((kind) => picture.kindState(kind).state === 'listing');
}
