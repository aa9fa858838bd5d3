import type { ChangeDetail, RolloutDto } from '@/lib/model';
import { HealthButton, ROLLOUT_HEALTH } from '../health';
import { PodCells } from '../pods/pod-cells';
import { describeCells } from '../pods/pod-counts';
import { ReceiptPopover } from '../receipt';
import { Blocked } from '../rollouts/blocked';
import { ChangeLabel } from './change-label';

/** The progress of the write, live: the state with its sentence, then the rollout until it ends. */
export function ChangeProgress({ change }: { change: ChangeDetail }) {
  const sentence = change.outcome?.sentence ?? change.sentence;
  return (
    <section className="panel progress" aria-label="Progress">
      <div className="progress__status" role="status">
        <ChangeLabel state={change.state} block />
        <p>{sentence}</p>
      </div>
      {change.progress === null ? null : <Rollout rollout={change.progress} said={sentence} />}
    </section>
  );
}

/** `said`: the sentence that is already shown above. */
function Rollout({ rollout, said }: { rollout: RolloutDto; said: string }) {
  const { state, cells, blocker, receipt } = rollout;
  const complete = state === 'Complete';
  const says = blocker?.sentence ?? rollout.sentence;
  return (
    <div className="progress__rollout">
      <ReceiptPopover
        trigger={<HealthButton health={ROLLOUT_HEALTH[state]} word={state} />}
        health={ROLLOUT_HEALTH[state]}
        sentence={rollout.sentence}
        receipts={[receipt]}
      />
      <div>
        {cells.length === 0 ? null : <PodCells cells={cells} complete={complete} />}
        <span className="sub">{describeCells(cells, complete)}</span>
        {said.includes(says) ? null : <p>{blocker === null ? says : <strong>{says}</strong>}</p>}
        {blocker === null ? null : <Blocked blocker={blocker} />}
      </div>
    </div>
  );
}
