import type { ChangeDetail } from '@/lib/model';
import { ChangeBadge } from './change-label';
import { ChangeProgress } from './change-progress';
import { isExecuted } from './change-state';
import { ChangeSteps } from './change-steps';
import { Consequences } from './consequences';
import { CallFailed } from './dialog-footer';
import { policyInShort } from './plan-notes';
import { PlanPanel } from './plan-panel';
import { PolicyRules } from './policy-rules';
import type { DialogRequest } from './use-change-request';

/** A Change within the dialog: its plan until it is executed, then its progress. */
export function DialogPlan({ change, requested }: { change: ChangeDetail; requested: DialogRequest }) {
  const { execute, cancel } = requested;
  const { id, state } = change;
  if (isExecuted(state)) {
    return (
      <div className="stack">
        <ChangeSteps change={change} />
        <ChangeProgress change={change} />
      </div>
    );
  }
  return (
    <div className="stack" role="group" aria-label="Plan and consequences" tabIndex={0}>
      <CallFailed error={execute.error} onAgain={() => execute.send(change)} />
      <CallFailed error={cancel.error} onAgain={() => cancel.send(id)} />
      {state === 'planned' ? null : (
        <p className="dialog__status" role="status">
          <ChangeBadge change={change} /> {change.outcome?.sentence ?? change.sentence}
        </p>
      )}
      <PlanPanel change={change} />
      <Consequences consequences={change.plan.consequences} />
      <section className="panel" aria-label="Policy">
        <PolicyRules checks={policyInShort(change.policy)} />
      </section>
    </div>
  );
}
