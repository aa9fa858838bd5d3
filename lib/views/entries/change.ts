import type { ChangeRow } from '@/lib/model';
import type { WorldContext } from '../context';
import type { Picture } from '../picture';
import { targetRollout } from '../target-rollout';
import { servicesIn } from '../touched-services';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';
import { oneRow } from './one-row';

/** `change:{id}`: one whole Change, without what the viewer may do, which `GET /api/v1/changes/{id}` answers to each. */
export const change: View = {
  name: 'change',
  topics: ['change'],
  patched: ['change'],
  detail: { absent: (id) => `There is no change "${id}".` },
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open: openChange,
};

function openChange({ ground: { changes }, index }: Picture, context: WorldContext, id: string): OpenView {
  const watched = changes.watch(id);
  return {
    ready: watched.read,
    close: watched.stop,
    all: () => [id],
    touched(touched) {
      const summary = changes.kept(id)?.summary;
      if (touched.changes.has(id)) return [id];
      if (summary === undefined) return [];
      const services = servicesIn(index, touched);
      const { service, target } = summary;
      const isMoved = service === null ? services.size > 0 : services.has(service);
      return isMoved || touched.clusters.has(target.cluster) ? [id] : [];
    },
    derive: () => oneRow('change', id, rowOf(context, changes.kept(id)?.row(context) ?? null)),
  };
}

/** While a Change is executing, its progress is the current state of its rollout. */
function rowOf(context: WorldContext, row: ChangeRow | null): ChangeRow | null {
  if (row === null || !context.scope.sees(row.target)) return null;
  const isMoving = row.state === 'executing' || row.state === 'verifying';
  return isMoving ? { ...row, progress: targetRollout(context, row.target) } : row;
}
