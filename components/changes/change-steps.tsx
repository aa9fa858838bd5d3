import type { ReactNode } from 'react';
import type { ChangeDetail } from '@/lib/model';
import { RelativeTime } from '../time';
import { Steps, type StepState } from '../ui/steps';

type ChangeStep = ChangeDetail['steps'][number];

const TITLE: Record<ChangeStep['code'], string> = {
  requested: 'Requested',
  planned: 'Planned',
  approved: 'Approved',
  executing: 'Executing',
  verifying: 'Verifying',
  outcome: 'Outcome',
};
const STATE: Record<ChangeStep['state'], StepState> = {
  done: 'done',
  current: 'here',
  todo: 'next',
  failed: 'failed',
  skipped: 'skipped',
};

/** The steps of a Change from request to outcome: when each was done, or what it waits for. */
export function ChangeSteps({ change }: { change: ChangeDetail }) {
  return (
    <Steps
      label="Steps"
      steps={change.steps.map((step) => ({
        key: step.code,
        title: TITLE[step.code],
        state: STATE[step.state],
        note: <span title={step.sentence}>{noteOf(change, step)}</span>,
      }))}
    />
  );
}

function noteOf(change: ChangeDetail, { code, state, at, sentence }: ChangeStep): ReactNode {
  if (code === 'approved' && state === 'current') {
    const { approvalsGiven: given, approvalsNeeded: needed, may } = change;
    return `${given} of ${needed}${may.approve.allowed ? ', waits for you' : ''}`;
  }
  return at === null ? sentence : <RelativeTime at={at} form={state === 'current' ? 'for' : 'ago'} />;
}
