import type { ChangeDetail } from '@/lib/model';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Diff } from '../ui/diff';
import { groupFields } from './plan-groups';
import { PlanId, Seal } from './seal';

export interface PlanPanelProps {
  change: Pick<ChangeDetail, 'plan' | 'target'>;
  /** The id of the heading; a page may hold only one plan. */
  id?: string;
}

/** What will be written, with the seal of exactly this plan. */
export function PlanPanel({ change: { plan, target }, id = 'plan-head' }: PlanPanelProps) {
  return (
    <section className="panel plan" aria-labelledby={id}>
      <header className="plan-head">
        <Seal hash={plan.hash} />
        <div>
          <h2 id={id}>
            Plan <PlanId hash={plan.hash} />
          </h2>
          <p>
            Made <RelativeTime at={plan.madeAt} form="ago" /> from resourceVersion{' '}
            <code>{plan.resourceVersion}</code>
          </p>
        </div>
      </header>
      <Diff caption="Plan" groups={groupFields(target, plan.diff)} />
      <p className="plan-foot">
        It writes {plan.diff.length === 1 ? 'this field' : `these ${counted(plan.diff.length, 'field')}`} and
        nothing else. The cluster accepted it in a dry run.
      </p>
    </section>
  );
}
