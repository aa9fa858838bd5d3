import { placementId, type ChangeDetail, type ChangeSummary } from '@/lib/model';
import { formOf } from './kinds';

/** The heading of a Change's page: "Deploy ledger 1.28.0 to production-eu", "Scale cart 2 → 4 in staging-eu". */
export function headingOf(change: Pick<ChangeSummary, 'action' | 'title' | 'target'>): {
  readonly title: string;
  readonly place: string;
} {
  return {
    title: `${change.title} ${formOf(change.action).preposition}`,
    place: change.target.cluster,
  };
}

/** The label of the button that executes it: "Scale ledger to 4", "Deploy ledger 1.28.1". */
export function executeLabel(change: Pick<ChangeDetail, 'action' | 'title' | 'target' | 'params'>): string {
  return formOf(change.action).button(change);
}

/** A plan that was only looked at: it was not requested, and lists leave it out. */
export function isDraft(change: Pick<ChangeSummary, 'state' | 'approvalsNeeded'>): boolean {
  if (change.state === 'planned') return true;
  return (change.state === 'cancelled' || change.state === 'expired') && change.approvalsNeeded === 0;
}

/** The page where the same Change can be planned again, with its values filled in; null when the service is not known. */
export function planAgainHref(
  change: Pick<ChangeDetail, 'service' | 'action' | 'target' | 'params'>,
): string | null {
  if (change.service === null) return null;
  const { cluster, namespace } = change.target;
  const form = formOf(change.action);
  const query = new URLSearchParams({
    do: change.action,
    placement: placementId(change.service, cluster, namespace),
    ...(form.again ?? form.query)(change.params),
  });
  return `/catalog/${encodeURIComponent(change.service)}?${query.toString()}`;
}

/** The later of two answers about one Change; of two with the same time the second, which may have a newer rollout. */
export function fresher<T extends Pick<ChangeDetail, 'updatedAt'>>(answer: T, live: T | null): T {
  return live !== null && live.updatedAt >= answer.updatedAt ? live : answer;
}
