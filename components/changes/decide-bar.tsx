'use client';
import type { ReactNode } from 'react';
import type { ChangeDetail } from '@/lib/model';
import { Actions, Button } from '../ui/button';
import { CallFailed } from './dialog-footer';
import { executeLabel } from './change-words';
import { PlanId, Seal } from './seal';
import type { ChangeDecision } from './use-change-decision';

export interface DecideBarProps {
  change: ChangeDetail;
  decision: ChangeDecision;
  onReject: () => void;
}

/**
 * The bar for the decision about exactly the plan whose seal it shows. To those who may not decide it says why. There is no bar for a
 * Change that has ended.
 */
export function DecideBar({ change, decision, onReject }: DecideBarProps) {
  const { id, state, plan, may, target } = change;
  if (state !== 'awaiting-approval' && state !== 'planned' && state !== 'approved') return null;
  const { approve, execute, cancel } = decision;
  const calling = may.cancel.allowed ? (
    <Button pending={cancel.pending} onClick={() => cancel.send({ id })}>
      Cancel this change
    </Button>
  ) : null;

  if (may.approve.allowed) {
    return (
      <Bar change={change} decision={decision}>
        <p>
          <strong>
            You approve plan <PlanId hash={plan.hash} />, as shown above.
          </strong>
          <br />
          <span className="soft">
            If{' '}
            <code>
              {target.namespace}/{target.name}
            </code>{' '}
            changes before this is executed, your approval becomes void and is requested again.
          </span>
        </p>
        <Actions>
          <Button onClick={onReject}>Reject…</Button>
          <Button
            kind="main"
            icon="ok"
            pending={approve.pending}
            onClick={() => approve.send({ id, planHash: plan.hash })}
          >
            Approve this plan
          </Button>
        </Actions>
      </Bar>
    );
  }
  if (may.execute.allowed) {
    return (
      <Bar change={change} decision={decision}>
        <p>
          <strong>
            You execute plan <PlanId hash={plan.hash} />, as shown above.
          </strong>
          <br />
          <span className="soft">
            It is planned again first. If the diff is different, nothing is written.
          </span>
        </p>
        <Actions>
          {calling}
          <Button
            kind="main"
            pending={execute.pending}
            onClick={() => execute.send({ id, planHash: plan.hash })}
          >
            {executeLabel(change)}
          </Button>
        </Actions>
      </Bar>
    );
  }
  const reason = state === 'awaiting-approval' ? may.approve.reason : may.execute.reason;
  return (
    <Bar change={change} decision={decision}>
      <p>
        <strong>{reason}</strong>
        <br />
        <span className="soft">{change.sentence}</span>
      </p>
      {calling === null ? null : <Actions>{calling}</Actions>}
    </Bar>
  );
}

function Bar({
  change,
  decision,
  children,
}: {
  change: ChangeDetail;
  decision: ChangeDecision;
  children: ReactNode;
}) {
  const { approve, execute, cancel } = decision;
  const { id, plan } = change;
  return (
    <section className="decide" aria-label="Decide">
      {approve.error === null && execute.error === null && cancel.error === null ? null : (
        <div className="decide__error">
          <CallFailed error={approve.error} onAgain={() => approve.send({ id, planHash: plan.hash })} />
          <CallFailed error={execute.error} onAgain={() => execute.send({ id, planHash: plan.hash })} />
          <CallFailed error={cancel.error} onAgain={() => cancel.send({ id })} />
        </div>
      )}
      <Seal hash={plan.hash} />
      {children}
    </section>
  );
}
