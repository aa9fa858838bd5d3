import type { ChangeRecord } from '@/lib/db/change-record';
import type { ChangeDetail, ChangeState } from '@/lib/model';
import { approvalsGiven } from '@/lib/policy';

type Step = ChangeDetail['steps'][number];
type Code = Step['code'];

/** States in which a Change is about to be written, or may have been. */
const WRITING: readonly ChangeState[] = ['approved', 'executing', 'unknown'];

/** The progress of a Change, always in the same six steps; steps that never happen are `skipped`. */
export function changeSteps(change: ChangeRecord): Step[] {
  const needsApproval = change.approvalsNeeded > 0;
  const steps = [requested(change), planned(change)];
  if (needsApproval) steps.push(approved(change));
  return [...steps, executing(change), verifying(change), outcome(change)];
}

function requested({ askedBy, createdAt }: ChangeRecord): Step {
  return step('requested', 'done', createdAt, `${askedBy.name} requested it.`);
}

function planned(change: ChangeRecord): Step {
  const [{ plan }] = change.steps;
  const count = plan.diff.length;
  const fields = count === 1 ? 'one field' : `${count} fields`;
  return {
    code: 'planned',
    state: 'done',
    at: plan.madeAt,
    sentence: `A dry run on the live object was accepted; it changes ${fields}.`,
  };
}

function approved(change: ChangeRecord): Step {
  const { state, approvals, approvedAt, endedAt } = change;
  const names = approvals.filter(({ decision }) => decision === 'approved').map(({ actorName }) => actorName);
  if (state === 'rejected') return step('approved', 'failed', endedAt, change.sentence);
  if (approvedAt !== null) return step('approved', 'done', approvedAt, `${names.join(' and ')} approved it.`);
  if (state === 'awaiting-approval') return step('approved', 'current', null, change.sentence);
  return step(
    'approved',
    'skipped',
    null,
    `${approvalsGiven(change)} of ${change.approvalsNeeded} approvals were given.`,
  );
}

function executing(change: ChangeRecord): Step {
  const { state, executedAt } = change;
  const [{ written }] = change.steps;
  const at = written?.at ?? executedAt;
  if (written !== null) return step('executing', 'done', at, `Written as ${written.resourceVersion}.`);
  if (WRITING.includes(state)) return step('executing', 'current', at, change.sentence);
  if (executedAt === null) {
    const over = change.endedAt !== null;
    return step(
      'executing',
      over ? 'skipped' : 'todo',
      null,
      over ? 'It was not executed.' : 'Not executed yet.',
    );
  }
  return step('executing', 'failed', at, 'Nothing was written.');
}

function verifying(change: ChangeRecord): Step {
  const { state, endedAt } = change;
  const [{ written }] = change.steps;
  if (state === 'verifying') return step('verifying', 'current', written?.at ?? null, change.sentence);
  if (written === null) {
    return endedAt === null
      ? step('verifying', 'todo', null, 'Not verified yet.')
      : step('verifying', 'skipped', null, 'The rollout was not watched.');
  }
  return step(
    'verifying',
    state === 'failed' ? 'failed' : 'done',
    endedAt,
    'The rollout was watched to its end.',
  );
}

function outcome(change: ChangeRecord): Step {
  const { state, endedAt } = change;
  if (endedAt === null) return step('outcome', 'todo', null, 'Not known yet.');
  return step('outcome', state === 'succeeded' ? 'done' : 'failed', endedAt, change.sentence);
}

function step(code: Code, state: Step['state'], at: Date | null, sentence: string): Step {
  return { code, state, at: at?.toISOString() ?? null, sentence };
}
