import { HealthLabel } from '../health';
import { tally } from './box-words';
import type { DrawnBox } from './collapse';

/** How many boxes on the map have each health, worst first. */
export function Tallies({ boxes }: { boxes: readonly DrawnBox[] }) {
  return (
    <dl className="tallies" aria-label="Health of what is on the map">
      {tally(boxes).map(({ health, count }) => (
        <div key={health}>
          <dt>
            <HealthLabel health={health} />
          </dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}
