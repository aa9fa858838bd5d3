'use client';
import { useState } from 'react';
import type { ChangeDetail, ChangeRow, Snapshot } from '@/lib/model';
import { titleOf } from '../list/title-of';
import { RelativeTime } from '../time';
import { ButtonLink } from '../ui/button';
import { Crumbs, Title } from '../ui/page-head';
import { PanelHeader } from '../ui/panel';
import { EmptyState, Notice } from '../ui/states';
import { Approvals } from './approvals';
import { ChangeBadge } from './change-label';
import { ChangeProgress } from './change-progress';
import { isEnded, isExecuted } from './change-state';
import { ChangeSteps } from './change-steps';
import { headingOf, planAgainHref } from './change-words';
import { Consequences } from './consequences';
import { DecideBar } from './decide-bar';
import { metNote } from './plan-notes';
import { PlanPanel } from './plan-panel';
import { PolicyRules } from './policy-rules';
import { RejectDialog } from './reject-dialog';
import { PlanId, Seal } from './seal';
import { useChangeDecision } from './use-change-decision';

export interface ChangeViewProps {
  id: string;
  initial: Snapshot<ChangeRow>;
  /** The same, with what this viewer may do, as the server answered it with the page. */
  rendered: ChangeDetail;
  me: { readonly id: string; readonly name: string };
  environments: readonly { readonly name: string; readonly title: string }[];
}

/** One Change, live: its plan and seal, its consequences, who decides, and the outcome. */
export function ChangeView({ id, initial, rendered, me, environments }: ChangeViewProps) {
  const { change, decision } = useChangeDecision(initial, rendered);
  const [rejecting, setRejecting] = useState(false);
  if (change === null)
    return <EmptyState title={`${id} was not found.`}>No Change has this number.</EmptyState>;
  const environment =
    environments.find(({ name }) => name === change.environment)?.title ?? titleOf(change.environment);
  return (
    <>
      <Head change={change} />
      <ChangeSteps change={change} />
      <Outcome change={change} />
      <div className="split change">
        <div className="stack">
          <PlanPanel change={change} />
          <Consequences consequences={change.plan.consequences} />
        </div>
        <div className="stack">
          <section className="panel" aria-labelledby="policy-head">
            <PanelHeader
              id="policy-head"
              title={`Policy of ${environment}`}
              aside={<span className="age">{metNote(change.policy)}</span>}
            />
            <PolicyRules checks={change.policy} />
          </section>
          <Approvals change={change} me={me} />
        </div>
      </div>
      <DecideBar change={change} decision={decision} onReject={() => setRejecting(true)} />
      {rejecting && change.may.reject.allowed ? (
        <RejectDialog change={change} reject={decision.reject} onClose={() => setRejecting(false)} />
      ) : null}
    </>
  );
}

function Head({ change }: { change: ChangeDetail }) {
  const { title, place } = headingOf(change);
  return (
    <>
      <Crumbs path={[{ label: 'Changes', href: '/changes' }, { label: change.id }]} />
      <Title
        title={
          <>
            {title} <span className="nowrap">{place}</span>
          </>
        }
        status={<ChangeBadge change={change} />}
      />
      <p className="reason">
        <span className="muted">
          {change.askedBy.name} requested it <RelativeTime at={change.createdAt} form="ago" />
          {change.reason === '' ? ', without a reason.' : ':'}
        </span>
        {change.reason === '' ? null : <> “{change.reason}”</>}
      </p>
    </>
  );
}

/** The outcome so far: the rollout while it runs, the sentence when it has ended, a new plan when it is void. */
function Outcome({ change }: { change: ChangeDetail }) {
  const { state, plan, target } = change;
  if (isExecuted(state)) return <ChangeProgress change={change} />;
  if (!isEnded(state)) return null;
  const sentence = change.outcome?.sentence ?? change.sentence;
  const again = planAgainHref(change);
  const action =
    again === null ? undefined : (
      <ButtonLink kind="main" href={again}>
        Plan it again
      </ButtonLink>
    );
  return (
    <div className="panel outcome" role="status">
      {state === 'void' ? (
        <Notice mark={<Seal hash={plan.hash} />} title="Voided: changed since you looked." action={action}>
          Plan <PlanId hash={plan.hash} /> of{' '}
          <code>
            {target.namespace}/{target.name}
          </code>{' '}
          is no longer valid. {sentence}
        </Notice>
      ) : (
        <EmptyState title={sentence} action={action} />
      )}
    </div>
  );
}
