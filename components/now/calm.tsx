import Link from 'next/link';
import type { NowView } from '@/lib/model';
import { HealthGlyph } from '../health';
import { counted } from '../list/words';
import { RolloutItem } from '../rollouts/rollout-item';
import { SectionHead } from '../ui/page-head';
import { RecentList } from './recent-list';
import { Verdict } from './verdict';
import { WaitingList } from './waiting-list';

/** The calm hour: one sentence, one line an environment, what rolls out and what waits. */
export function Calm({ now }: { now: NowView }) {
  return (
    <div className="calm">
      <Verdict verdict={now.verdict} sentence={now.sentence} meters={[]} calm />
      <ul className="panel calm__envs" aria-label="Environments">
        {now.environments.map((environment) => (
          <li
            key={environment.name}
            data-health={environment.services === environment.healthy ? 'healthy' : 'idle'}
          >
            <HealthGlyph health={environment.services === environment.healthy ? 'Healthy' : 'Idle'} silent />
            <strong>{environment.title}</strong>
            <span className="soft">
              {environment.healthy} of {counted(environment.services, 'service')} Healthy
            </span>
            <span className="age">{environment.clusters.join(', ')}</span>
          </li>
        ))}
      </ul>
      {now.rolling.length === 0 ? null : (
        <section id="rolling" aria-labelledby="rolling-head">
          <SectionHead
            id="rolling-head"
            title="Rolling out"
            count={String(now.rolling.length)}
            aside={<Link href="/rollouts">All rollouts</Link>}
          />
          <ol className="panel rollouts">
            {now.rolling.map((row) => (
              <RolloutItem key={row.id} row={row} />
            ))}
          </ol>
        </section>
      )}
      <WaitingList changes={now.waiting} />
      <RecentList entries={now.recent} />
    </div>
  );
}
