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

/** The way of a Change from request to outcome: when each step was, or what it waits for. */
export function ChangeSteps({ steps }: { steps: readonly ChangeStep[] }) {
  return (
    <Steps
      label="Steps"
      steps={steps.map(({ code, state, at, sentence }) => ({
        key: code,
        title: TITLE[code],
        state: STATE[state],
        note:
          state === 'done' && at !== null ? (
            <span title={sentence}>
              <RelativeTime at={at} form="ago" />
            </span>
          ) : (
            sentence
          ),
      }))}
    />
  );
}
