import type { Transition } from '@/lib/model';
import { HealthButton } from '../health';
import { ReceiptPopover } from '../receipt';
import { formatDuration, RelativeTime } from '../time';

/** Each change of health, newest first: the new status, why, when, and for how long. Its receipt is what was read then. */
export function TransitionsList({ transitions }: { transitions: readonly Transition[] }) {
  return (
    <ol className="panel judged">
      {transitions.map((transition) => (
        <li key={transition.id}>
          <ReceiptPopover
            trigger={<HealthButton health={transition.to} />}
            health={transition.to}
            sentence={transition.message}
            receipts={[transition.receipt]}
            past
          />
          <div>
            {transition.message}
            <span className="sub">
              {transition.from === null ? 'First seen.' : `Was ${transition.from}.`} {lasted(transition)}
            </span>
          </div>
          <span className="age">
            <RelativeTime at={transition.at} form="ago" />
          </span>
        </li>
      ))}
    </ol>
  );
}

function lasted({ at, until }: Transition): string {
  if (until === null) return 'Ongoing.';
  return `Lasted ${formatDuration(Date.parse(until) - Date.parse(at))}.`;
}
